"""What the one who is asked sees: first who will see the answer, then the questions, then the ways out."""

from facilitation.check_ins.cards import every
from facilitation.check_ins.model import ANONYMOUS_AT_LEAST, ANSWER_AT_MOST, Round, Series, Turn, Visibility
from facilitation.messages import (
    SAY,
    Block,
    Button,
    Card,
    Form,
    Notice,
    Paragraph,
    Small,
    Subject,
    TextInput,
    Tone,
)
from facilitation.people import Community
from facilitation.texts import Md, Texts

ANSWER = "check_ins.answer"
SKIP = "check_ins.skip"
HAND_IN = "check_ins.hand_in"
PRIVATE = "private"  # the button stands on a card that only this person has


def ask(round_: Round, series: Series, community: Community, channel: str, texts: Texts) -> Card:
    return Card(
        texts.plain("check_ins.asked", community=community.name),
        (
            *who_will_see(round_, channel, texts),
            *questions(round_, texts),
            Small(texts("check_ins.open_until", moment=texts.moment(round_.closes_at))),
            Small(texts("check_ins.comes_back", every=every(series, texts), community=community.name)),
        ),
        _ways_out(round_, texts),
    )


def remind(round_: Round, community: Community, channel: str, texts: Texts) -> Card:
    return Card(
        texts.plain("check_ins.reminded", community=community.name),
        (
            *who_will_see(round_, channel, texts),
            *questions(round_, texts),
            Small(texts("check_ins.only_reminder", moment=texts.moment(round_.closes_at))),
        ),
        _ways_out(round_, texts),
    )


def who_will_see(round_: Round, channel: str, texts: Texts) -> tuple[Block, ...]:
    """The promise, with what it can't protect from; said before anything is typed."""
    moment = texts.moment(round_.closes_at)
    promise = Paragraph(
        texts(
            f"check_ins.who_sees.{round_.visibility}",
            channel=_where(channel, texts),
            moment=moment,
            least=ANONYMOUS_AT_LEAST,
        )
    )
    if round_.visibility is Visibility.ANONYMOUS:
        return promise, Small(texts("check_ins.anonymous_limits"))
    return (promise,)


def questions(round_: Round, texts: Texts) -> tuple[Block, ...]:
    return tuple(Paragraph(texts("check_ins.question", question=question)) for question in round_.questions)


def answer_form(round_: Round, previous: Turn | None, channel: str, detail: str, texts: Texts) -> Form:
    """What was answered before is filled in; in an anonymous round it isn't, and what comes now replaces it."""
    anonymous = round_.visibility is Visibility.ANONYMOUS
    earlier = previous.texts if previous and not anonymous else ()
    intro = who_will_see(round_, channel, texts)
    if anonymous and previous and not previous.is_skip:
        intro = (*intro, Small(texts("check_ins.replaces")))
    several = len(round_.questions) > 1
    return Form(
        title=texts.plain("check_ins.form_title"),
        action=HAND_IN,
        submit=texts.plain("check_ins.hand_in"),
        subject=Subject(round_.community_id, round_.id, detail),
        intro=intro,
        inputs=tuple(
            TextInput(
                f"answer_{number}",
                question,
                initial=earlier[number - 1] if number <= len(earlier) else "",
                multiline=True,
                optional=several,
                longest=ANSWER_AT_MOST,
            )
            for number, question in enumerate(round_.questions, start=1)
        ),
    )


def answered(round_: Round, channel: str, texts: Texts) -> Card:
    """Never with the answer itself: the card stays where it is, whatever was promised about the answer."""
    return Card(
        texts.plain("check_ins.answered"),
        (
            *who_will_see(round_, channel, texts)[:1],
            Small(texts("check_ins.changeable", moment=texts.moment(round_.closes_at))),
        ),
        (answer_button(round_, texts, "check_ins.change_answer", PRIVATE, Tone.PLAIN),),
    )


def skipped(round_: Round, texts: Texts) -> Card:
    return Card(
        texts.plain("check_ins.skipped"),
        (Small(texts("check_ins.skipped_what", moment=texts.moment(round_.closes_at))),),
        (answer_button(round_, texts, "check_ins.answer_after_all", PRIVATE, Tone.PLAIN),),
    )


def closed(round_: Round, texts: Texts) -> Notice:
    return Notice(texts("check_ins.closed", moment=texts.moment(round_.closes_at)))


def answer_button(
    round_: Round, texts: Texts, key: str = "check_ins.answer", detail: str = "", tone: Tone = Tone.PRIMARY
) -> Button:
    subject = Subject(round_.community_id, round_.id, detail)
    return Button(texts.plain(key), ANSWER, subject, tone, opens_form=True)


def _ways_out(round_: Round, texts: Texts) -> tuple[Button, ...]:
    community = round_.community_id
    return (
        answer_button(round_, texts, detail=PRIVATE),
        Button(texts.plain("check_ins.skip"), SKIP, Subject(community, round_.id, PRIVATE)),
        Button(texts.plain("check_ins.settings"), SAY, Subject(community, "", "settings"), opens_form=True),
    )


def _where(channel: str, texts: Texts) -> Md:
    return texts("check_ins.in_channel", channel=channel) if channel else texts("check_ins.in_its_channel")
