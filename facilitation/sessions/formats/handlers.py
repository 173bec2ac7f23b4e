"""What a community's own playbooks answer to."""

from facilitation.capability import Capability, Fill, Needs, Press, Verb
from facilitation.sessions.cards import step_card
from facilitation.sessions.formats import cards, forms, offering, overview, stepwise, trying, versions, writing
from facilitation.sessions.model import SessionWork

FACILITATOR = Needs.FACILITATOR

FORMATS: Capability[SessionWork] = Capability(
    name="formats",
    verbs=(
        Verb("playbook", overview.on_playbook, Needs.MEMBER),
        Verb("playbook new", overview.on_new, FACILITATOR),
    ),
    buttons={
        cards.SHOW: Press(overview.on_show),
        cards.YAML_NEW: Press(writing.on_yaml_new, FACILITATOR),
        cards.ADAPT: Press(writing.on_adapt, FACILITATOR),
        cards.CHANGE: Press(writing.on_change, FACILITATOR),
        cards.STEPS_NEW: Press(stepwise.on_steps_new, FACILITATOR),
        cards.ADAPT_STEPS: Press(stepwise.on_adapt_steps, FACILITATOR),
        cards.STEPS: Press(stepwise.on_steps, FACILITATOR),
        stepwise.BASICS: Press(stepwise.on_basics, FACILITATOR),
        stepwise.PHASE: Press(stepwise.on_phase, FACILITATOR),
        stepwise.DONE: Press(stepwise.on_done, FACILITATOR),
        stepwise.DISCARD: Press(stepwise.on_discard, FACILITATOR),
        cards.OFFER: Press(offering.on_offer, FACILITATOR),
        cards.TAKE_BACK: Press(offering.on_take_back, FACILITATOR),
        cards.VERSIONS: Press(versions.on_versions, FACILITATOR),
        versions.RESTORE: Press(versions.on_restore, FACILITATOR),
        cards.TRY: Press(trying.on_try),
        step_card.ON: Press(trying.on_move_on),
        trying.END: Press(trying.on_end),
    },
    forms={
        forms.WRITE: Fill(writing.on_written, FACILITATOR),
        stepwise.BASICS: Fill(stepwise.on_basics_typed, FACILITATOR),
        stepwise.PHASE: Fill(stepwise.on_phase_typed, FACILITATOR),
        cards.TRY: Fill(trying.on_tried),
    },
)
