"""Pages by templates, in the reader's language where the words are ours."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from urllib.parse import quote

from markupsafe import Markup

from adapters.templates import mark_of, templates
from bot.handbook import prose
from facilitation.texts import Texts

FOLDER = Path(__file__).parent
STATIC = FOLDER / "static"
ROOT = "/handbook"
LISTED = ("practice", "answer", "story", "lesson", "decision", "standard", "tool")
KINDS = (*LISTED, "term")
"""As the contents list them; the last are the glossary."""


class Drawing:
    """`offers`: the names of the ways of signing in."""

    def __init__(self, offers: Sequence[str]) -> None:
        self._offers = offers
        self._templates = templates(FOLDER / "templates")
        self._templates.filters.update(prose=prose.html, flat=prose.flat)
        self._templates.globals.update(static=static_url, KINDS=KINDS, offers=self._offers, ROOT=ROOT, path=path)

    def draw(self, template: str, texts: Texts, more: Mapping[str, object]) -> str:
        """Raises: jinja2.TemplateError for a mistake in a template."""
        return self._templates.get_template(template).render(t=texts, **more)


def path(*parts: object) -> str:
    """Below the handbook, whatever is written in the parts."""
    return "/".join((ROOT, *(quote(str(part), safe="") for part in parts)))


def static_url(name: str) -> Markup:
    """With a mark of its contents, so that browsers may keep it for ever."""
    return Markup("{}/static/{}?{}").format(ROOT, name, mark_of(STATIC / name))
