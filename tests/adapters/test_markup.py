"""Canonical Markdown is read once, and nobody's text becomes markup."""

from hypothesis import given, settings
from hypothesis import strategies as st

from adapters.markup import Lines, Listing, Run, plain, read
from facilitation.texts import escape


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
