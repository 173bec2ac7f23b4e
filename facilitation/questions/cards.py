"""What a question looks like: in the channel, to its asker, and in the forms around it."""

from collections.abc import Sequence

from facilitation.messages import (
    INPUT_AT_MOST,
    LABEL_AT_MOST,
    TITLE_AT_MOST,
    Block,
    Button,
    Card,
    ChoiceInput,
    Form,
    Option,
    Paragraph,
    Quote,
    Small,
    Subject,
    TextInput,
    Tone,
)
from facilitation.people import Community
from facilitation.questions.model import Question, Stage
from facilitation.texts import Texts
from facilitation.wording import shorten

ASK = "questions.ask"
AGAIN = "questions.again"
CHOOSE = "questions.choose"
REOPEN = "questions.reopen"
WITHDRAW = "questions.withdraw"
WITHDRAW_SURELY = "questions.withdraw_surely"


def ask_form(community: Community, title: str, detail: str, channel: str, texts: Texts) -> Form:
    """Who will see it is said first; so is what does not fit."""
    intro = [Small(texts("questions.who_will_see", channel=channel, community=community.name))]
    if len(detail) > INPUT_AT_MOST:
        intro.append(Small(texts.count("questions.did_not_fit", INPUT_AT_MOST)))
    return Form(
        title=texts.plain(ASK),
        action=ASK,
        submit=texts.plain("questions.ask_submit"),
        subject=Subject(community.id),
        intro=tuple(intro),
        inputs=(
            TextInput("title", texts.plain("questions.your_question"), initial=title, longest=TITLE_AT_MOST),
            TextInput(
                "detail",
                texts.plain("questions.detail"),
                texts.plain("questions.detail_hint"),
                initial=detail[:INPUT_AT_MOST],
                multiline=True,
                optional=True,
                longest=INPUT_AT_MOST,
            ),
        ),
    )


def in_channel(question: Question, asker: str, answered_by: str, texts: Texts) -> Card:
    """The card that its thread hangs under, in whatever stage it is."""
    if question.stage is Stage.WITHDRAWN:
        return Card(texts.plain("questions.withdrawn"), (Small(texts("questions.withdrawn_small")),))
    detail: tuple[Block, ...] = (Quote(question.detail, by=asker),) if question.detail else ()
    if question.stage is Stage.ANSWERED:
        return Card(
            question.title,
            (
                *detail,
                Paragraph(texts("questions.answered_by", name=answered_by)),
                Small(texts("questions.asked_by", name=asker)),
            ),
            (Button(texts.plain(REOPEN), REOPEN, _about(question)),),
        )
    return Card(
        question.title,
        (*detail, Small(texts("questions.reply_here", name=asker))),
        _ways_on(question, texts),
    )


def choose_form(question: Question, replies: Sequence[tuple[str, str, str]], more: bool, texts: Texts) -> Form:
    """`replies`: message id, author's name and words of each; `more`: there are earlier ones."""
    options = tuple(Option(message_id, _label(name, words, texts)) for message_id, name, words in replies)
    return Form(
        title=texts.plain("questions.choose_title"),
        action=CHOOSE,
        submit=texts.plain("questions.choose_submit"),
        subject=_about(question),
        intro=(Paragraph(texts("questions.choose_for", title=question.title)),),
        inputs=(
            ChoiceInput(
                "reply",
                texts.plain("questions.which_reply"),
                options,
                texts.plain("questions.earlier_replies") if more else "",
            ),
        ),
    )


def asked(question: Question, channel: str, texts: Texts) -> Card:
    """To the asker: where it stands now, and what they can do when a reply helps."""
    return Card(
        texts.plain("questions.asked"),
        (
            Paragraph(texts("questions.asked_where", title=question.title, channel=channel)),
            Small(texts("questions.asked_next")),
        ),
    )


def withdraw_surely(question: Question, texts: Texts) -> Card:
    return Card(
        texts.plain("questions.withdraw_what", title=shorten(question.title, TITLE_AT_MOST // 2)),
        (Paragraph(texts("questions.withdraw_means")),),
        (Button(texts.plain(WITHDRAW_SURELY), WITHDRAW_SURELY, _about(question), Tone.DANGER),),
    )


def shown(question: Question, asker: str, answered_by: str, where: Sequence[str], texts: Texts) -> Card:
    """An answered question to whoever found it; `where`: the channel's name and the day. Replies stay in the thread."""
    channel, day = where
    detail: tuple[Block, ...] = (Quote(question.detail, by=asker),) if question.detail else ()
    return Card(
        question.title,
        (
            *detail,
            Paragraph(texts("questions.answered_by", name=answered_by)),
            Small(texts("questions.answered_where", channel=channel, day=day)),
        ),
    )


def lost(question: Question, channel: str, texts: Texts) -> Card:
    """To the asker, when it did not arrive in the channel or is no longer there."""
    detail: tuple[Block, ...] = (Quote(question.detail),) if question.detail else ()
    return Card(
        texts.plain("questions.lost"),
        (Paragraph(texts("questions.lost_what", title=question.title, channel=channel)), *detail),
        (Button(texts.plain(AGAIN), AGAIN, _about(question), opens_form=True),),
    )


def at_home(question: Question, community: Community, replies: int, texts: Texts) -> Card:
    return Card(
        question.title,
        (
            Small(texts("questions.asked_in", community=community.name, day=texts.day(question.written_at))),
            Paragraph(texts.count("questions.replies", replies)),
        ),
        _ways_on(question, texts),
    )


def not_your_words(author: str, texts: Texts) -> Card:
    """To whoever wants to make a question of another's message."""
    return Card(
        texts.plain("questions.not_your_words", name=author),
        (Paragraph(texts("questions.ask_them")), Small(texts("questions.ask_them_how"))),
    )


def _ways_on(question: Question, texts: Texts) -> tuple[Button, ...]:
    """What the asker of an open question can do."""
    return (
        Button(texts.plain(CHOOSE), CHOOSE, _about(question), opens_form=True),
        Button(texts.plain(WITHDRAW), WITHDRAW, _about(question)),
    )


def _about(question: Question) -> Subject:
    return Subject(question.community_id, question.id)


def _label(name: str, words: str, texts: Texts) -> str:
    first = " ".join(words.split()) or texts.plain("questions.no_words")
    return shorten(texts.plain("questions.reply_option", name=name, words=first), LABEL_AT_MOST)
