"""The form in which a session is set up."""

from collections.abc import Iterator
from dataclasses import dataclass

from facilitation.messages import (
    NO_CHOICE,
    TITLE_AT_MOST,
    ChoiceInput,
    Form,
    Input,
    Option,
    Paragraph,
    Small,
    Subject,
    TextInput,
)
from facilitation.people import Community
from facilitation.playbooks.schema import Playbook
from facilitation.sessions.cards import lengths
from facilitation.sessions.course.values import Setup, Tempo
from facilitation.sessions.model import SUBJECT_AT_MOST
from facilitation.texts import Texts

START = "sessions.start"
LINK_AT_MOST = 500  # characters


@dataclass(frozen=True, slots=True)
class Held:
    """What was chosen already, where a form changes it."""

    subject: str
    setup: Setup
    call_link: str


def start_form(name: str, playbook: Playbook, community: Community, texts: Texts, topic: str = "") -> Form:
    """What the host chooses; `name` is the playbook's, `topic` what is proposed that it be about."""
    language = texts.language
    about = [Paragraph(texts("sessions.summary", summary=playbook.summary.told_in(language)))]
    promise_ = [Small(texts("sessions.case_promise"))] if playbook.confidential else []
    return Form(
        title=playbook.title.told_in(language),
        action=START,
        submit=texts.plain("sessions.start_submit"),
        subject=Subject(community.id, name),
        intro=(*about, Small(texts("sessions.start_intro")), *promise_),
        inputs=tuple(start_inputs(playbook, texts, topic=topic)),
    )


def start_inputs(playbook: Playbook, texts: Texts, held: Held | None = None, topic: str = "") -> Iterator[Input]:
    """With what was chosen already filled in, or the usual."""
    setup = held.setup if held else None
    yield TextInput(
        "subject",
        texts.plain("sessions.subject"),
        texts.plain("sessions.subject_hint"),
        held.subject if held else topic,
        optional=playbook.members,
        longest=SUBJECT_AT_MOST,
    )
    yield from _way(playbook, texts, setup)
    yield from promises(playbook, texts, setup)
    yield from _conditions(playbook, texts, setup)
    yield TextInput(
        "call_link",
        texts.plain("sessions.call_link"),
        texts.plain("sessions.call_link_hint"),
        held.call_link if held else "",
        optional=True,
        longest=LINK_AT_MOST,
    )


def _way(playbook: Playbook, texts: Texts, setup: Setup | None) -> Iterator[Input]:
    """At once or over days, and for how many."""
    language = texts.language
    tempos = tuple(
        Option(tempo, texts.plain(f"sessions.tempo.{tempo}", takes=lengths.told(playbook, tempo, 0, texts)))
        for tempo in Tempo
    )
    yield ChoiceInput("tempo", texts.plain("sessions.tempo"), tempos, initial=(setup.tempo if setup else Tempo.ASYNC,))
    if playbook.variants:
        usual = Option(NO_CHOICE, texts.plain("sessions.usual", people=lengths.sizes(playbook.size, texts)))
        others = (
            Option(name, f"{variant.title.told_in(language)} ({lengths.sizes(variant.size, texts)})")
            for name, variant in playbook.variants.items()
        )
        chosen = (setup and setup.variant) or NO_CHOICE
        yield ChoiceInput("variant", texts.plain("sessions.variant"), (usual, *others), initial=(chosen,))


def _conditions(playbook: Playbook, texts: Texts, setup: Setup | None) -> Iterator[Input]:
    """Whether what leads in is gone through, and how many must answer."""
    if playbook.lead_in:
        options = tuple(Option(value, texts.plain(f"sessions.lead_in.{value}")) for value in ("no", "yes"))
        chosen = "yes" if setup and setup.lead_in else "no"
        yield ChoiceInput("lead_in", playbook.lead_in.told_in(texts.language), options, initial=(chosen,))
    if any(phase.minimum for phase in playbook.phases.values()):
        least = setup.minimum if setup else playbook.size.least
        label, hint = texts.plain("sessions.minimum"), texts.plain("sessions.minimum_hint")
        yield TextInput("minimum", label, hint, str(least), longest=3)


def promises(playbook: Playbook, texts: Texts, setup: Setup | None) -> Iterator[Input]:
    """What the playbook leaves to whoever sets it up: questions, and who sees the answers."""
    for name, phase in playbook.phases.items():
        asked = setup.questions if setup else (phase.prompt.told_in(texts.language),)
        for number in range(1, (phase.questions or 0) + 1):
            usual = asked[number - 1] if number <= len(asked) else ""
            label = texts.plain("sessions.question_number", n=number)
            yield TextInput(
                f"question_{number}", label, initial=usual[:TITLE_AT_MOST], optional=number > 1,
                longest=TITLE_AT_MOST,
            )  # fmt: skip
        if isinstance(phase.visibility, tuple):
            options = tuple(Option(kind, texts.plain(f"sessions.visibility.{kind}")) for kind in phase.visibility)
            label = texts.plain("sessions.visibility_of", phase=phase.title.told_in(texts.language))
            if len(playbook.phases) == 1:
                label = texts.plain("sessions.visibility")
            yield ChoiceInput(
                f"visibility_{name}",
                label,
                options,
                initial=((setup and setup.visibility.get(name)) or phase.visibility[0],),
            )
