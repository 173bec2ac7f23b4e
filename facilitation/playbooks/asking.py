"""What a phase can ask for."""

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import Field

from facilitation.playbooks.words import Part, ShortWords, Slug, Words


class Text(Part):
    """Words of one's own, up to `at_most` separate ones in a turn."""

    does: Literal["text"] = "text"
    at_most: Annotated[int, Field(ge=1, le=10)] = 1
    talk: bool = False
    """A conversation: each speaks as often as they like, until they say that this was all."""


class Dots(Part):
    """Each has so many dots to put on what an earlier phase gave; several on one are allowed."""

    does: Literal["dots"]
    on: Slug
    dots: Annotated[int, Field(ge=1, le=10)] = 3


class Ratings(Part):
    """Each thing that an earlier phase gave gets one word of a scale."""

    does: Literal["ratings"]
    of: Slug
    scale: Annotated[Mapping[Slug, ShortWords], Field(min_length=2, max_length=7)]


class Score(Part):
    """One word of a scale for the session itself, and words if one likes."""

    does: Literal["score"]
    scale: Annotated[Mapping[Slug, ShortWords], Field(min_length=2, max_length=7)]


class Option(Part):
    """One of the answers that can be picked. `next`: where the session goes when this one is chosen."""

    title: ShortWords
    next: Slug | None = None
    told: Words | None = None
    """What is said when it was chosen, in the place of its title."""


class Choice(Part):
    """One of several options; a reason may come with it.

    `decides`: "most" takes what most chose (a tie: the first named), "any" the first option, in the order they are
    named here, that anybody chose (an objection weighs more than any number of consents).
    """

    does: Literal["choice"]
    options: Annotated[Mapping[Slug, Option], Field(min_length=2, max_length=10)]
    decides: Literal["most", "any"] = "most"
    reason: Literal["none", "may", "must"] = "may"
    """Whether words come with it; "must": with every option but the last."""


class Seat(Part):
    """Who would take the role, with a line about what they bring. If several would, all pick one of them."""

    does: Literal["seat"]
    role: Slug


Contribution = Annotated[Text | Dots | Ratings | Score | Choice | Seat, Field(discriminator="does")]
