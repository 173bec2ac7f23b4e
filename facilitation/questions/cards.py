"""What a question looks like: in the channel, to its asker, and in the forms around it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from facilitation.messages import (
    LABEL_AT_MOST,
    NO_CHOICE,
    TITLE_AT_MOST,
    Block,
    Button,
    Card,
    ChoiceInput,
    Form,
    Markdown,
    Option,
    Paragraph,
    Plain,
    Quote,
    Small,
    Subject,
    Tone,
)
from facilitation.people import Community
from facilitation.questions.model import Kind, Question, Stage
from facilitation.texts import Texts
from facilitation.wording import shorten

AGAIN = "questions.again"
ASK_ANYWAY = "questions.ask_anyway"
CHOOSE = "questions.choose"
REOPEN = "questions.reopen"
WITHDRAW = "questions.withdraw"
WITHDRAW_SURELY = "questions.withdraw_surely"
CLOSE = "questions.close"
MORE = "questions.more"
SHOW_AGAIN = "questions.show_again"
SHOW_DOUBT_AGAIN = "questions.show_doubt_again"  # a challenge: for more people
SHOW_ITEM = "knowledge.show"


@dataclass(frozen=True, slots=True)
class Seen:
    """What the card in the channel tells beside the question itself: names, and the title of the `first` one with it.

    `asker` is "" for an anonymous question; `side` is for whom alone it is, "" for all.
    """

    asker: str
    answered_by: str = ""
    helped: tuple[str, ...] = ()
    first: str = ""
    hidden_by: str = ""
    side: str = ""


def in_channel(question: Question, seen: Seen, texts: Texts) -> Card:
    """The card that its thread hangs under, in whatever stage it is."""
    if question.stage is Stage.WITHDRAWN:
        return Card(texts.plain("questions.withdrawn"), (Small(texts("questions.withdrawn_small")),))
    if question.hidden_why is not None:
        return _hidden(question, seen.hidden_by, texts)
    more = (*_doubted(question, texts), Button(texts.plain(MORE), MORE, about(question)))
    if question.stage is Stage.OPEN:
        said = (Small(_reply_here(question, seen.asker, texts)), *_together(seen, texts))
        ways = (*(ways_on(question, texts) if question.asker else ()), *more)
    else:
        said = (*_outcome(question, seen, texts), Small(_asked_by(question, seen.asker, texts)))
        again = (Button(texts.plain(REOPEN), REOPEN, about(question)),) if question.asker else ()
        ways = (*again, *more)
    reach = (Small(texts("questions.on_one_side", side=seen.side)),) if seen.side else ()
    return Card(question.title, (*_detail(question, seen.asker), *said, *reach), ways)


def wider(question: Question, asker: str, community: str, channel: str, texts: Texts) -> Card:
    """In another community, while it is open; then no more than that it was."""
    if question.stage is not Stage.OPEN or question.is_hidden:
        return Card(texts.plain("questions.wider_over"), (Small(texts("questions.wider_from", community=community)),))
    told = texts("questions.wider_what", name=asker, community=community, channel=channel)
    return Card(question.title, (*_detail(question, asker), Small(told)))


def _doubted(question: Question, texts: Texts) -> tuple[Button, ...]:
    """The way to the item that it doubts, as far as who presses may read that."""
    if not question.about:
        return ()
    return (Button(texts.plain("questions.show_doubted"), SHOW_ITEM, Subject(question.community_id, question.about)),)


def _hidden(question: Question, by: str, texts: Texts) -> Card:
    """Its words are out of sight, but for the reason: that everyone sees."""
    return Card(
        texts.plain("questions.hidden"),
        (
            Paragraph(texts("questions.hidden_by", name=by)),
            Quote(question.hidden_why or "", by=by),
            Small(texts("questions.hidden_small_challenge" if _is_doubt(question) else "questions.hidden_small")),
        ),
        (_show_again(question, texts),),
    )


def shown_again(by: str, hider: str, reason: str, texts: Texts) -> Card:
    """In the thread of a challenge: why it was out of sight stays told."""
    why = Paragraph(texts("questions.was_hidden_by", name=hider))
    return Card(texts.plain("questions.shown_again_by", name=by), (why, Quote(reason, by=hider)))


def ways_when_hidden(question: Question, texts: Texts) -> tuple[Button, ...]:
    """What its asker can do."""
    show = (_show_again(question, texts),) if _is_doubt(question) else ()
    return (*show, Button(texts.plain(WITHDRAW), WITHDRAW, about(question)))


def _show_again(question: Question, texts: Texts) -> Button:
    return Button(texts.plain(SHOW_AGAIN), SHOW_DOUBT_AGAIN if _is_doubt(question) else SHOW_AGAIN, about(question))


def _is_doubt(question: Question) -> bool:
    return question.kind is Kind.CHALLENGE


def _detail(question: Question, asker: str) -> tuple[Block, ...]:
    return (Quote(question.detail, by=asker),) if question.detail else ()


def _reply_here(question: Question, asker: str, texts: Texts) -> Markdown:
    if asker:
        return texts(f"questions.reply_here.{question.kind}", name=asker)
    return texts(f"questions.reply_nameless.{question.kind}")


def _asked_by(question: Question, asker: str, texts: Texts) -> Markdown:
    return texts("questions.asked_by", name=asker) if asker else texts("questions.asked_nameless")


def _together(seen: Seen, texts: Texts) -> tuple[Block, ...]:
    return (Small(texts("questions.together_with", title=seen.first)),) if seen.first else ()


def _outcome(question: Question, seen: Seen, texts: Texts) -> Iterator[Block]:
    if question.stage is Stage.CLOSED and seen.helped:
        yield Paragraph(texts("questions.closed_helped", names=texts.all_of(seen.helped)))
        return
    if question.stage is Stage.CLOSED:
        yield Paragraph(texts("questions.closed"))
    elif question.accepted:
        yield Paragraph(_answered_by(question, seen.answered_by, texts))
    else:
        doubted = question.kind is Kind.CHALLENGE
        key = "questions.furthered_elsewhere" if doubted else "questions.answered_elsewhere"
        yield Paragraph(texts(key, name=seen.answered_by, title=seen.first or question.title))
    if seen.helped:
        yield Small(texts("questions.helped_too", names=texts.all_of(seen.helped)))


def _answered_by(question: Question, name: str, texts: Texts) -> Markdown:
    """Who moved a challenge on did not answer it."""
    return texts("questions.furthered_by" if question.kind is Kind.CHALLENGE else "questions.answered_by", name=name)


def _choose(question: Question, texts: Texts) -> Plain:
    return texts.plain("questions.choose_challenge" if question.kind is Kind.CHALLENGE else CHOOSE)


def choose_form(
    question: Question, subject: Subject, replies: Sequence[tuple[str, str, str]], more: bool, texts: Texts
) -> Form:
    """`replies`: message id, author's name and words of each; `more`: there are earlier ones."""
    options = tuple(Option(message_id, _label(name, words, texts)) for message_id, name, words in replies)
    none = Option(NO_CHOICE, texts.plain("questions.none_answers"))
    doubted = question.kind is Kind.CHALLENGE
    return Form(
        title=texts.plain("questions.choose_title"),
        action=CHOOSE,
        submit=texts.plain("questions.choose_submit"),
        subject=subject,
        intro=(Paragraph(texts("questions.choose_for", title=question.title)),),
        inputs=(
            ChoiceInput(
                "reply",
                _choose(question, texts) if doubted else texts.plain("questions.which_reply"),
                (*options, none),
                texts.plain("questions.earlier_replies") if more else "",
            ),
            ChoiceInput(
                "helped",
                texts.plain("questions.which_helped"),
                options,
                texts.plain("questions.which_helped_hint"),
                several=True,
                optional=True,
            ),
        ),
    )


def no_replies(question: Question, code: str, texts: Texts) -> Card:
    close = Button(texts.plain(CLOSE), CLOSE, about(question, code))
    return Card(texts.plain("questions.no_replies"), (Paragraph(texts("questions.no_replies_what")),), (close,))


def asked(question: Question, channel: str, texts: Texts) -> Card:
    """To the asker: where it stands now, and what they can do when a reply helps."""
    return Card(
        texts.plain("questions.asked"),
        (
            Paragraph(texts("questions.asked_where", title=question.title, channel=channel)),
            Small(texts("questions.asked_next")),
        ),
    )


def withdraw_surely(title: str, subject: Subject, texts: Texts) -> Card:
    return Card(
        texts.plain("questions.withdraw_what", title=shorten(title, TITLE_AT_MOST // 2)),
        (Paragraph(texts("questions.withdraw_means")),),
        (Button(texts.plain(WITHDRAW_SURELY), WITHDRAW_SURELY, subject, Tone.DANGER),),
    )


def shown(question: Question, asker: str, answered_by: str, where: Sequence[str], texts: Texts) -> Card:
    """A question to whoever found it; `where`: the channel's name and the day. Replies stay in the thread."""
    channel, day = where
    if question.stage is Stage.OPEN:
        told: list[Block] = [Paragraph(texts("questions.waits_where", channel=channel, day=day))]
    else:
        told = [
            Paragraph(_answered_by(question, answered_by, texts)),
            Small(texts("questions.answered_where", channel=channel, day=day)),
        ]
    return Card(question.title, (*_detail(question, asker), *told))


def lost(question: Question, channel: str, texts: Texts) -> Card:
    """To the asker, when it did not arrive in the channel or is no longer there."""
    return Card(
        texts.plain("questions.lost"),
        (Paragraph(texts("questions.lost_what", title=question.title, channel=channel)), *_detail(question, "")),
        (Button(texts.plain(AGAIN), AGAIN, about(question), opens_form=True),),
    )


def at_home(question: Question, community: Community, replies: int, texts: Texts) -> Card:
    why = question.hidden_why
    out_of_sight = () if why is None else (Paragraph(texts("questions.out_of_sight", reason=why)),)
    return Card(
        question.title,
        (
            Small(texts("questions.asked_in", community=community.name, day=texts.day(question.written_at))),
            Paragraph(texts.count("questions.replies", replies)),
            *out_of_sight,
        ),
        ways_when_hidden(question, texts) if question.is_hidden else ways_on(question, texts),
    )


def not_your_words(author: str, texts: Texts) -> Card:
    """To whoever wants to make a question of another's message."""
    return Card(
        texts.plain("questions.not_your_words", name=author),
        (Paragraph(texts("questions.ask_them")), Small(texts("questions.ask_them_how"))),
    )


def ways_on(question: Question, texts: Texts, code: str = "") -> tuple[Button, ...]:
    """What the asker of an open question can do."""
    return (
        Button(_choose(question, texts), CHOOSE, about(question, code), opens_form=True),
        Button(texts.plain(WITHDRAW), WITHDRAW, about(question, code)),
    )


def title_of(question: Question, texts: Texts) -> str:
    """As it may be told in another's card: not when it is out of sight."""
    return texts.plain("questions.hidden_one") if question.is_hidden else question.title


def about(question: Question, code: str = "") -> Subject:
    """With the `code` of its receipt, for whoever has it."""
    return Subject(question.community_id, question.id, code)


def _label(name: str, words: str, texts: Texts) -> str:
    first = " ".join(words.split()) or texts.plain("questions.no_words")
    return shorten(texts.plain("questions.reply_option", name=name, words=first), LABEL_AT_MOST)
