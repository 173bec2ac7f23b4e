"""The app package, held against Microsoft's own schemas."""

import io
import json
import struct
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator

from adapters.teams.package import App, Wording, package
from facilitation.repertoire import Offer

SCHEMAS = Path(__file__).parents[2] / "node_modules/@microsoft/app-manifest/build/json-schemas/teams/v1.29"
APP = App(
    "c9e8c047-2a74-40a2-b28a-b162d5f5327c", "https://kring.example:8443", "0.1.0", privacy="/privacy", terms="/terms"
)
WORDINGS = {
    language: Wording(
        short=f"short {language}",
        full=f"full {language}",
        commands=[Offer(name, f"{name} {language}") for name in ("help", "ask", "check-in")],
        shortcuts=[Offer("ask", f"Ask {language}"), Offer("keep", f"Keep {language}")],
        home=f"Home {language}",
        menu=Offer("kring", f"Kring {language}"),
    )
    for language in ("en", "nl", "fr")
}


def _opened(app: App = APP, wordings: dict[str, Wording] = WORDINGS) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(package(app, wordings))) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _manifest(app: App = APP) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(_opened(app)["manifest.json"])
    return content


def test_the_package_holds_manifest_icons_and_languages() -> None:
    assert sorted(_opened()) == ["color.png", "fr.json", "manifest.json", "nl.json", "outline.png"]


def test_the_same_app_gives_the_same_bytes() -> None:
    assert package(APP, WORDINGS) == package(APP, WORDINGS)


@pytest.mark.parametrize("reads", [False, True])
def test_the_manifest_fits_the_published_schema(reads: bool) -> None:
    files = _opened(replace(APP, reads_channels=reads))
    assert _problems("MicrosoftTeams.schema.json", files["manifest.json"]) == []
    for language in ("nl.json", "fr.json"):
        assert _problems("MicrosoftTeams.Localization.schema.json", files[language]) == []


def test_what_is_read_and_the_terms_have_pages_of_their_own() -> None:
    by = _manifest()["developer"]
    assert (by["privacyUrl"], by["termsOfUseUrl"]) == (
        "https://kring.example:8443/privacy",
        "https://kring.example:8443/terms",
    )


def test_words_that_are_too_long_are_cut_to_the_schema() -> None:
    long = "x" * 5000
    wordy = Wording(long, long, [Offer(long, "line")] * 20, [Offer("ask", long)], long, Offer("kring", long))
    files = _opened(wordings={"en": wordy, "nl": wordy})
    assert _problems("MicrosoftTeams.schema.json", files["manifest.json"]) == []
    assert _problems("MicrosoftTeams.Localization.schema.json", files["nl.json"]) == []


def test_kring_is_for_people_teams_and_group_chats_and_in_the_message_menu() -> None:
    manifest = _manifest()
    assert manifest["bots"][0]["scopes"] == ["personal", "team", "groupChat"]
    menu = [command["id"] for command in manifest["composeExtensions"][0]["commands"]]
    assert menu == ["askCommunity", "saveToKnowledge", "kring"]
    assert manifest["validDomains"] == ["kring.example:8443"]


def test_the_home_view_is_a_tab_that_can_be_signed_in_to() -> None:
    manifest = _manifest()
    (tab,) = manifest["staticTabs"]
    assert (tab["contentUrl"], tab["scopes"]) == ("https://kring.example:8443/teams/home", ["personal"])
    assert manifest["webApplicationInfo"] == {"id": APP.app_id, "resource": f"api://kring.example:8443/{APP.app_id}"}
    assert json.loads(_opened()["nl.json"])["staticTabs[0].name"] == "Home nl"


def test_reading_along_is_asked_for_only_when_wanted() -> None:
    assert "authorization" not in _manifest()
    asked = _manifest(replace(APP, reads_channels=True))["authorization"]["permissions"]["resourceSpecific"]
    assert {"name": "ChannelMessage.Read.Group", "type": "Application"} in asked


@pytest.mark.parametrize(("icon", "side"), [("color.png", 192), ("outline.png", 32)])
def test_icons_have_their_size(icon: str, side: int) -> None:
    content = _opened()[icon]
    assert content.startswith(b"\x89PNG\r\n\x1a\n")
    assert struct.unpack(">II", content[16:24]) == (side, side)


def _problems(schema: str, content: bytes) -> list[str]:
    path = SCHEMAS / schema
    if not path.exists():
        pytest.skip(f"{schema} is not installed: npm ci --prefix tests (./kring test does it where npm is there)")
    validator = Draft7Validator(json.loads(path.read_text()))
    return [
        f"{'/'.join(map(str, error.path))}: {error.message[:200]}"
        for error in validator.iter_errors(json.loads(content))
    ]
