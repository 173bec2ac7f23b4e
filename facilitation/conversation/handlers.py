"""What a person chooses for themselves: language, zone, quiet hours, a pause."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from facilitation.capability import Capability, Fill, Press, Verb, listen
from facilitation.conversation import cards
from facilitation.events import ButtonPressed, CommandGiven, FormSubmitted, ProfileChanged, ProfileSeen
from facilitation.messages import Answer, OpenForm, RefuseForm, ReplaceCard, Whisper
from facilitation.people import LANGUAGES, Account, Standing
from facilitation.ports.memory import UnitOfWork
from facilitation.recurrence import find_time, find_zone
from facilitation.wording import for_actor, for_person

FILL = "conversation.settings"


def on_settings(command: CommandGiven, said: str, work: UnitOfWork) -> Answer:
    """`/kring settings`: a form with what holds now."""
    return OpenForm(cards.settings_form(FILL, work.account, for_actor(work), work.now))


def on_settings_chosen(form: FormSubmitted, work: UnitOfWork) -> Answer:
    """Keep what was chosen, or say which zone is unknown or which hours make no sense."""
    texts = for_actor(work)
    zone = find_zone(form.text("zone"))
    errors = {} if zone else {"zone": texts.plain("common.unknown_zone", zone=form.text("zone"))}
    hours = {name: find_time(form.text(name)) for name in ("quiet_from", "quiet_until")}
    errors |= {name: texts.plain("common.impossible_time") for name, hour in hours.items() if hour is None}
    if errors or zone is None:
        return RefuseForm(errors)
    account = work.account
    _choose(account, form, zone, work.now)
    account.quiet_from, account.quiet_until = hours["quiet_from"], hours["quiet_until"]
    return Whisper(cards.settings_kept(account, for_person(account), work.now))


def on_pause(press: ButtonPressed, work: UnitOfWork) -> Answer:
    """For a week, where one's settings stand."""
    account = work.account
    account.paused_until = _pause_ends("week", account.zone or for_actor(work).zone, work.now)
    return ReplaceCard(cards.settings_at_home(account, for_actor(work), work.now))


def on_go_on(press: ButtonPressed, work: UnitOfWork) -> Answer:
    work.account.paused_until = None
    return ReplaceCard(cards.settings_at_home(work.account, for_actor(work), work.now))


def on_changed(changed: ProfileChanged, work: UnitOfWork) -> None:
    """Of those whom Kring has met; of others nothing is kept."""
    of = changed.of
    profile = ProfileSeen(
        account=of.ref,
        name=of.name,
        locale=of.locale,
        zone=of.zone,
        is_bot=of.is_bot,
        address=of.address,
        standing=of.standing or Standing.MEMBER,
    )
    on_profile(profile, work)


def on_profile(profile: ProfileSeen, work: UnitOfWork) -> None:
    """Take over what the platform says, except where the person chose otherwise here."""
    account = work.people.account(profile.account)
    if account is None:
        return
    account.name = profile.name or account.name
    account.is_bot, account.is_active, account.profile_seen = profile.is_bot, profile.is_active, True
    installer = account.standing if account.standing is Standing.ADMIN else Standing.MEMBER
    account.standing = profile.standing or installer
    account.address = profile.address or account.address
    language = (profile.locale or "")[:2]
    if not account.chose_language and language in LANGUAGES:
        account.language = language
    if not account.chose_zone and profile.zone and find_zone(profile.zone):
        account.zone = profile.zone


def _choose(account: Account, form: FormSubmitted, zone: str, now: datetime) -> None:
    language = form.choice("language")
    if language in LANGUAGES:
        account.language, account.chose_language = language, True
    account.zone, account.chose_zone = zone, True
    if form.choice("unasked") in cards.UNASKED:
        account.unasked_a_week = cards.UNASKED[form.choice("unasked")]
    pause = form.choice("pause")
    account.paused_until = _pause_ends(pause, zone, now) if pause else account.paused_until


def _pause_ends(choice: str, zone: str, now: datetime) -> datetime | None:
    """After so many days, at the start of the person's own day; None for no pause."""
    days = cards.PAUSES.get(choice)
    if not days:
        return None
    morning = (now.astimezone(ZoneInfo(zone)) + timedelta(days=days)).replace(hour=0, minute=0, second=0, microsecond=0)
    return morning.astimezone(now.tzinfo)


CONVERSATION: Capability[UnitOfWork] = Capability(
    name="conversation",
    verbs=(Verb("settings", on_settings, opens_form=True),),
    buttons={cards.PAUSE: Press(on_pause), cards.GO_ON: Press(on_go_on)},
    forms={FILL: Fill(on_settings_chosen)},
    listeners=(
        listen(ProfileSeen, on_profile),
        listen(ProfileChanged, on_changed),
    ),
)
