"""The form and the cards around messages that were picked."""

from collections.abc import Iterator

from facilitation.knowledge.inputs import kind_input, named_input, tags_input, title_input
from facilitation.knowledge.model import Keeping
from facilitation.messages import (
    LABEL_AT_MOST,
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
    Tone,
)
from facilitation.people import Community
from facilitation.texts import Texts
from facilitation.wording import shorten

PICK = "knowledge.pick"
PICKED = "knowledge.picked"
DROP = "knowledge.drop"

LEFT_OUT = "out"
SHOWN = 500  # characters of each message in the form; the whole is in its thread
FIRST_WORDS = 60


def form(keeping: Keeping, community: Community, texts: Texts) -> Form:
    """Who will see it and who is asked is said first; each message has its place."""
    words = keeping.passages
    intro: list[Block] = [
        Small(texts("knowledge.who_will_see", community=community.name)),
        Small(texts("knowledge.picked_asks")),
        *(Quote(shorten(each.text, SHOWN), by=each.name) for each in words),
        Small(texts("knowledge.pick_more")),
    ]
    return Form(
        title=texts.plain(PICK),
        action=PICK,
        submit=texts.plain("knowledge.keep_submit"),
        subject=_about(keeping),
        intro=tuple(intro),
        inputs=(
            title_input(keeping.title, texts),
            kind_input(keeping.kind, texts),
            *(_places(keeping, texts) if len(words) > 1 else ()),
            tags_input((), texts),
            named_input(texts),
        ),
    )


def offer(keeping: Keeping, readers: str, texts: Texts) -> Card:
    """To whoever pinned a message. `readers`: what those are called who can find it then."""
    return Card(
        texts.plain("knowledge.picked_title"),
        (
            Paragraph(texts.count("knowledge.picked_what", len(keeping.passages), community=readers)),
            Small(texts("knowledge.picked_asks")),
        ),
        (
            Button(texts.plain("knowledge.picked_keep"), PICKED, _about(keeping), Tone.PRIMARY, opens_form=True),
            Button(texts.plain(DROP), DROP, _about(keeping)),
        ),
    )


def _places(keeping: Keeping, texts: Texts) -> Iterator[ChoiceInput]:
    count = len(keeping.passages)
    places = tuple(Option(str(number), str(number)) for number in range(1, count + 1))
    out = Option(LEFT_OUT, texts.plain("knowledge.leave_out"))
    for number, each in enumerate(keeping.passages):
        first = shorten(" ".join(each.text.split()), FIRST_WORDS)
        label = shorten(texts.plain("knowledge.place", name=each.name, words=first), LABEL_AT_MOST)
        yield ChoiceInput(f"place{number}", label, (*places, out), initial=(str(number + 1),))


def _about(keeping: Keeping) -> Subject:
    return Subject(keeping.community_id, keeping.id)
