"""What an administrator gives a platform so that it knows Kring: made from what is registered."""

from collections.abc import Iterator, Mapping

import yaml

import adapters.slack.manifest as slack
import adapters.teams.package as teams
from adapters.slack.permissions import reasons
from adapters.slack.routes import REDIRECT
from bot import handbook
from bot.about import PRIVACY, TERMS
from bot.capabilities import repertoire
from bot.offers import Offers
from bot.settings import VERSION, Settings
from facilitation.people import LANGUAGES
from facilitation.texts import texts_in

# Teams shows twelve, Microsoft's app manifest schema: how one begins, and what is done every week.
TEAMS_COMMANDS = (
    "help",
    "ask",
    "find",
    "keep",
    "start",
    "check-in",
    "handbook",
    "news",
    "community create",
    "join",
    "settings",
    "home",
)
SLACK_HINTS = ("ask", "find", "keep", "start", "help")  # of a line beside the command, which is cut soon
SLACKS_LANGUAGE = "en"  # a Slack manifest has one


def slack_manifest(settings: Settings) -> dict[str, object]:
    """For HTTP where Kring has a public address and no app token, else for Socket Mode."""
    texts, offers = texts_in(SLACKS_LANGUAGE), Offers(repertoire())
    wording = slack.Wording(
        description=texts.plain("conversation.about"),
        command=texts.plain("conversation.in_short"),
        usage=" | ".join(SLACK_HINTS),
        shortcuts=offers.shortcuts(SLACKS_LANGUAGE),
        menu=offers.menu(SLACKS_LANGUAGE),
    )
    addresses = slack.Addresses(settings.kring_public_url, [*_back(settings)], bool(settings.slack_app_token))
    return slack.manifest(wording, addresses, settings.features)


def slack_reasons(settings: Settings) -> Mapping[str, str]:
    """Why Kring asks for each of Slack's scopes that the settings lead to."""
    return reasons(slack.scopes(settings.features), texts_in(SLACKS_LANGUAGE))


def as_yaml_with(reasons: Mapping[str, str], made: Mapping[str, object]) -> str:
    """Each scope with its reason beside it."""
    lines = yaml.safe_dump(made, sort_keys=False, allow_unicode=True, width=1000).splitlines()
    return "\n".join(
        f"{line}  # {why}" if (why := reasons.get(line.strip().removeprefix("- "))) else line for line in lines
    )


def _back(settings: Settings) -> Iterator[str]:
    """Where browsers come back to from Slack; without a public address they don't go there."""
    if settings.kring_public_url:
        yield f"{settings.public_url}{REDIRECT}"
        if slack.SIGN_IN in settings.features:
            yield handbook.address(settings.public_url, "/sign-in/slack/back")


def teams_package(settings: Settings, app_id: str, *, reads_channels: bool) -> bytes:
    """The zip that is uploaded to the tenant of this registration. Needs KRING_PUBLIC_URL."""
    app = teams.App(app_id, settings.public_url, VERSION, reads_channels, privacy=PRIVACY, terms=TERMS)
    offers = Offers(repertoire())
    return teams.package(app, {language: _teams_wording(language, offers) for language in LANGUAGES})


def _teams_wording(language: str, offers: Offers) -> teams.Wording:
    texts = texts_in(language)
    verbs = {offer.name: offer for offer in offers.verbs(language)}
    return teams.Wording(
        short=texts.plain("conversation.about"),
        full=texts.plain("conversation.what_kring_is"),
        commands=[verbs[name] for name in TEAMS_COMMANDS],
        shortcuts=offers.shortcuts(language),
        home=texts.plain("tab.name"),
        menu=offers.menu(language),
    )
