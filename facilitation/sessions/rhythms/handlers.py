"""What rhythms answer to."""

from facilitation.capability import Capability, Fill, Needs, Press, Verb, listen
from facilitation.events import AccountMoved, MemberJoined, MemberLeft, MemberLeftCommunity, MessageLost, PlaceClosed
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
        Verb("check-in", setting.on_rounds, Needs.MEMBER),
        Verb("check-in new", setting.on_new_round, Needs.FACILITATOR, opens_form=True),
        Verb("rhythm", setting.on_rhythm, Needs.MEMBER),
        Verb("rhythm new", setting.on_new_rhythm, Needs.FACILITATOR),
        Verb("calendar", linking.on_calendar, Needs.MEMBER),
    ),
    buttons={
        setting.CHOOSE: Press(setting.on_choose, Needs.FACILITATOR),
        starting.RECUR: Press(setting.on_recur, Needs.FACILITATOR),
        cards.SHOW: Press(setting.on_show),
        cards.CHANGE: Press(setting.on_change, Needs.FACILITATOR),
        cards.SKIP: Press(changing.on_skip),
        cards.MOVE: Press(changing.on_move),
        cards.PAUSE: Press(changing.on_pause, Needs.FACILITATOR),
        cards.PAUSE_UNTIL: Press(changing.on_pause_until, Needs.FACILITATOR),
        cards.RESUME: Press(changing.on_resume, Needs.FACILITATOR),
        cards.STOP: Press(changing.on_stop, Needs.FACILITATOR),
        cards.STOP_IT: Press(changing.on_stop_it, Needs.FACILITATOR),
        cards.ASK: Press(changing.on_ask, Needs.FACILITATOR),
        cards.ROTA: Press(volunteering.on_rota),
        linking.RENEW: Press(linking.on_renew, Needs.FACILITATOR),
        seasons.HOW: Press(changing.on_how),
        hosting.VOLUNTEER: Press(volunteering.on_volunteer),
        hosting.WITHDRAW: Press(volunteering.on_withdraw),
        hosting.PASS_ONCE: Press(volunteering.on_pass_once),
        hosting.SWAP: Press(volunteering.on_swap),
        hosting.SWAP_AGREED: Press(volunteering.on_swap_agreed),
        hosting.NOTE: Press(volunteering.on_note),
    },
    forms={
        forms.KEEP: Fill(setting.on_keep, Needs.FACILITATOR),
        cards.MOVE: Fill(changing.on_moved),
        cards.PAUSE_UNTIL: Fill(changing.on_paused_until, Needs.FACILITATOR),
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
        listen(PlaceClosed, places.on_place_closed),
        listen(MemberLeft, places.on_left),
        listen(MemberJoined, places.on_joined),
        listen(AccountMoved, merging.on_moved),
        listen(MemberLeftCommunity, linking.on_member_left),
    ),
    home=overview.at_home,
)
