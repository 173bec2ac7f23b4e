"""Kring's sentences, in the languages it speaks: gettext catalogues, one per language and domain.

A key such as "rounds.answered" is looked up in the domain before its first dot. Texts come back as
canonical Markdown in which every filled-in value has been escaped; `plain` gives titles and labels.
"""

from collections.abc import Iterable
from datetime import date, datetime, time
from functools import cache
from gettext import GNUTranslations
from io import BytesIO
from pathlib import Path
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, format_time, get_day_names
from babel.lists import format_list
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from facilitation.people import LANGUAGES

CATALOGUES = Path(__file__).parent
FALLBACK = "en"
DAY = "EEEE d MMMM"  # CLDR; this order in all three languages
FIRST_DAY = {"fr": "EEEE d'er' MMMM"}  # of a month: "mardi 1er mars", which CLDR leaves to us
FIRST_DATE = {"fr": "d'er' MMMM y"}
LOCALES = {"en": "en_GB", "nl": "nl_NL", "fr": "fr_FR"}
MOMENT = "moment:"  # the scheme of a link to a point in time: what follows are seconds since 1970
# CommonMark 0.31, 2.4: a backslash before any ASCII punctuation makes it literal.
ESCAPES = {ord(mark): f"\\{mark}" for mark in r"\`*_{}[]()<>#+-.!|~&$:@/"}


class Md(str):
    """Text that is canonical Markdown already, so that it is not escaped again."""

    __slots__ = ()


def escape(value: object) -> Md:
    """Make any value literal inside a line of Markdown; line breaks become spaces."""
    if isinstance(value, Md):
        return value
    return Md(" ".join(str(value).split()).translate(ESCAPES))


@cache
def catalogue(language: str, domain: str) -> GNUTranslations:
    """Raises: FileNotFoundError for a domain that does not exist."""
    with (CATALOGUES / language / f"{domain}.po").open("rb") as file:
        compiled = BytesIO()
        write_mo(compiled, read_po(file, locale=language))
    compiled.seek(0)
    return GNUTranslations(compiled)


class Texts:
    """One language's sentences, with dates told in one zone (IANA name)."""

    def __init__(self, language: str, zone: str = "UTC") -> None:
        self.language = language if language in LANGUAGES else FALLBACK
        self.zone = zone
        self._locale = Locale.parse(LOCALES[self.language])

    def __call__(self, key: str, /, **values: object) -> Md:
        """Markdown. Raises: KeyError when there is no such sentence, or a blank of it is not filled."""
        return Md(self._find(key).format(**{name: escape(value) for name, value in values.items()}))

    def plain(self, key: str, /, **values: object) -> str:
        """The same as plain text, for titles, labels and buttons."""
        return self._find(key).format(**{name: str(value) for name, value in values.items()})

    def count(self, key: str, n: int, /, **values: object) -> Md:
        """Markdown in the right plural for `n`, which also fills the blank {n}."""
        return Md(self._find(key, n).format(n=n, **{name: escape(value) for name, value in values.items()}))

    def plain_count(self, key: str, n: int, /, **values: object) -> str:
        return self._find(key, n).format(n=n, **{name: str(value) for name, value in values.items()})

    def words(self, key: str) -> tuple[str, ...]:
        """A comma-separated entry as its parts."""
        return tuple(part.strip() for part in self._find(key).split(",") if part.strip())

    def day(self, moment: datetime | date) -> str:
        """ "Tuesday 3 March", in the reader's zone."""
        local = self._local(moment) if isinstance(moment, datetime) else moment
        pattern = FIRST_DAY.get(self.language, DAY) if local.day == 1 else DAY
        return format_date(local, pattern, locale=self._locale)

    def moment(self, moment: datetime) -> str:
        """ "Tuesday 3 March at 10:00", in the reader's zone."""
        return self.plain("common.moment", day=self.day(moment), time=self.time(moment))

    def when(self, moment: datetime) -> Md:
        """A moment told to many: platforms show it in each reader's zone, or as it is told here, its zone named."""
        told = self.plain("common.moment_in_zone", moment=self.moment(moment), zone=self.zone)
        return Md(f"[{escape(told)}]({MOMENT}{int(moment.timestamp())})")

    def time(self, moment: datetime | time) -> str:
        local = self._local(moment).time() if isinstance(moment, datetime) else moment
        return format_time(local, "HH:mm", locale=self._locale)

    def date(self, moment: datetime | date) -> str:
        """ "3 March 2026", in the reader's zone."""
        local = self._local(moment) if isinstance(moment, datetime) else moment
        pattern = FIRST_DATE.get(self.language, "long") if local.day == 1 else "long"
        return format_date(local, pattern, locale=self._locale)

    def weekday(self, number: int) -> str:
        """Monday is 0."""
        return str(get_day_names("wide", "stand-alone", locale=self._locale)[number])

    def all_of(self, parts: Iterable[str]) -> str:
        """ "a, b and c"."""
        return format_list(list(parts), locale=self._locale)

    def _local(self, moment: datetime) -> datetime:
        return moment.astimezone(ZoneInfo(self.zone))

    def _find(self, key: str, n: int | None = None) -> str:
        """The sentence, in the plural for `n` if it has plurals."""
        domain = key.partition(".")[0]
        for language in (self.language, FALLBACK):
            known = catalogue(language, domain)
            found = known.gettext(key) if n is None else known.ngettext(key, key, n)
            if found != key:
                return found
        raise KeyError(key)


@cache
def texts_in(language: str, zone: str = "UTC") -> Texts:
    return Texts(language, zone)
