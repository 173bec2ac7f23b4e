"""Slack's deliveries, changed in ways that Slack never would: anything in the place of anything."""

import copy
from typing import Any

from hypothesis import strategies as st

from tests.adapters.slack.payloads import NAMES, Json, payload

WORDS = st.one_of(
    st.text(max_size=30),
    st.sampled_from(
        ["", "\0", "\ud800", "<@U0KRING>", "<!channel>", "../..", "-1", "1e999", "slack:", "a" * 5000, "D", "C"]
    ),
)
SCALARS = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), WORDS)
ANYTHING = st.recursive(
    SCALARS,
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(WORDS, inner, max_size=4)),
    max_leaves=8,
)


@st.composite
def mutants(draw: st.DrawFn) -> Json:
    """A recorded delivery in which a few places hold something else, or nothing, or what stands elsewhere in it."""
    whole = payload(draw(st.sampled_from(NAMES)))
    for _ in range(draw(st.integers(1, 4))):
        places = list(_places(whole))
        if not places:
            break
        holder, key = draw(st.sampled_from(places))
        what = draw(st.sampled_from(["else", "gone", "moved"]))
        if what == "gone":
            del holder[key]
        elif what == "moved":
            other, its = draw(st.sampled_from(places))
            holder[key] = copy.deepcopy(other[its]) if _has(other, its) else None
        else:
            holder[key] = draw(ANYTHING)
    return whole


def _has(holder: Any, key: Any) -> bool:
    return key in holder if isinstance(holder, dict) else key < len(holder)


def _places(node: Any) -> Any:
    """Each with what holds it."""
    pairs = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for key, value in list(pairs):
        yield node, key
        yield from _places(value)
