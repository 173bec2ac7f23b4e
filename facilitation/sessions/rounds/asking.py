"""What the one who is asked sees: the questions, who will see the answer, then the ways out."""

from facilitation.messages import (
    SAY,
    TITLE_AT_MOST,
    Block,
    Button,
    Card,
    Form,
    Paragraph,
    Small,
    Subject,
    TextInput,
    Tone,
)
from facilitation.playbooks.kinds import Visibility
from facilitation.sessions import nameless
from facilitation.sessions.course.values import ANONYMOUS_AT_LEAST, Contribution
from facilitation.sessions.how_often import every
from facilitation.sessions.model import TEXT_AT_MOST
from facilitation.sessions.rounds.model import Round
from facilitation.texts import Texts
from facilitation.wording import shorten

ANSWER = "sessions.answer"
SKIP = "sessions.not_this_time"
ANSWERED = "sessions.answered"
ANSWER_BEFORE = "check_ins.answer"  # on cards of rounds that were open when rounds became sessions
SKIP_BEFORE = "check_ins.skip"
PRIVATE = "private"  # the button stands on a card that only this person has


def ask(round_: Round, texts: Texts) -> Card:
    community, rhythm = round_.community, round_.session.rhythm
    body: list[Block] = [
        *what_is_asked(round_, texts),
        Small(texts("rounds.open_until", moment=texts.moment(round_.closes_at))),
    ]
    ways = texts("rounds.ways_out", community=community.name)
    body.append(Small(texts("rounds.comes_back", every=every(rhythm, texts), ways=ways)) if rhythm else Small(ways))
    title = texts.plain("rounds.asked", title=round_.title(texts), community=community.name)
    return Card(title, tuple(body), _ways_out(round_, texts))


def remind(round_: Round, texts: Texts) -> Card:
    return Card(
        texts.plain("rounds.reminded", title=round_.title(texts), community=round_.community.name),
        (
            *what_is_asked(round_, texts),
            Small(texts("rounds.only_reminder", moment=texts.moment(round_.closes_at))),
        ),
        _ways_out(round_, texts),
    )


def what_is_asked(round_: Round, texts: Texts) -> tuple[Block, ...]:
    """The questions, then the promise; what that can't protect from is for whoever is about to type."""
    return *questions(round_, texts), _promise(round_, texts), *nameless.few(round_.step, texts)


def questions(round_: Round, texts: Texts) -> tuple[Block, ...]:
    return tuple(Paragraph(texts("rounds.question", question=question)) for question in round_.questions(texts))


def answer_form(round_: Round, previous: Contribution | None, detail: str, texts: Texts) -> Form:
    """What was answered before is filled in; in an anonymous round it isn't, and what comes now replaces it."""
    anonymous = round_.visibility is Visibility.ANONYMOUS
    earlier = {words.question: words.text for words in previous.texts} if previous and not anonymous else {}
    intro: tuple[Block, ...] = (_promise(round_, texts), *nameless.limits(round_.step, texts))
    if anonymous and previous and not previous.passed:
        intro = (*intro, Small(texts("rounds.replaces")))
    asked = round_.questions(texts)
    inputs = [
        TextInput(
            f"answer_{number}",
            shorten(question, TITLE_AT_MOST),
            initial=earlier.get(number - 1, ""),
            multiline=True,
            optional=len(asked) > 1,
            longest=TEXT_AT_MOST,
        )
        for number, question in enumerate(asked, start=1)
    ]
    return Form(
        title=round_.title(texts),
        action=ANSWERED,
        submit=texts.plain("rounds.hand_in"),
        subject=Subject(round_.session.community_id, round_.session.id, detail),
        intro=intro,
        inputs=(*inputs, *nameless.asked(round_.step, texts)),
    )


def answered(round_: Round, texts: Texts) -> Card:
    """Never with the answer itself: the card stays where it is, whatever was promised about the answer."""
    return Card(
        texts.plain("rounds.answered"),
        (
            _promise(round_, texts),
            Small(texts("rounds.changeable", moment=texts.moment(round_.closes_at))),
        ),
        (answer_button(round_, texts, "rounds.change_answer", PRIVATE, Tone.PLAIN),),
    )


def skipped(round_: Round, texts: Texts) -> Card:
    return Card(
        texts.plain("rounds.skipped"),
        (Small(texts("rounds.skipped_what", moment=texts.moment(round_.closes_at))),),
        (answer_button(round_, texts, "rounds.answer_after_all", PRIVATE, Tone.PLAIN),),
    )


def answer_button(
    round_: Round, texts: Texts, key: str = "rounds.answer", detail: str = "", tone: Tone = Tone.PRIMARY
) -> Button:
    subject = Subject(round_.session.community_id, round_.session.id, detail)
    return Button(texts.plain(key), ANSWER, subject, tone, opens_form=True)


def _ways_out(round_: Round, texts: Texts) -> tuple[Button, ...]:
    community = round_.session.community_id
    return (
        answer_button(round_, texts, detail=PRIVATE),
        Button(texts.plain("rounds.skip"), SKIP, Subject(community, round_.session.id, PRIVATE)),
        Button(texts.plain("rounds.settings"), SAY, Subject(community, "", "settings"), opens_form=True),
    )


def _promise(round_: Round, texts: Texts) -> Paragraph:
    return Paragraph(
        texts(
            f"rounds.who_sees.{round_.visibility}",
            channel=round_.seen_in(texts),
            moment=texts.moment(round_.closes_at),
            least=ANONYMOUS_AT_LEAST,
        )
    )
