"""The catalogues of texts, as they are written: their domains, and what each language has in them."""

from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from facilitation.texts import CATALOGUES

ROOT = Path(__file__).parents[2]
DOMAINS = sorted(path.stem for path in (CATALOGUES / "en").glob("*.po"))


def catalogue(language: str, domain: str) -> Catalog:
    with (CATALOGUES / language / f"{domain}.po").open("rb") as file:
        return read_po(file, locale=language)


def entries(language: str, domain: str) -> dict[str, Message]:
    return {key_of(message): message for message in catalogue(language, domain) if message.id}


def key_of(message: Message) -> str:
    return str(message.id[0] if isinstance(message.id, tuple) else message.id)


def strings(message: Message) -> list[str]:
    return [str(text) for text in (message.string if isinstance(message.string, tuple) else [message.string])]
