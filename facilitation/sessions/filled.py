"""From what was typed in a session's forms to what it means."""

from collections import Counter
from collections.abc import Iterator
from urllib.parse import urlsplit

from facilitation.events import FormSubmitted
from facilitation.messages import NO_CHOICE, TITLE_AT_MOST
from facilitation.people import MemberId
from facilitation.playbooks.asking import Dots, Ratings
from facilitation.playbooks.kinds import Visibility
from facilitation.playbooks.schema import Playbook
from facilitation.sessions import nameless
from facilitation.sessions.course.happenings import Given
from facilitation.sessions.course.values import Setup, Step, Tempo
from facilitation.sessions.model import SUBJECT_AT_MOST, TEXT_AT_MOST
from facilitation.sessions.setting_up import LINK_AT_MOST
from facilitation.texts import Texts

QUESTIONS_AT_MOST = 3
MINIMUM_AT_MOST = 100  # respondents
LINKS = ("https", "http")


def setup(form: FormSubmitted, playbook: Playbook) -> Setup:
    """What the host chose, of a form without problems. Where no tempo is asked for, it is over days."""
    chosen_visibility = {
        name: Visibility(form.choice(f"visibility_{name}"))
        for name, phase in playbook.phases.items()
        if isinstance(phase.visibility, tuple) and form.choice(f"visibility_{name}")
    }
    return Setup(
        tempo=Tempo(form.choice("tempo") or Tempo.ASYNC),
        variant=_variant(form),
        lead_in=form.choice("lead_in") == "yes",
        minimum=int(form.text("minimum") or 1),
        visibility=chosen_visibility,
        questions=_questions(form) if any(phase.questions for phase in playbook.phases.values()) else (),
    )


def problems(form: FormSubmitted, playbook: Playbook, texts: Texts) -> dict[str, str]:
    """What can't be, by field."""
    return dict(_problems(form, playbook, texts))


def _problems(form: FormSubmitted, playbook: Playbook, texts: Texts) -> Iterator[tuple[str, str]]:
    subject = form.line("subject")
    if len(subject) > SUBJECT_AT_MOST or (not subject and not playbook.members):
        yield "subject", texts.plain_count("sessions.subject_length", SUBJECT_AT_MOST)
    if form.choice("tempo") not in set(Tempo):
        yield "tempo", texts.plain("sessions.choose_one")
    variant = _variant(form)
    if variant and variant not in playbook.variants:
        yield "variant", texts.plain("sessions.choose_one")
    if any(phase.minimum for phase in playbook.phases.values()) and not _is_count(form.text("minimum")):
        yield "minimum", texts.plain("sessions.minimum_number")
    yield from promise_problems(form, playbook, texts)
    link = form.text("call_link")
    if link and (len(link) > LINK_AT_MOST or not _is_link(link)):
        yield "call_link", texts.plain("sessions.no_link")


def _questions(form: FormSubmitted) -> tuple[str, ...]:
    typed = (form.line(f"question_{number}") for number in range(1, QUESTIONS_AT_MOST + 1))
    return tuple(question for question in typed if question)


def _variant(form: FormSubmitted) -> str | None:
    chosen = form.choice("variant")
    return None if chosen in ("", NO_CHOICE) else chosen


def promise_problems(form: FormSubmitted, playbook: Playbook, texts: Texts) -> Iterator[tuple[str, str]]:
    """Of what `setting_up.promises` asks."""
    for name, phase in playbook.phases.items():
        if isinstance(phase.visibility, tuple) and form.choice(f"visibility_{name}") not in phase.visibility:
            yield f"visibility_{name}", texts.plain("sessions.choose_one")
        for number in range(1, (phase.questions or 0) + 1):
            if len(form.line(f"question_{number}")) > TITLE_AT_MOST:
                yield f"question_{number}", texts.plain_count("sessions.question_length", TITLE_AT_MOST)
        if phase.questions and not _questions(form):
            yield "question_1", texts.plain("sessions.no_question")


def given(form: FormSubmitted, who: MemberId, step: int) -> Given:
    """The words and marks of a contribution; whether they fit is for the course to say."""
    texts = sorted(
        (int(question), int(number), name)
        for name in form.values
        for kind, question, number in [(*name.split("_"), "", "")[:3]]
        if kind == "text" and question.isdecimal() and number.isdecimal()
    )
    return Given(
        who=who,
        step=step,
        texts=tuple((question, form.text(name)) for question, _, name in texts if form.text(name)),
        marks=tuple(_marks(form)),
        named_if_few=nameless.by_name(form),
    )


def given_problems(form: FormSubmitted, playbook: Playbook, step: Step, texts: Texts) -> dict[str, str]:
    """What is missing or not chosen, by field."""
    errors = dict(nameless.problems(form, step, texts))
    asks = playbook.phases[step.phase].asks
    if isinstance(asks, Ratings):
        empty = [name for name in form.values if name.startswith("rate_") and not form.choice(name)]
        errors |= dict.fromkeys(empty, texts.plain("sessions.choose_one"))
    if isinstance(asks, Dots) and not any(_marks(form)):
        errors["dot_0"] = texts.plain("sessions.choose_one")
    return errors


def too_long(form: FormSubmitted, texts: Texts) -> dict[str, str]:
    return {
        name: texts.plain_count("sessions.text_length", TEXT_AT_MOST)
        for name in form.values
        if name.startswith("text_") and len(form.text(name)) > TEXT_AT_MOST
    }


def _marks(form: FormSubmitted) -> Iterator[tuple[str, str]]:
    dots = Counter(form.choice(name) for name in form.values if name.startswith("dot_") and form.choice(name))
    yield from ((item, str(count)) for item, count in dots.items())
    for name in form.values:
        if name.startswith("rate_") and form.choice(name):
            yield name.removeprefix("rate_"), form.choice(name)
    if form.choice("pick"):
        yield form.choice("pick"), ""


def _is_count(text: str) -> bool:
    return text in {str(number) for number in range(1, MINIMUM_AT_MOST + 1)}


def _is_link(text: str) -> bool:
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return parts.scheme in LINKS and bool(parts.hostname) and not any(mark.isspace() for mark in text)
