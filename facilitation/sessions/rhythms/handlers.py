"""What rhythms answer to."""

from facilitation.capability import Capability, Fill, Press, Verb, listen
from facilitation.events import (
    AccountMoved,
    MemberJoined,
    MemberLeft,
    MemberLeftCommunity,
    MessageLost,
    PlaceBack,
    PlaceClosed,
)
from facilitation.sessions import starting
from facilitation.sessions.rhythms import (
    cards,
    changing,
    forms,
    hosting,
    linking,
    merging,
    opening,
    overview,
    places,
    rota,
    seasons,
    setting,
    volunteering,
)
from facilitation.sessions.rhythms.feed import FeedWork

RHYTHMS: Capability[FeedWork] = Capability(
    name="rhythms",
    verbs=(
        Verb("check-in", setting.on_rounds),
        Verb("check-in new", setting.on_new_round, opens_form=True),
        Verb("rhythm", setting.on_rhythm),
        Verb("rhythm new", setting.on_new_rhythm),
        Verb("calendar", linking.on_calendar),
    ),
    buttons={
        setting.CHOOSE: Press(setting.on_choose),
        starting.RECUR: Press(setting.on_recur),
        cards.SHOW: Press(setting.on_show),
        cards.CHANGE: Press(setting.on_change),
        cards.SKIP: Press(changing.on_skip),
        cards.MOVE: Press(changing.on_move),
        cards.PAUSE: Press(changing.on_pause),
        cards.PAUSE_UNTIL: Press(changing.on_pause_until),
        cards.RESUME: Press(changing.on_resume),
        cards.STOP: Press(changing.on_stop),
        cards.STOP_IT: Press(changing.on_stop_it),
        cards.ASK: Press(changing.on_ask),
        cards.ROTA: Press(volunteering.on_rota),
        linking.RENEW: Press(linking.on_renew),
        seasons.HOW: Press(changing.on_how),
        hosting.VOLUNTEER: Press(volunteering.on_volunteer),
        hosting.WITHDRAW: Press(volunteering.on_withdraw),
        hosting.PASS_ONCE: Press(volunteering.on_pass_once),
        hosting.SWAP: Press(volunteering.on_swap),
        hosting.SWAP_AGREED: Press(volunteering.on_swap_agreed),
        hosting.NOTE: Press(volunteering.on_note),
    },
    forms={
        forms.KEEP: Fill(setting.on_keep),
        cards.MOVE: Fill(changing.on_moved),
        cards.PAUSE_UNTIL: Fill(changing.on_paused_until),
        hosting.SWAP: Fill(volunteering.on_swap_asked),
        hosting.NOTE: Fill(volunteering.on_noted),
    },
    timers={
        opening.OPEN: opening.on_open,
        opening.RESUME: opening.on_resume,
        opening.BEGIN: opening.on_begin,
        rota.AHEAD: rota.on_ahead,
        seasons.SEASON: seasons.on_season,
    },
    listeners=(
        listen(MessageLost, places.on_message_lost),
        listen(PlaceBack, places.on_place_back),
        listen(PlaceClosed, places.on_place_closed),
        listen(MemberLeft, places.on_left),
        listen(MemberJoined, places.on_joined),
        listen(AccountMoved, merging.on_moved),
        listen(MemberLeftCommunity, linking.on_member_left),
    ),
    hosts=setting.hosts,
    home=overview.at_home,
)
