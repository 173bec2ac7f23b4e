"""The settings form, and what it says when they are kept."""

from datetime import datetime

from facilitation.attention import quiet_hours
from facilitation.messages import Card, ChoiceInput, Facts, Form, Option, Small, TextInput, TimeInput
from facilitation.people import LANGUAGES, Account
from facilitation.texts import Texts

PAUSES = {"none": 0, "week": 7, "fortnight": 14, "month": 30}  # days


def settings_form(action: str, account: Account, texts: Texts, now: datetime) -> Form:
    paused = bool(account.paused_until and account.paused_until > now)
    quiet_from, quiet_until = quiet_hours(account)
    languages = tuple(Option(language, texts.plain(f"common.language.{language}")) for language in LANGUAGES)
    pauses = tuple(Option(pause, texts.plain(f"conversation.pause.{pause}")) for pause in PAUSES)
    return Form(
        title=texts.plain("conversation.settings"),
        action=action,
        submit=texts.plain("common.keep"),
        intro=(Small(texts("conversation.settings_are_yours")),),
        inputs=(
            ChoiceInput("language", texts.plain("common.language"), languages, initial=(texts.language,)),
            TextInput("zone", texts.plain("common.zone"), texts.plain("common.zone_hint"), account.zone or texts.zone),
            TimeInput("quiet_from", texts.plain("conversation.quiet_from"), initial=texts.time(quiet_from)),
            TimeInput(
                "quiet_until",
                texts.plain("conversation.quiet_until"),
                texts.plain("conversation.quiet_hint"),
                texts.time(quiet_until),
            ),
            # A pause that runs is left alone unless another choice is made.
            ChoiceInput(
                "pause", texts.plain("conversation.pause"), pauses, initial=() if paused else ("none",), optional=paused
            ),
        ),
    )


def settings_kept(account: Account, texts: Texts, now: datetime) -> Card:
    quiet_from, quiet_until = quiet_hours(account)
    paused = bool(account.paused_until and account.paused_until > now)
    until = texts.date(account.paused_until) if paused and account.paused_until else ""
    return Card(
        texts.plain("conversation.settings_kept"),
        (
            Facts(
                (
                    (texts.plain("common.language"), texts.plain(f"common.language.{texts.language}")),
                    (texts.plain("common.zone"), account.zone or texts.zone),
                    (texts.plain("conversation.quiet"), f"{texts.time(quiet_from)} – {texts.time(quiet_until)}"),
                    (
                        texts.plain("conversation.pause"),
                        texts.plain("conversation.paused_until", date=until)
                        if paused
                        else texts.plain("conversation.pause.none"),
                    ),
                )
            ),
        ),
    )
