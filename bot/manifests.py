"""What an administrator gives a platform so that it knows Kring: made from what is registered."""

from adapters.slack.manifest import Shortcut, Wording, manifest
from bot.capabilities import repertoire
from bot.offers import Offers
from bot.settings import Settings
from facilitation.texts import texts_in

LANGUAGE = "en"  # a Slack manifest has one language


def slack_manifest(settings: Settings) -> dict[str, object]:
    """For HTTP where Kring has a public address, else for Socket Mode."""
    texts, offers = texts_in(LANGUAGE), Offers(repertoire())
    wording = Wording(
        description=texts.plain("conversation.about"),
        command=texts.plain("conversation.help_title"),
        usage=" | ".join(offer.name for offer in offers.verbs(LANGUAGE)),
        shortcuts=[Shortcut(offer.name, offer.label, offer.label) for offer in offers.shortcuts(LANGUAGE)],
    )
    return manifest(wording, settings.kring_public_url)
