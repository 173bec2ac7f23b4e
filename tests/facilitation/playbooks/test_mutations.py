"""Whatever is typed into a playbook, reading it is refused with a line of the file, and with nothing else."""

from collections.abc import Callable

from hypothesis import given, settings
from hypothesis import strategies as st

from facilitation.people import LANGUAGES
from facilitation.playbooks.faults import plain
from facilitation.playbooks.reading import read
from facilitation.playbooks.shelf import SHELF, from_json, to_json
from facilitation.texts import texts_in
from tests.facilitation.playbooks.faulty import WHOLE, faults

TEXTS = [WHOLE, *(path.read_text(encoding="utf-8") for path in sorted(SHELF.glob("*.yaml")))]
WORDS = sorted({word for text in TEXTS for word in text.replace("{", " ").replace(",", " ").split() if len(word) < 20})
ODD = (
    "\t",
    "\r",
    "\x00",
    "\x85",
    "\u2028",
    "\ufeff",
    "\ud800",
    "*a",
    "&a ",
    "!!str ",
    "<<: ",
    "---\n",
    "...\n",
    "%TAG ! x\n",
)
PIECES = st.one_of(
    st.sampled_from(WORDS),
    st.sampled_from(ODD),
    st.sampled_from(
        [*"{}[],:?-|>'\"#&*!%@`~\\\n ", ": ", "- ", "  ", "{{", "null", "true", "-1", "1e9", ".inf", "9" * 50]
    ),
    st.text(max_size=8),
)

Mutation = Callable[[str], str]


@st.composite
def mutated(draw: st.DrawFn) -> str:
    """A valid text in which something was put in, taken out, doubled or put elsewhere, a few times."""
    text = draw(st.sampled_from(TEXTS))
    for _ in range(draw(st.integers(1, 4))):
        begin = draw(st.integers(0, len(text)))
        end = min(len(text), begin + draw(st.integers(0, 40)))
        piece = draw(st.one_of(PIECES, st.just(""), st.just(text[begin:end] * 2)))
        text = text[:begin] + piece + text[end:]
    return text


@st.composite
def lines_mutated(draw: st.DrawFn) -> str:
    """A valid text of which lines were left out, doubled, moved or indented otherwise."""
    lines = draw(st.sampled_from(TEXTS)).splitlines()
    for _ in range(draw(st.integers(1, 4))):
        at, to = (draw(st.integers(0, len(lines) - 1)) for _ in range(2))
        change: Mutation = draw(st.sampled_from((str.lstrip, lambda line: f"  {line}", lambda line: line[2:], str)))
        taken = lines.pop(at) if draw(st.booleans()) and len(lines) > 1 else lines[at]
        lines.insert(to, change(taken))
    return "\n".join(lines)


def is_well_told(text: str) -> None:
    told = faults(text)
    last = max(1, len(text.replace("\r\n", "\n").replace("\r", "\n").removesuffix("\n").split("\n")))
    assert all(1 <= fault.line <= last for fault in told)
    assert all(plain(fault, texts_in(language)) for fault in told for language in LANGUAGES)
    if not told:
        playbook = read(text, "whole")
        assert from_json(to_json(playbook)) == playbook


@settings(deadline=None, max_examples=150)
@given(mutated())
def test_a_text_with_anything_in_it_is_refused_with_its_line(text: str) -> None:
    is_well_told(text)


@settings(deadline=None, max_examples=100)
@given(lines_mutated())
def test_a_text_with_its_lines_in_disorder_is_refused_with_its_line(text: str) -> None:
    is_well_told(text)


@settings(deadline=None, max_examples=100)
@given(st.text(max_size=200))
def test_any_text_is_refused_with_its_line(text: str) -> None:
    is_well_told(text)
