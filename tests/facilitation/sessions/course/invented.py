"""Any playbook that a community might write and that the checks of playbooks let through."""

from collections.abc import Sequence
from typing import Any

from hypothesis import assume
from hypothesis import strategies as st

from facilitation.playbooks.checks import findings
from facilitation.playbooks.schema import Playbook
from tests.facilitation.sessions.course.sitting import a_playbook, words

SCALE = {name: words(name) for name in ("low", "middle", "high")}
VISIBILITIES = ("open", "sealed", "anonymous", "direct", ["open", "anonymous"])
ROLES: tuple[dict[str, dict[str, Any]], ...] = (
    {},
    {"presenter": {}},
    {"presenter": {"needed": False}},
    {"presenter": {"rotates": True}},
)


@st.composite
def playbooks(draw: st.DrawFn) -> Playbook:
    names = [f"phase_{number}" for number in range(draw(st.integers(2, 5)))]
    roles = draw(st.sampled_from(ROLES))
    found: dict[str, dict[str, Any]] = {}
    for name in names:
        found[name] = _phase(draw, name, names, found, list(roles))
    playbook = a_playbook(found, roles=roles, case=draw(st.booleans()), lead_in=_lead_in(found))
    assume(not findings(playbook, "invented"))
    return playbook


def _phase(
    draw: st.DrawFn, name: str, names: Sequence[str], before: dict[str, dict[str, Any]], roles: Sequence[str]
) -> dict[str, Any]:
    after = [*names[names.index(name) + 1 :], "end"]
    who = draw(st.sampled_from(["all", "all", "group", "host", *roles]))
    given = [other for other, told in before.items() if told["asks"]["does"] == "text"]
    phase: dict[str, Any] = {"who": who, "asks": draw(_asks(given, after, roles))}
    phase["window"] = draw(st.sampled_from([{"minutes": 5, "days": 1}, {"each": 2, "days": 2}]))
    kind = phase["asks"]["does"]
    if kind not in ("seat", "dots", "ratings"):
        phase["visibility"] = draw(st.sampled_from(VISIBILITIES))
    if who in ("all", "group") and phase.get("visibility", "open") in ("open", "sealed"):
        phase.update(draw(st.sampled_from([{}, {}, {"turns": True}, {"groups": 2}, {"groups": 4}, {"parties": True}])))
    if kind == "choice":
        phase["minimum"] = draw(st.sampled_from([True, False]))
    if roles and who == "group":
        phase[draw(st.sampled_from(["listens", "about"]))] = roles[0]
    sources = [other for other, told in before.items() if told["asks"]["does"] in ("text", "dots")]
    if draw(st.booleans()) and sources:
        extended = draw(st.sampled_from([{}, {"extended": {"minutes": 3, "days": 1}}]))
        phase["topics"] = {"of": draw(st.sampled_from(sources)), "at_most": 3, **extended}
    phase.update(draw(st.sampled_from([{}, {}, {}, *_ways([*before, name], after)])))
    if not before and draw(st.booleans()):
        phase = {**phase, "lead_in": True, "loop": None}
    return phase


@st.composite
def _asks(draw: st.DrawFn, given: Sequence[str], after: Sequence[str], roles: Sequence[str]) -> dict[str, Any]:
    ways = st.sampled_from([{}, {}, {"next": after[-1]}, {"next": after[0]}])
    options = {option: {"title": words(option), **draw(ways)} for option in ("first", "second", "third")}
    choice = {"does": "choice", "options": options}
    choice["decides"] = draw(st.sampled_from(["most", "any"]))
    choice["reason"] = draw(st.sampled_from(["none", "may", "must"]))
    kinds: list[dict[str, Any]] = [{"does": "text", "at_most": 3}, {"does": "score", "scale": SCALE}, choice]
    if given:
        source = draw(st.sampled_from(given))
        kinds += [{"does": "dots", "on": source}, {"does": "ratings", "of": source, "scale": SCALE}]
    kinds.append({"does": "seat", "role": draw(st.sampled_from([*roles, "scribe"]))})
    return draw(st.sampled_from([kinds[0], kinds[0], *kinds]))


def _ways(before: Sequence[str], after: Sequence[str]) -> list[dict[str, Any]]:
    loops = [{"loop": {"to": other, "at_most": 2}} for other in before]
    return [*loops, {"next": after[-1]}, {"next": after[0]}]


def _lead_in(phases: dict[str, dict[str, Any]]) -> dict[str, str] | None:
    return words("First") if any(phase.get("lead_in") for phase in phases.values()) else None
