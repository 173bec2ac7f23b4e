"""How a community is begun: a form, what can't be of its answers, and Kring's first words in the channel."""

from collections.abc import Iterator

from facilitation.channels import free_channel
from facilitation.communities import cards, model, recording, terms
from facilitation.events import CommandGiven, CommunityFounded, FormSubmitted, Place, PlaceChosen
from facilitation.messages import Answer, OpenForm, RefuseForm, ToCommunity, Whisper
from facilitation.people import LANGUAGES
from facilitation.ports.memory import UnitOfWork
from facilitation.recurrence import find_zone
from facilitation.texts import Texts
from facilitation.wording import for_actor, for_all


def on_create(command: CommandGiven, said: str, work: UnitOfWork) -> Answer:
    """`/kring community create [name]`: a form; where it was said is proposed, unless a community meets there."""
    texts = for_actor(work)
    channel = free_channel(command, texts.plain("communities.channel"), texts.plain("communities.channel_hint"), work)
    return OpenForm(cards.founding_form(said[: model.NAME_AT_MOST], channel, texts))


def on_founded(form: FormSubmitted, work: UnitOfWork) -> Answer:
    """Begin it, or say which of the answers can't be."""
    texts = for_actor(work)
    errors = dict(_errors(form, work, texts))
    channel, zone = form.channel("channel"), find_zone(form.text("zone"))
    if errors or channel is None or zone is None:
        return RefuseForm(errors)
    language = form.choice("language")
    founding = model.Founding(form.text("name"), form.text("purpose"), language, zone, channel.ref.whole)
    community = model.found(founding, form.by.ref, work)
    work.people.see_place(Place(ref=channel.ref, name=channel.name, address=channel.address))
    work.announce(CommunityFounded(community_id=community.id))
    return Whisper(cards.founded(community, channel.name, texts))


def on_begun(founded: CommunityFounded, work: UnitOfWork) -> None:
    """Introduce Kring in the community's channel, and watch the first facilitator's term."""
    community = work.community
    recording.founded(work)
    welcome = cards.welcome(community, for_all(community))
    work.outbox.post(ToCommunity(community.place), welcome, key=cards.welcome_key(community))
    terms.watch(community, work)


def _errors(form: FormSubmitted, work: UnitOfWork, texts: Texts) -> Iterator[tuple[str, str]]:
    name = form.text("name")
    if not name or len(name) > model.NAME_AT_MOST:
        yield "name", texts.plain_count("communities.name_length", model.NAME_AT_MOST)
    if len(form.text("purpose")) > model.PURPOSE_AT_MOST:
        yield "purpose", texts.plain_count("communities.purpose_length", model.PURPOSE_AT_MOST)
    if find_zone(form.text("zone")) is None:
        yield "zone", texts.plain("common.unknown_zone", zone=form.text("zone"))
    if form.choice("language") not in LANGUAGES:
        yield "language", texts.plain("common.choose_language")
    problem = _channel_problem(form.channel("channel"), work)
    if problem:
        yield "channel", texts.plain(problem)


def _channel_problem(channel: PlaceChosen | None, work: UnitOfWork) -> str:
    if channel is None:
        return "common.choose_channel"
    if not channel.kring_is_in:
        return "common.kring_not_in_channel"
    return "common.channel_taken" if work.people.community_at(channel.ref) else ""
