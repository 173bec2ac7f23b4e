"""What an administrator gives a platform so that it knows Kring: made from what is registered."""

import adapters.slack.manifest as slack
import adapters.teams.package as teams
from bot import handbook
from bot.capabilities import repertoire
from bot.offers import Offers
from bot.settings import VERSION, Settings
from facilitation.people import LANGUAGES
from facilitation.texts import texts_in

SLACKS_LANGUAGE = "en"  # a Slack manifest has one


def slack_manifest(settings: Settings, *, private_groups: bool, sign_in: bool = False) -> dict[str, object]:
    """For HTTP where Kring has a public address, else for Socket Mode."""
    texts, offers = texts_in(SLACKS_LANGUAGE), Offers(repertoire())
    wording = slack.Wording(
        description=texts.plain("conversation.about"),
        command=texts.plain("conversation.help_title"),
        usage=" | ".join(offer.name for offer in offers.verbs(SLACKS_LANGUAGE)),
        shortcuts=offers.shortcuts(SLACKS_LANGUAGE),
        menu=offers.menu(SLACKS_LANGUAGE),
    )
    back = handbook.address(settings.public_url, "/sign-in/slack/back") if sign_in else None
    return slack.manifest(wording, settings.kring_public_url, private_groups=private_groups, signs_in=back)


def teams_package(settings: Settings, *, reads_channels: bool) -> bytes:
    """The zip that is uploaded. Needs MICROSOFT_APP_ID and KRING_PUBLIC_URL."""
    app = teams.App(settings.microsoft_app_id or "", settings.public_url, VERSION, reads_channels)
    offers = Offers(repertoire())
    return teams.package(app, {language: _teams_wording(language, offers) for language in LANGUAGES})


def _teams_wording(language: str, offers: Offers) -> teams.Wording:
    texts = texts_in(language)
    return teams.Wording(
        short=texts.plain("conversation.about"),
        full=texts.plain("conversation.what_kring_is"),
        commands=offers.verbs(language),
        shortcuts=offers.shortcuts(language),
        menu=offers.menu(language),
    )
