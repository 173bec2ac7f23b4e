"""What a community's own playbooks answer to."""

from facilitation.capability import Capability, Fill, Press, Verb
from facilitation.sessions.cards import step_card
from facilitation.sessions.formats import cards, forms, offering, overview, stepwise, trying, versions, writing
from facilitation.sessions.model import SessionWork

FORMATS: Capability[SessionWork] = Capability(
    name="formats",
    verbs=(
        Verb("playbook", overview.on_playbook),
        Verb("playbook new", overview.on_new),
    ),
    buttons={
        cards.SHOW: Press(overview.on_show),
        cards.YAML_NEW: Press(writing.on_yaml_new),
        cards.ADAPT: Press(writing.on_adapt),
        cards.CHANGE: Press(writing.on_change),
        cards.STEPS_NEW: Press(stepwise.on_steps_new),
        cards.ADAPT_STEPS: Press(stepwise.on_adapt_steps),
        cards.STEPS: Press(stepwise.on_steps),
        stepwise.BASICS: Press(stepwise.on_basics),
        stepwise.PHASE: Press(stepwise.on_phase),
        stepwise.DONE: Press(stepwise.on_done),
        stepwise.DISCARD: Press(stepwise.on_discard),
        cards.OFFER: Press(offering.on_offer),
        cards.TAKE_BACK: Press(offering.on_take_back),
        cards.VERSIONS: Press(versions.on_versions),
        versions.RESTORE: Press(versions.on_restore),
        cards.TRY: Press(trying.on_try),
        step_card.ON: Press(trying.on_move_on),
        trying.END: Press(trying.on_end),
    },
    forms={
        forms.WRITE: Fill(writing.on_written),
        stepwise.BASICS: Fill(stepwise.on_basics_typed),
        stepwise.PHASE: Fill(stepwise.on_phase_typed),
        cards.TRY: Fill(trying.on_tried),
    },
)
