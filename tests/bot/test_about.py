"""What anybody may read of a Kring: true to what the code does, in their language, and telling nothing elsewhere."""

import re
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from bot.about import routes
from bot.about.figures import FIGURES
from bot.about.pages import KEEPS, READS
from bot.fitting import misfits
from bot.health import Health
from bot.settings import PLAYGROUND, Settings
from bot.surfaces import surfaces
from bot.web import web
from facilitation.people import LANGUAGES
from facilitation.texts import texts_in
from tests.bot.test_settings import KEY, TEAMS
from tests.emulators.reading import CHECKS, PAGE, ROW

README = Path(__file__).parents[2] / "README.md"
PAGES = ("/", "/privacy", "/terms")


async def never_asked() -> Health:
    raise AssertionError


def browser(language: str = "en", **given: Any) -> TestClient:
    settings = Settings(_env_file=None, kring_playground=False, **given)
    found = web(routes(settings, with_front=True), never_asked, None)
    return TestClient(found, headers={"accept-language": language})


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_each_page_speaks_as_the_browser_asks_or_as_somebody_chose(page: str, language: str) -> None:
    asked = browser(language).get(page)
    chosen = browser("de").get(page, params={"lang": language})
    for answer in (asked, chosen):
        assert f'<html lang="{language}">' in answer.text
        assert "{" not in re.sub(r"\{(conversation|member|team)\}", "", answer.text)
        assert answer.headers["vary"] == "Accept-Language"
    assert f'href="/terms?lang={language}"' in chosen.text
    assert browser("de").get(page, params={"lang": '"><b>'}).text == browser("en").get(page).text


@pytest.mark.parametrize("page", PAGES)
def test_they_need_no_script_and_lead_nobody_astray(page: str) -> None:
    answer = browser().get(page)
    policy = answer.headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; style-src 'self';")
    assert "unsafe" not in policy + answer.text
    assert "<script" not in answer.text
    assert "set-cookie" not in answer.headers
    assert answer.headers["referrer-policy"] == "no-referrer"
    (style,) = re.findall(r'rel="stylesheet" href="([^"]+)"', answer.text)
    looks = browser().get(style)
    assert (looks.headers["content-type"], "immutable" in looks.headers["cache-control"]) == (
        "text/css; charset=utf-8",
        True,
    )


def test_what_is_read_is_what_the_page_of_the_code_tells() -> None:
    sections = dict(re.findall(r"^## (.+?)\n(.+?)(?=^## |\Z)", PAGE.read_text("utf-8"), re.MULTILINE | re.DOTALL))
    headings = {name: texts_in("en").plain(f"common.platform.{name}") for name in READS}
    told = {name: ROW.findall(sections[heading]) for name, heading in headings.items()}
    assert told == {name: [*asked] for name, asked in READS.items()}
    assert sum(map(len, told.values())) == len(ROW.findall(PAGE.read_text("utf-8")))


def test_it_is_told_of_each_platform_that_can_be_connected() -> None:
    assert READS.keys() == CHECKS.keys() == {*surfaces().platforms} - {PLAYGROUND}


def test_only_the_platforms_that_are_connected_are_told() -> None:
    only_teams = browser(**TEAMS, kring_secret_key=KEY).get("/privacy").text
    assert "<h3>Teams</h3>" in only_teams
    assert "speaks with Teams alone" in only_teams
    assert "Slack" not in only_teams
    both = browser().get("/privacy").text
    assert "pagedmembers" in both
    assert "users.info" in both


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_span_is_told_and_is_the_codes_own(language: str) -> None:
    told = "".join(browser(language).get(page).text for page in PAGES)
    for name, figure in FIGURES.items():
        assert re.search(rf"\b{figure}\b", told), name
    readme = README.read_text("utf-8").partition("## What is stored")[2]
    for name in FIGURES.keys() - {"fewest", "opens"}:
        assert f"{FIGURES[name]} days" in readme or name == "gone", name
    assert told.count("<dd>") >= len(KEEPS)


@pytest.mark.parametrize(
    ("contact", "leads"),
    [
        ("kring@example.org", 'href="mailto:kring@example.org"'),
        ("https://example.org/kring", 'href="https://example.org/kring"'),
        (None, "they let it in"),
    ],
)
def test_who_runs_it_can_be_reached_where_that_was_said(contact: str | None, leads: str) -> None:
    assert misfits(Settings(_env_file=None, kring_contact=contact)) == []
    for page in ("/privacy", "/terms"):
        assert leads in browser(kring_contact=contact).get(page).text


@pytest.mark.parametrize("contact", ["nobody", "http://example.org", "javascript:alert(1)", "a@b?subject=x", "a b@c"])
def test_a_contact_that_leads_nowhere_is_told(contact: str) -> None:
    (line,) = misfits(Settings(_env_file=None, kring_contact=contact))
    assert line.startswith("KRING_CONTACT")
