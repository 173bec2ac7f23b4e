"""The settings form, and what it says when they are kept."""

from datetime import datetime

from facilitation.attention import AS_THEY_COME, UNASKED_A_WEEK, quiet_hours
from facilitation.messages import (
    SAY,
    Button,
    Card,
    ChoiceInput,
    Facts,
    Form,
    Option,
    Small,
    Subject,
    TextInput,
    TimeInput,
    Tone,
)
from facilitation.people import LANGUAGES, Account
from facilitation.texts import Texts

UNASKED = {"0": 0, "3": UNASKED_A_WEEK, "7": 7, "all": AS_THEY_COME}  # messages a week
PAUSE = "conversation.pause"
GO_ON = "conversation.go_on"
PAUSES = {"none": 0, "week": 7, "fortnight": 14, "month": 30}  # days


def settings_form(action: str, account: Account, texts: Texts, now: datetime) -> Form:
    paused = _paused(account, now)
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
            _how_much_unasked(account, texts),
            # A pause that runs is left alone unless another choice is made.
            ChoiceInput(
                "pause", texts.plain("conversation.pause"), pauses, initial=() if paused else ("none",), optional=paused
            ),
        ),
    )


def _how_much_unasked(account: Account, texts: Texts) -> ChoiceInput:
    offered = tuple(Option(many, texts.plain(f"conversation.unasked.{many}")) for many in UNASKED)
    label, hint = texts.plain("conversation.unasked"), texts.plain("conversation.unasked_hint")
    return ChoiceInput("unasked", label, offered, hint, initial=(_unasked(account),))


def settings_kept(account: Account, texts: Texts, now: datetime) -> Card:
    return Card(texts.plain("conversation.settings_kept"), (_settings(account, texts, now),))


def settings_at_home(account: Account, texts: Texts, now: datetime) -> Card:
    """What holds, and how to change it where it stands."""
    week = Button(texts.plain("conversation.pause_a_week"), PAUSE)
    go_on = Button(texts.plain("conversation.pause_ends"), GO_ON, tone=Tone.PRIMARY)
    change = Button(texts.plain("conversation.change_settings"), SAY, Subject(detail="settings"), opens_form=True)
    return Card(
        texts.plain("conversation.settings"),
        (_settings(account, texts, now), Small(texts("conversation.settings_are_yours"))),
        (change, go_on if _paused(account, now) else week),
    )


def _settings(account: Account, texts: Texts, now: datetime) -> Facts:
    quiet_from, quiet_until = quiet_hours(account)
    paused = account.paused_until if _paused(account, now) else None
    pause = texts.plain("conversation.paused_until", date=texts.date(paused)) if paused else ""
    return Facts(
        (
            (texts.plain("common.language"), texts.plain(f"common.language.{texts.language}")),
            (texts.plain("common.zone"), account.zone or texts.zone),
            (texts.plain("conversation.quiet"), f"{texts.time(quiet_from)} – {texts.time(quiet_until)}"),
            (texts.plain("conversation.unasked"), texts.plain(f"conversation.unasked.{_unasked(account)}")),
            (texts.plain("conversation.pause"), pause or texts.plain("conversation.pause.none")),
        )
    )


def _unasked(account: Account) -> str:
    chosen = UNASKED_A_WEEK if account.unasked_a_week is None else account.unasked_a_week
    return next(name for name, many in UNASKED.items() if many >= chosen)


def _paused(account: Account, now: datetime) -> bool:
    return bool(account.paused_until and account.paused_until > now)
