"""Canonical Markdown is read once, and nobody's text becomes markup."""

from collections.abc import Sequence
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from adapters.markup import Lines, Listing, Part, Run, plain, read
from facilitation.texts import escape, texts_in

TUESDAY_TEN = datetime(2026, 3, 3, 9, 0, tzinfo=UTC)  # in Brussels


def test_bold_italic_code_and_links_become_styled_runs() -> None:
    runs = (
        Run("Ask", bold=True),
        Run(" with "),
        Run("/kring ask", code=True),
        Run(" or "),
        Run("read", italic=True, link="https://example.org/?a=1&b=2"),
    )
    assert read("**Ask** with `/kring ask` or [*read*](https://example.org/?a=1&b=2)") == (Lines(runs),)


def test_lists_keep_their_depth_and_their_numbers() -> None:
    assert read("2. two\n3. three\n   - within\n4. four") == (
        Listing(((Run("two"),), (Run("three"),)), ordered=True, start=2),
        Listing(((Run("within"),),), depth=1),
        Listing(((Run("four"),),), ordered=True, start=4),
    )


def test_plain_text_tells_where_a_link_leads() -> None:
    assert plain("- see [the handbook](https://example.org)\n- or ask") == (
        "- see the handbook (https://example.org)\n- or ask"
    )


def test_html_headings_images_and_unsafe_links_stay_text() -> None:
    written = "<b>x</b> &amp; # y ![z](https://example.org/z.png) [w](javascript:alert(1))"
    (line,) = read(written)
    assert isinstance(line, Lines)
    assert line.runs[0] == Run("<b>x</b> &amp; # y !")
    assert not any(run.link and run.link.startswith("javascript") for run in line.runs)


@settings(deadline=None)
@given(st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["Cc", "Zl", "Zp", "Zs"]), min_size=1))
def test_whatever_somebody_wrote_comes_out_as_it_went_in(written: str) -> None:
    assert read(f"**{escape(written)}**") == (Lines((Run(written, bold=True),)),)


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", "Tuesday 3 March at 10:00 (Europe/Brussels)"),
        ("nl", "dinsdag 3 maart om 10:00 (Europe/Brussels)"),
        ("fr", "mardi 3 mars à 10:00 (Europe/Brussels)"),
    ],
)
def test_a_moment_is_a_run_of_its_own_that_names_its_zone(language: str, told: str) -> None:
    texts = texts_in(language, "Europe/Brussels")
    sentence = texts("rounds.open_until", moment=texts.when(TUESDAY_TEN))
    (line,) = read(sentence)
    assert isinstance(line, Lines)
    assert line.runs[1] == Run(told, moment=TUESDAY_TEN)
    assert plain(sentence) == texts.plain("rounds.open_until", moment=told)


@pytest.mark.parametrize(
    "target", ["moment:", "moment:-1", "moment:1e9", "moment:" + "9" * 12, "MOMENT:1", "moment:1/x"]
)
def test_what_is_no_moment_is_its_words(target: str) -> None:
    assert read(f"[then]({target})") == (Lines((Run("then"),)),)


@settings(deadline=None)
@given(st.one_of(st.just("[then](moment:1772528400)"), st.text(alphabet="[]()\\moment:1 \n"), st.text()))
def test_nobody_can_write_a_moment(written: str) -> None:
    sentence = texts_in("en")("rounds.question", question=written)
    assert not any(run.moment for run in _runs(read(sentence)))
    assert not any(run.moment for run in _runs(read(f"- [{escape(written)}](https://example.org)")))


def _runs(parts: Sequence[Part]) -> list[Run]:
    return [run for part in parts for runs in ([part.runs] if isinstance(part, Lines) else part.items) for run in runs]
