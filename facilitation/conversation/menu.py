"""What a platform's own menu opens: a form to choose what to do, wherever one is."""

from collections.abc import Iterator
from typing import Any

from facilitation.conversation import offered
from facilitation.events import CommandGiven, FormSubmitted, Place, Said
from facilitation.messages import (
    LABEL_AT_MOST,
    SAY,
    ChoiceInput,
    Form,
    Input,
    OpenForm,
    Option,
    Small,
    Subject,
    TextInput,
)
from facilitation.people import Community, CommunityId, PlaceKind, PlaceRef
from facilitation.ports.memory import UnitOfWork
from facilitation.repertoire import Repertoire
from facilitation.wording import for_actor, shorten

WHAT, WHERE, WORDS = "what", "community", "words"
WORDS_AT_MOST = 1000  # characters: what goes on is carried in a button where no form can be opened


def form(work: UnitOfWork, repertoire: Repertoire[Any]) -> OpenForm:
    """Everything that can be said; and for which community, where one takes part in several."""
    texts, theirs = for_actor(work), work.people.communities_of(work.account.ref)
    here = work.community.id if work.in_community else None
    verbs = tuple(_verbs(work, repertoire))
    inputs: list[Input] = [ChoiceInput(WHAT, texts.plain("conversation.menu_what"), verbs)]
    if len(theirs) > 1:
        communities = tuple(Option(each.id, shorten(each.name, LABEL_AT_MOST)) for each in theirs)
        label = texts.plain("conversation.menu_where")
        inputs.append(ChoiceInput(WHERE, label, communities, initial=(here or theirs[0].id,)))
    label, hint = texts.plain("conversation.menu_words"), texts.plain("conversation.menu_words_hint")
    inputs.append(TextInput(WORDS, label, hint, optional=True, longest=WORDS_AT_MOST))
    return OpenForm(
        Form(
            title=texts.plain("conversation.menu"),
            action=SAY,
            submit=texts.plain("conversation.menu_go_on"),
            subject=Subject(here),
            intro=(Small(texts("conversation.menu_seen_by")),),
            inputs=tuple(inputs),
        )
    )


def chosen(filled: FormSubmitted, work: UnitOfWork) -> CommandGiven | None:
    """What would have been said, in the community's channel; None when nothing was chosen."""
    if not filled.choice(WHAT):
        return None
    where = filled.place or Place(ref=PlaceRef(filled.workspace, filled.by.ref.user), kind=PlaceKind.DIRECT)
    return CommandGiven(
        delivery_id=filled.delivery_id,
        workspace=filled.workspace,
        at=filled.at,
        by=filled.by,
        place=where,
        text=f"{filled.choice(WHAT)} {filled.line(WORDS)}".strip(),
        said=Said.MENU,
        can_open_form=filled.can_open_form,
    )


def community_chosen(filled: FormSubmitted, work: UnitOfWork) -> Community | None:
    """One of theirs, whatever came back."""
    identity = CommunityId(filled.choice(WHERE))
    return next((each for each in work.people.communities_of(filled.by.ref) if each.id == identity), None)


def _verbs(work: UnitOfWork, repertoire: Repertoire[Any]) -> Iterator[Option]:
    """As help groups them."""
    texts = for_actor(work)
    for capability, verb in offered.verbs(work, repertoire):
        label = texts.plain(f"{capability}.say.{verb.name.replace(' ', '-')}")
        heading = texts.plain(f"{capability}.title")
        yield Option(verb.name, shorten(label, LABEL_AT_MOST), shorten(heading, LABEL_AT_MOST))
    yield Option("help", texts.plain("conversation.say.help"), texts.plain("conversation.menu_help"))
