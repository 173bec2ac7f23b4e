"""What one person is shown of a question: what they can do with it, and what became of one they wait for."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from facilitation.messages import (
    LABEL_AT_MOST,
    SAY,
    TITLE_AT_MOST,
    Action,
    Block,
    Button,
    Card,
    ChoiceInput,
    Form,
    Option,
    Paragraph,
    Small,
    Subject,
    TextInput,
    Tone,
)
from facilitation.questions import cards
from facilitation.questions.model import Kind, Question, Stage
from facilitation.texts import Md, Texts
from facilitation.wording import shorten

JOIN = "questions.join"
LEAVE_IT = "questions.leave_it"
TOGETHER = "questions.together"
APART = "questions.apart"
HIDE = "questions.hide"
NOT_AFTER_ALL = "questions.not_after_all"
WHAT_I_DID = "questions.what_i_did"
A_FEW_MORE = "questions.a_few_more"

LABELS = {APART: "questions.take_apart"}
OF_A_CHALLENGE = {JOIN: "questions.join_challenge"}
REASON_AT_MOST = 300  # characters
NOT_OUT = (Stage.DRAFT, Stage.SET_ASIDE, Stage.SCHEDULED)


@dataclass(frozen=True, slots=True)
class May:
    """What somebody may do with a question beside what its asker does."""

    join: bool = False
    leave: bool = False
    put_together: bool = False
    take_apart: bool = False
    hide: bool = False


def more(question: Question, may: May, texts: Texts) -> Card:
    """To whoever pressed: what they can do here, and what nobody can."""
    ways = {
        JOIN: may.join,
        LEAVE_IT: may.leave,
        TOGETHER: may.put_together,
        APART: may.take_apart,
        HIDE: may.hide,
    }
    forms, doubted = (TOGETHER, HIDE), question.kind is Kind.CHALLENGE
    labels = LABELS | OF_A_CHALLENGE if doubted else LABELS
    buttons = tuple(
        Button(texts.plain(labels.get(way, way)), way, cards.about(question), opens_form=way in forms)
        for way, allowed in ways.items()
        if allowed
    )
    if question.about and question.stage is Stage.OPEN:
        decide = Subject(question.community_id, "", "start consent")
        buttons += (Button(texts.plain("questions.decide_together"), SAY, decide),)
    body: list[Block] = [Small(texts("questions.only_you_see"))]
    if may.join:
        body.append(Paragraph(texts("questions.join_what_challenge" if doubted else "questions.join_what")))
    if doubted:
        body.append(Paragraph(texts("questions.challenge_stays")))
    if not buttons:
        body.append(Paragraph(texts("questions.nothing_more")))
    return Card(cards.title_of(question, texts), tuple(body), buttons)


def receipt(question: Question, code: str, texts: Texts, *, of_several: bool = False) -> Card:
    """To whoever asked without a name, by an answer that is kept nowhere. `of_several`: it stands with others."""
    return Card(
        texts.plain("questions.receipt"),
        (
            Paragraph(texts("questions.receipt_of", title=question.title)),
            Paragraph(texts(f"questions.receipt_is.{_state(question)}")),
            Paragraph(texts("questions.receipt_code", code=Md(code))),
            Small(texts("questions.receipt_small")),
        ),
        (*_with_receipt(question, code, texts), *([_apart(cards.about(question, code), texts)] if of_several else ())),
    )


def together_form(question: Question, others: Sequence[Question], texts: Texts) -> Form:
    options = tuple(Option(other.id, shorten(other.title, LABEL_AT_MOST)) for other in others)
    return Form(
        title=texts.plain("questions.together_title"),
        action=TOGETHER,
        submit=texts.plain("questions.together_submit"),
        subject=cards.about(question),
        intro=(
            Paragraph(texts("questions.together_this", title=question.title)),
            Small(texts("questions.together_small")),
        ),
        inputs=(ChoiceInput("other", texts.plain("questions.together_other"), options),),
    )


def put_together(question: Question, first: Question, texts: Texts) -> Card:
    """To who did it, and to the asker; with the way back."""
    return Card(
        texts.plain("questions.put_together"),
        (
            Paragraph(
                texts(
                    "questions.put_together_what",
                    title=cards.title_of(question, texts),
                    other=cards.title_of(first, texts),
                )
            ),
        ),
        (_apart(cards.about(question), texts),),
    )


def answered(own: Question, question: Question, answerer: str, channel: str, texts: Texts) -> Card:
    """To who waits for `own`: `question`, the same or one that it stands together with, has its answer."""
    title, other = shorten(cards.title_of(own, texts), TITLE_AT_MOST // 2), cards.title_of(question, texts)
    what = "questions.answered_for_you" if own is question else "questions.answered_for_both"
    apart = (_apart(cards.about(own), texts),) if own.with_question else ()
    return Card(
        texts.plain("questions.answered_now", title=title),
        (Paragraph(texts(what, name=answerer, channel=channel, other=other)),),
        apart,
    )


def hide_form(question: Question, texts: Texts) -> Form:
    doubted = question.kind is Kind.CHALLENGE
    return Form(
        title=texts.plain("questions.hide_title"),
        action=HIDE,
        submit=texts.plain("questions.hide_submit"),
        subject=cards.about(question),
        intro=(
            Paragraph(texts("questions.hide_what", title=question.title)),
            Paragraph(texts("questions.hide_what_for")),
            Small(texts("questions.hide_small_challenge" if doubted else "questions.hide_small")),
        ),
        inputs=(
            TextInput(
                "reason",
                texts.plain("questions.hide_reason"),
                texts.plain("questions.hide_reason_hint"),
                multiline=True,
                longest=REASON_AT_MOST,
            ),
        ),
    )


def hidden(question: Question, name: str, reason: str, texts: Texts) -> Card:
    """To its asker, when they are known."""
    return Card(
        texts.plain("questions.yours_hidden"),
        (Paragraph(texts("questions.yours_hidden_what", title=question.title, name=name, reason=reason)),),
        cards.ways_when_hidden(question, texts),
    )


def _apart(about: Subject, texts: Texts) -> Button:
    return Button(texts.plain(LABELS[APART]), APART, about)


def _state(question: Question) -> str:
    return "hidden" if question.is_hidden else question.stage.value


def _with_receipt(question: Question, code: str, texts: Texts) -> Iterator[Action]:
    about = cards.about(question, code)
    if question.stage in NOT_OUT:
        if question.stage is not Stage.SCHEDULED:
            yield Button(texts.plain(cards.ASK_ANYWAY), cards.ASK_ANYWAY, about)
        yield Button(texts.plain(NOT_AFTER_ALL), NOT_AFTER_ALL, about)
        return
    if question.stage is Stage.OPEN:
        yield from cards.ways_on(question, texts, code)
        yield Button(texts.plain(A_FEW_MORE), A_FEW_MORE, about)
        return
    if question.stage is Stage.ANSWERED:
        yield Button(texts.plain(WHAT_I_DID), WHAT_I_DID, about, Tone.PRIMARY, opens_form=True)
    yield Button(texts.plain(cards.REOPEN), cards.REOPEN, about)
    yield Button(texts.plain(cards.WITHDRAW), cards.WITHDRAW, about)
