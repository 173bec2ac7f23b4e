"""Whatever members write, their pages hold nothing but a few harmless elements."""

from html.parser import HTMLParser

import pytest

from bot.handbook.prose import flat, html

ELEMENTS = {"p", "ul", "ol", "li", "blockquote", "pre", "code", "em", "strong", "s", "a", "br"}
ATTRIBUTES = {"a": {"href", "rel", "dir"}, "ol": {"start", "dir"}, "code": {"class", "dir"}}
NASTY = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "</p></blockquote></main><h1>Mine</h1>",
    "<!-- <b>x</b> --> <![CDATA[x]]> <?php x ?>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](  javascript:alert(1))",
    "[x](java\tscript:alert(1))",
    "[x](&#106;avascript:alert(1))",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "[x](vbscript:x) [y](file:///etc/passwd) [z](//evil.example) [w](/handbook/out) [v](?q=1) [u](#q)",
    "<javascript:alert(1)> <data:text/html,x>",
    "![x](https://evil.example/pixel.gif)",
    "[x]: javascript:alert(1)\n\n[x]",
    '[x](https://e.example/"onmouseover="alert(1))',
    "[x](https://e.example 'a\" onmouseover=\"alert(1)')",
    "https://e.example/<script>alert(1)</script>",
    "https://e.example/\"onmouseover='alert(1)'",
    'http://e.example/`"><img src=x onerror=alert(1)>`',
    '```"><script>\nx\n```',
    "```js onload=alert(1) x\ny\n```",
    "`<script>` **<b>** ~~</s>~~",
    "&lt;script&gt; &#60;script&#62; &amp;",
    "\u202egnp.exe \u2066x\u2069 \u0000 \u0007 \ud7ff",
    "# A title\n\nTitle\n=====\n\n---\n\n| a | b |\n|---|---|\n| c | d |",
    ">" * 3_000 + " deep",
    "- " * 3_000 + "deep",
    "*" * 5_000 + "x" + "*" * 5_000,
    "[" * 5_000 + "]" * 5_000 + "(x)",
    "`" * 9_999,
    "https://e.example/" + "a" * 10_000,
    "<" * 10_000,
)


class Elements(HTMLParser):
    """Everything but text that a browser would see. Raises: AssertionError for what should not be there."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.links: list[str] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in ELEMENTS, tag
        assert {name for name, _ in attrs} <= ATTRIBUTES.get(tag, {"dir"}), attrs
        self.links.extend(value or "" for name, value in attrs if name == "href")
        assert tag != "a" or ("rel", "nofollow noopener noreferrer ugc") in attrs

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_comment(self, data: str) -> None:
        raise AssertionError(data)

    def handle_decl(self, decl: str) -> None:
        raise AssertionError(decl)

    def handle_pi(self, data: str) -> None:
        raise AssertionError(data)

    def unknown_decl(self, data: str) -> None:
        raise AssertionError(data)


@pytest.mark.parametrize("written", NASTY, ids=range(len(NASTY)))
def test_it_is_safe(written: str) -> None:
    read = Elements()
    read.feed(str(html(written)))
    read.close()
    assert all(link.startswith(("https://", "http://", "mailto:")) for link in read.links)


@pytest.mark.parametrize("written", ["<b>bold</b>", "&lt;b&gt;", "# not a title", "1 < 2 & 3", "![x](y)", "<br>"])
def test_what_is_not_read_stands_there_as_it_was_written(written: str) -> None:
    read = Elements()
    read.feed(str(html(written)))
    assert read.text.strip() == written


def test_what_is_read() -> None:
    told = html(
        "**One** and *two*,\nin `code`:\n\n- see <https://a.example>\n- or https://b.example/x?y=1&z=2.\n\n> said"
    )
    assert "<strong>One</strong> and <em>two</em>,<br>" in told
    assert '<a href="https://a.example" rel="nofollow noopener noreferrer ugc">https://a.example</a>' in told
    assert ">https://b.example/x?y=1&amp;z=2</a>." in told
    assert "<blockquote" in told
    assert "[mail](mailto:ann@example.org)" not in html("[mail](mailto:ann@example.org)")


def test_a_list_tells_it_in_one_line_without_marks() -> None:
    assert flat("_one_ 1") == "one 1"
    assert flat("1. one\n2. two") == "one two"
    assert flat("**One**,\ntwo:\n\n- `three`\n- [four](https://x.example)\n\n> five") == "One, two: three four five"
