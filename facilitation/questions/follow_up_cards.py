"""What is asked, and shown, of what became of an answer."""

from facilitation.messages import (
    SAY,
    Block,
    Button,
    Card,
    ChoiceInput,
    Form,
    Notice,
    Option,
    Paragraph,
    Quote,
    Small,
    Subject,
    TextInput,
)
from facilitation.questions.around import Adopted, Adoption
from facilitation.questions.cards import about
from facilitation.questions.model import Question
from facilitation.questions.private_cards import WHAT_I_DID
from facilitation.texts import Texts

SKIP = "questions.follow_up_skip"
NEVER = "questions.follow_up_no_more"
TAKE_BACK = "questions.note_take_back"
SHARED = "thread"
NOT_SHARED = "nobody"


def asking(question: Question, texts: Texts) -> Card:
    did = tuple(
        Button(texts.plain(f"questions.did.{what}"), WHAT_I_DID, about(question, f"/{what}"), opens_form=True)
        for what in Adopted
    )
    return Card(
        texts.plain("questions.follow_up"),
        (
            Paragraph(texts("questions.follow_up_what", title=question.title)),
            Small(texts("questions.follow_up_once")),
        ),
        (
            *did,
            Button(texts.plain(SKIP), SKIP, about(question)),
            Button(texts.plain(NEVER), NEVER, about(question)),
        ),
    )


def form(question: Question, code: str, chosen: str, channel: str, texts: Texts) -> Form:
    """Nothing is shared, nor written down, unless that is chosen; so it is asked before the words."""
    seen = "questions.note_seen" if question.asker else "questions.note_seen_nameless"
    return Form(
        title=texts.plain("questions.did"),
        action=WHAT_I_DID,
        submit=texts.plain("questions.did_submit"),
        subject=about(question, code),
        intro=(Paragraph(texts("questions.did_with", title=question.title)), Small(texts(seen, channel=channel))),
        inputs=(
            ChoiceInput(
                "what",
                texts.plain("questions.did_what"),
                tuple(Option(what, texts.plain(f"questions.did.{what}")) for what in Adopted),
                initial=(chosen,) if chosen else (),
            ),
            ChoiceInput(
                "share",
                texts.plain("questions.share"),
                tuple(Option(each, texts.plain(f"questions.share.{each}")) for each in (SHARED, NOT_SHARED)),
            ),
            TextInput(
                "words",
                texts.plain("questions.did_words"),
                texts.plain("questions.did_words_hint"),
                multiline=True,
                optional=True,
            ),
        ),
    )


def note(adoption: Adoption, name: str, texts: Texts) -> Card:
    """In the thread; `name` is "" where the question was anonymous."""
    title = f"questions.note.{adoption.what}" if name else f"questions.note_nameless.{adoption.what}"
    body: tuple[Block, ...] = (Quote(adoption.words, by=name),) if adoption.words else ()
    return Card(texts.plain(title, name=name), body)


def taken_back(texts: Texts) -> Notice:
    return Notice(texts("questions.note_taken_back"))


def thanks(question: Question, adoption: Adoption, code: str, texts: Texts, *, offers_story: bool) -> Card:
    back = Button(texts.plain(TAKE_BACK), TAKE_BACK, about(question, f"{code}/{adoption.id}"))
    said = Subject(question.community_id, "", "story")
    tell = Button(texts.plain("knowledge.tell_story"), SAY, said, opens_form=True)
    actions = (tell, back) if offers_story else (back,)
    return Card(texts.plain("questions.did_thanks"), (Paragraph(texts("questions.did_shared")),), actions)
