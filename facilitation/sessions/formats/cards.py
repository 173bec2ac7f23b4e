"""A playbook as whoever looks at it, or keeps it, sees it; the list of all; its card in the channel."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from facilitation.messages import SAY, Action, Block, Button, Card, Paragraph, Small, Subject, Tone
from facilitation.people import CommunityId
from facilitation.playbooks.faults import Fault, plain
from facilitation.playbooks.schema import Playbook
from facilitation.sessions import rehearsing
from facilitation.sessions.cards import lengths
from facilitation.sessions.course.values import Tempo
from facilitation.sessions.own_playbooks import OwnPlaybook
from facilitation.sessions.starting import CHOOSE
from facilitation.texts import Texts

STEPS_NEW = "formats.steps_new"
YAML_NEW = "formats.yaml_new"
ADAPT = "formats.adapt"
ADAPT_STEPS = "formats.adapt_steps"
CHANGE = "formats.change"
STEPS = "formats.steps"
OFFER = "formats.offer"
TAKE_BACK = "formats.take_back"
VERSIONS = "formats.versions"
TRY = rehearsing.AGAIN
SHOW = rehearsing.SHOW
FAULTS_SHOWN = 10


@dataclass(frozen=True, slots=True)
class Shown:
    """`number`: the version that is shown; None for a built-in one. `changes`: whether the reader may change it."""

    community: CommunityId
    name: str
    playbook: Playbook
    own: OwnPlaybook | None = None
    number: int | None = None
    facilitates: bool = False
    changes: bool = False

    def about(self, detail: str = "") -> Subject:
        return Subject(self.community, self.name, detail)


def playbook_card(shown: Shown, texts: Texts, notes: Sequence[Block] = ()) -> Card:
    title = shown.playbook.title.told_in(texts.language)
    return Card(title, (*_what_it_is(shown, texts), *notes), tuple(_levers(shown, texts)))


def list_card(own: Sequence[Shown], drafts: Sequence[OwnPlaybook], built_in: Sequence[Shown], texts: Texts) -> Card:
    """A button for each: everything else is on its own card. `drafts`: of which nothing can be used so far."""
    body: list[Block] = [Paragraph(texts("formats.list_how"))]
    if own:
        lines = [texts("formats.own_line", title=_titled(each, texts), state=_state(each, texts)) for each in own]
        body.append(Paragraph("\n".join(f"- {line}" for line in lines)))
    buttons = [Button(_titled(each, texts), SHOW, each.about()) for each in (*own, *built_in)]
    begun = [_begun(each, texts) for each in drafts]
    facilitates = any(each.facilitates for each in built_in)
    new = [Button(texts.plain("formats.say.playbook-new"), SAY, Subject(built_in[0].community, "", "playbook new"))]
    return Card(texts.plain("formats.list"), tuple(body), (*(new if facilitates else ()), *begun, *buttons))


def new_card(community: CommunityId, texts: Texts) -> Card:
    about = Subject(community)
    return Card(
        texts.plain("formats.new"),
        (Paragraph(texts("formats.new_how")), Small(texts("formats.private_until"))),
        (
            Button(texts.plain("formats.step_by_step"), STEPS_NEW, about, Tone.PRIMARY, opens_form=True),
            Button(texts.plain("formats.write_yaml"), YAML_NEW, about, opens_form=True),
        ),
    )


def long_card(shown: Subject, action: str, size: int, texts: Texts) -> Card:
    """A form that opens may not hold all of it where the reader is."""
    return Card(
        texts.plain("formats.long"),
        (Paragraph(texts("formats.long_how", size=size)),),
        (
            Button(texts.plain("formats.open_all"), action, shown, opens_form=True),
            Button(texts.plain("formats.step_by_step"), STEPS, shown),
        ),
    )


def faulty_card(faults: Sequence[Fault], texts: Texts) -> Card:
    body: list[Block] = [Paragraph(texts("formats.fault", told=plain(fault, texts))) for fault in faults[:FAULTS_SHOWN]]
    rest = len(faults) - FAULTS_SHOWN
    if rest > 0:
        body.append(Small(texts.count("formats.and_more", rest)))
    return Card(texts.plain("formats.not_as_it_is"), tuple(body))


def offered_card(shown: Shown, by: str, texts: Texts, again: bool) -> Card:
    """In the channel, for all."""
    title = shown.playbook.title.told_in(texts.language)
    return Card(
        texts.plain("formats.offered_anew" if again else "formats.offered", title=title),
        (*_what_it_is(shown, texts, briefly=True), Small(texts("formats.offered_by", name=by))),
        (_start(shown, texts), _try(shown, texts)),
    )


def no_longer_card(title: str, texts: Texts, key: str) -> Card:
    """In the place of the card in the channel, when it was taken back or another version took its place."""
    return Card(title, (Small(texts(f"formats.no_longer.{key}")),))


def _what_it_is(shown: Shown, texts: Texts, *, briefly: bool = False) -> Iterator[Block]:
    playbook, language = shown.playbook, texts.language
    yield Paragraph(texts("sessions.summary", summary=playbook.summary.told_in(language)))
    size = lengths.sizes(playbook.size, texts)
    minutes, days = (lengths.told(playbook, tempo, 0, texts) for tempo in (Tempo.SYNC, Tempo.ASYNC))
    yield Small(texts("sessions.offered_size", people=size, minutes=minutes, days=days))
    if not briefly:
        phases = texts.all_of(phase.title.told_in(language) for phase in playbook.phases.values())
        yield Small(texts("formats.phases", phases=phases))
        if shown.own:
            yield Small(texts("formats.state", state=_state(shown, texts)))


def _levers(shown: Shown, texts: Texts) -> Iterator[Action]:
    yield _try(shown, texts)
    if shown.own is None or shown.own.offered:
        yield _start(shown, texts)
    if shown.changes and shown.own:
        yield from _of_author(shown, shown.own, texts)
    elif shown.facilitates:
        yield Button(texts.plain("formats.adapt"), ADAPT, shown.about(), opens_form=True)
        yield Button(texts.plain("formats.adapt_steps"), ADAPT_STEPS, shown.about())


def _of_author(shown: Shown, own: OwnPlaybook, texts: Texts) -> Iterator[Action]:
    if own.offered != own.newest:
        yield Button(texts.plain("formats.offer"), OFFER, shown.about(str(own.newest)))
    if own.offered:
        yield Button(texts.plain("formats.take_back"), TAKE_BACK, shown.about())
    yield Button(texts.plain("formats.change"), CHANGE, shown.about(), opens_form=True)
    yield Button(texts.plain("formats.change_steps"), STEPS, shown.about())
    yield Button(texts.plain("formats.versions"), VERSIONS, shown.about())


def _start(shown: Shown, texts: Texts) -> Button:
    label = texts.plain("formats.start_it")
    return Button(label, CHOOSE, Subject(shown.community, "", shown.name), Tone.PRIMARY, opens_form=True)


def _try(shown: Shown, texts: Texts) -> Button:
    return Button(texts.plain("formats.try"), TRY, shown.about(), opens_form=True)


def _begun(own: OwnPlaybook, texts: Texts) -> Button:
    label = texts.plain("formats.go_on_with", name=own.name.replace("_", " "))
    return Button(label, STEPS, Subject(own.community_id, own.name))


def _titled(shown: Shown, texts: Texts) -> str:
    return shown.playbook.title.told_in(texts.language)


def _state(shown: Shown, texts: Texts) -> str:
    own = shown.own
    if own is None or own.offered is None:
        return texts.plain("formats.state.draft", number=shown.number or 0)
    key = "offered" if own.offered == own.newest or not shown.changes else "offered_older"
    return texts.plain(f"formats.state.{key}", number=own.newest, offered=own.offered)
