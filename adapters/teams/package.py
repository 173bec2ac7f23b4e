"""The app package that an administrator uploads to Teams: a zip of manifest, icons and languages.

Words about Kring come from outside, in every language; the first is the manifest's own.
"""

import io
import json
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from adapters.border import Json
from adapters.teams.incoming.invokes import SHORTCUTS
from adapters.teams.tab import PATH as TAB
from facilitation.repertoire import Offer

SCHEMA = "https://developer.microsoft.com/json-schemas/teams/v1.29/"
VERSION = "1.29"
NAME = "Kring"
ACCENT = "#1B6A5E"
SCOPES = (("personal",), ("team", "groupChat"))
READING = ("ChannelMessage.Read.Group", "ChatMessage.Read.Chat")  # without them: only what mentions Kring
ICONS = Path(__file__).parent / "icons"

# Characters and entries; the manifest's JSON schema.
SHORT, FULL, COMMANDS, COMMAND_TITLE, MENU_TITLE, MENU_LINE = 80, 4000, 12, 128, 32, 128


@dataclass(frozen=True, slots=True)
class Wording:
    """What people read about the app in one language. Every language has the same commands and shortcuts.

    `home`: what the tab is called.
    """

    short: str
    full: str
    commands: Sequence[Offer]
    shortcuts: Sequence[Offer]
    home: str
    menu: Offer
    """Of no message: it asks what one would like to do."""


@dataclass(frozen=True, slots=True)
class App:
    """`reads_channels`: ask each team's owner that Kring may read what doesn't mention it, such as replies.

    `privacy`, `terms`: the paths of the pages that say how people's words are treated, and on what terms.
    """

    app_id: str
    public_url: str
    version: str
    reads_channels: bool = False
    privacy: str = ""
    terms: str = ""


def package(app: App, wordings: Mapping[str, Wording]) -> bytes:
    """The zip, the same for the same app and words. `wordings` by language."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in _files(app, wordings):
            archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return content.getvalue()


def manifest(app: App, wordings: Mapping[str, Wording]) -> Json:
    first, *others = wordings
    words = wordings[first]
    described: Json = {
        "$schema": f"{SCHEMA}MicrosoftTeams.schema.json",
        "manifestVersion": VERSION,
        "version": app.version,
        "id": app.app_id,
        "developer": {
            "name": NAME,
            "websiteUrl": app.public_url,
            "privacyUrl": f"{app.public_url}{app.privacy}",
            "termsOfUseUrl": f"{app.public_url}{app.terms}",
        },
        "name": {"short": NAME, "full": NAME},
        "description": {"short": words.short[:SHORT], "full": words.full[:FULL]},
        "localizationInfo": {
            "defaultLanguageTag": first,
            "additionalLanguages": [{"languageTag": each, "file": f"{each}.json"} for each in others],
        },
        "icons": {"color": "color.png", "outline": "outline.png"},
        "accentColor": ACCENT,
        "defaultInstallScope": "team",
        "bots": [_bot(app, words)],
        "staticTabs": [_tab(app, words)],
        "composeExtensions": [_menu(app, words)],
        "permissions": ["identity", "messageTeamMembers"],
        "validDomains": [urlsplit(app.public_url).netloc],
        "webApplicationInfo": {"id": app.app_id, "resource": resource(app)},
    }
    return described | (_reading() if app.reads_channels else {})


def resource(app: App) -> str:
    """The Application ID URI: for it Teams gets the tab a token of whoever opened it. The registration names it too."""
    return f"api://{urlsplit(app.public_url).netloc}/{app.app_id}"


def localization(wording: Wording) -> Json:
    """The words of a further language, by the path of what they stand in for."""
    lines: Json = {
        "$schema": f"{SCHEMA}MicrosoftTeams.Localization.schema.json",
        "name.short": NAME,
        "name.full": NAME,
        "description.short": wording.short[:SHORT],
        "description.full": wording.full[:FULL],
        "staticTabs[0].name": wording.home[:SHORT],
    }
    for group in range(len(SCOPES)):
        for place, command in enumerate(wording.commands[:COMMANDS]):
            lines[f"bots[0].commandLists[{group}].commands[{place}].description"] = command.label
    for place, shortcut in enumerate((*wording.shortcuts, wording.menu)):
        lines[f"composeExtensions[0].commands[{place}].title"] = shortcut.label[:MENU_TITLE]
        lines[f"composeExtensions[0].commands[{place}].description"] = shortcut.label[:MENU_LINE]
    return lines


def _files(app: App, wordings: Mapping[str, Wording]) -> Iterator[tuple[str, bytes]]:
    yield "manifest.json", _json(manifest(app, wordings))
    for icon in ("color.png", "outline.png"):
        yield icon, (ICONS / icon).read_bytes()
    for language in list(wordings)[1:]:
        yield f"{language}.json", _json(localization(wordings[language]))


def _bot(app: App, words: Wording) -> Json:
    commands = [{"title": each.name[:COMMAND_TITLE], "description": each.label} for each in words.commands[:COMMANDS]]
    return {
        "botId": app.app_id,
        "scopes": [scope for scopes in SCOPES for scope in scopes],
        "needsChannelSelector": True,
        "commandLists": [{"scopes": list(scopes), "commands": commands} for scopes in SCOPES],
    }


def _tab(app: App, words: Wording) -> Json:
    address = f"{app.public_url}{TAB}"
    return {
        "entityId": "home",
        "name": words.home[:SHORT],
        "contentUrl": address,
        "websiteUrl": address,
        "scopes": ["personal"],
    }


def _menu(app: App, words: Wording) -> Json:
    return {
        "botId": app.app_id,
        "commands": [
            {
                "id": SHORTCUTS.get(each.name, each.name),
                "type": "action",
                "context": ["message"],
                "title": each.label[:MENU_TITLE],
                "description": each.label[:MENU_LINE],
                "fetchTask": True,
            }
            for each in words.shortcuts
        ]
        + [_menu_of_none(words.menu)],
        "messageHandlers": [{"type": "link", "value": {"domains": [urlsplit(app.public_url).netloc]}}],
    }


def _menu_of_none(menu: Offer) -> Json:
    """About no message: where one writes, and where one searches."""
    return {
        "id": menu.name,
        "type": "action",
        "context": ["compose", "commandBox"],
        "title": menu.label[:MENU_TITLE],
        "description": menu.label[:MENU_LINE],
        "fetchTask": True,
    }


def _reading() -> Json:
    """Consent of the owner of a team or chat, asked when the app is added there."""
    allowed = [{"name": name, "type": "Application"} for name in READING]
    return {"authorization": {"permissions": {"resourceSpecific": allowed}}}


def _json(content: Json) -> bytes:
    return json.dumps(content, ensure_ascii=False, indent=2).encode()
