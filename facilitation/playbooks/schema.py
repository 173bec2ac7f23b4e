"""What a playbook can say: its roles, its phases in order, and what each phase asks of whom.

A playbook is data. Whatever a format needs is expressed with these words; the engine knows none of the
playbooks by name. Source of the formats: `domain`, section 4.
"""

from collections.abc import Mapping, Sequence
from typing import Annotated, Literal

from pydantic import Field

from facilitation.playbooks.asking import Contribution, Text
from facilitation.playbooks.kinds import Audience, Purpose, Visibility
from facilitation.playbooks.words import Part, ShortWords, Slug, Words

ALL = "all"  # who: everybody in the session
END = "end"  # next: the session closes
HOST = "host"
FACILITATOR = "facilitator"
SCRIBE = "scribe"
STANDING = (FACILITATOR, SCRIBE)
"""Seats of every session, the bot's until someone takes them. Whoever has one speaks among the others."""
ALWAYS = (HOST, *STANDING)

PHASES_AT_MOST = 30
ROLES_AT_MOST = 20
VARIANTS_AT_MOST = 10


class Role(Part):
    """A seat that one member may take. Without `needed` the bot holds it until someone does."""

    title: ShortWords
    needed: bool = True
    """No phase that it speaks in can begin without it; if a phase seats it, the session may begin before."""
    rotates: bool = False
    """Everybody has it once: the phases from the first that names it to the last are gone through for each."""


class Size(Part):
    """How many people it is for. Outside, the host is offered the other playbook, to wait, or to go on anyway."""

    least: Annotated[int, Field(ge=1, le=100)] = 2
    most: Annotated[int, Field(ge=1, le=1000)] | None = None
    fewer: Slug | None = None
    """The playbook, or the variant of this one, to offer when fewer come."""
    more: Slug | None = None

    def takes(self, people: int) -> bool:
        return self.least <= people <= (self.most or people)


class Window(Part):
    """How long a phase is open at first. Anyone may extend it by the same again.

    Minutes are fixed, or `each` person's (times those who speak), or a `share` in percent of the playbook's total:
    one of the three. `days` are working days in every participant's zone, for a session spread over days.
    """

    minutes: Annotated[float, Field(gt=0, le=480)] | None = None
    each: Annotated[float, Field(gt=0, le=60)] | None = None
    share: Annotated[int, Field(gt=0, le=100)] | None = None
    days: Annotated[int, Field(ge=1, le=20)]


class Topics(Part):
    """The phase is gone through once for each thing an earlier phase gave, the most voted first.

    At a window's end all are asked whether to go on: with a majority it is `extended`, else the next topic comes.
    """

    of: Slug
    """The phase that gave them, or the vote that put them in order."""
    at_most: Annotated[int, Field(ge=1, le=20)] = 5
    extended: Window | None = None


class Loop(Part):
    """Where a phase goes back to, and how often at most, so that every session ends: after that it is left out."""

    to: Slug
    at_most: Annotated[int, Field(ge=1, le=10)] = 3


class Phase(Part):
    """A step: who is asked what, how long, and who sees it."""

    title: ShortWords
    prompt: Words
    who: str = ALL
    """`all`, a role, or the playbook's name for everybody who speaks while the roles don't (`others`)."""
    about: Slug | None = None
    """The role whose holder it is about, where they are neither the one who speaks nor the one who listens."""
    listens: Slug | None = None
    """The role that only listens meanwhile: a norm of which it is reminded privately."""
    answers: Slug | None = None
    """The role that answers what the others ask in it."""
    shows: Slug | None = None
    """The earlier phase whose words are shown with it: what is asked is asked about them."""
    visibility: Visibility | Annotated[tuple[Visibility, ...], Field(min_length=2)] = Visibility.OPEN
    """Several: whoever sets the session up chooses one; the first is the usual. Of `anonymous` and `sealed` it is
    sealed where fewer than five would speak."""
    questions: Annotated[int, Field(ge=1, le=3)] | None = None
    """Whoever sets the session up words up to so many questions; the prompt is the usual one."""
    window: Window
    asks: Contribution = Text()
    turns: bool = False
    """A round: one turn each, one after the other; passing is allowed."""
    parties: bool = False
    """Each party (an affiliation or a site) speaks as one; with `turns` one party after the other."""
    groups: Annotated[int, Field(ge=2, le=12)] | None = None
    """Small groups of about this size, made of whole groups of the phase before where there are any."""
    topics: Topics | None = None
    minimum: bool = False
    """Whether the minimum of respondents set at the start must be reached; below it the window is extended, once,
    and then the session closes without a result."""
    next: Slug | None = None
    """Which later phase follows, when it is not the one below; `end` closes."""
    loop: Loop | None = None
    lead_in: bool = False
    """Gone through only where the host chose the lead-in at the start."""


class Chosen(Part):
    """An option of a phase that asks for a choice."""

    phase: Slug
    option: Slug


class Capture(Part):
    """What is drafted at the end, of the contributions themselves; each contributor is asked first."""

    kind: Literal["story", "answer", "practice", "tool", "standard", "decision", "lesson", "nothing"]
    title: ShortWords
    of: Annotated[Sequence[Slug], Field(max_length=PHASES_AT_MOST)] = ()
    """The phases whose contributions it holds, in this order; of one that was gone through several times the last."""
    each_time: Annotated[Sequence[Slug], Field(max_length=PHASES_AT_MOST)] = ()
    """Those of them of which it holds what was given each time."""
    audience: Audience = Audience.SESSION
    when: Chosen | None = None
    """What must have been chosen, when that phase was last gone through; else nothing is drafted."""


class Variant(Part):
    """The same phases with other windows, for another size."""

    title: ShortWords
    size: Size
    windows: Annotated[Mapping[Slug, Window], Field(max_length=PHASES_AT_MOST)]


class Playbook(Part):
    """A session format. Its name is its file's."""

    version: Annotated[int, Field(ge=1)] = 1
    title: ShortWords
    purpose: Purpose
    summary: Words
    """What it is good for, in a sentence."""
    case: bool = False
    """It carries a confidential case: a private place, and raw text purged 14 days after closing."""
    private: bool = False
    """Held as a case is, though nobody brings one: by a circle that is among itself. Where it comes back, whoever took
    part last time is in from the start."""
    recurring: bool = False
    """Made to come back: offered with a rhythm first."""
    meetings: Annotated[int, Field(ge=2, le=52)] | None = None
    """How many times it comes back at first; without it, until those who take part stop it. Only with `recurring`."""
    members: bool = False
    """Every member of the community takes part from the start; else people join."""
    size: Size
    others: Slug = "group"
    others_title: ShortWords | None = None
    roles: Mapping[Slug, Role] = Field(default_factory=dict, max_length=ROLES_AT_MOST)
    """By name. `facilitator` and `scribe` are in every session: here they can only be called otherwise."""
    total_each: Annotated[float, Field(gt=0, le=120)] | None = None
    """Minutes per person of the whole session; windows with a `share` are parts of it."""
    lead_in: ShortWords | None = None
    """What the optional phases before the first one are called, where there are any."""
    variants: Mapping[Slug, Variant] = Field(default_factory=dict, max_length=VARIANTS_AT_MOST)
    phases: Annotated[Mapping[Slug, Phase], Field(min_length=1, max_length=PHASES_AT_MOST)]
    capture: Capture

    @property
    def confidential(self) -> bool:
        """Whether it is for those who take part alone."""
        return self.case or self.private

    @property
    def sizes(self) -> tuple[Size, ...]:
        """Its own, and its variants'."""
        return (self.size, *(variant.size for variant in self.variants.values()))
