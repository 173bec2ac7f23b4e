"""What is given without a name, where too few may give it: each one decides for their own words."""

from collections.abc import Iterator

from facilitation.events import FormSubmitted
from facilitation.messages import Block, ChoiceInput, Input, Option, Small
from facilitation.playbooks.kinds import Visibility
from facilitation.sessions.course.values import ANONYMOUS_AT_LEAST, Step
from facilitation.texts import Texts

IF_FEW = "few"
BY_NAME = "named"
NOT_SHOWN = "dropped"


def limits(step: Step, texts: Texts) -> Iterator[Block]:
    """What can't be promised; told before anything is typed."""
    if step.visibility is not Visibility.ANONYMOUS:
        return
    yield Small(texts("sessions.anonymous_limits"))
    yield from few(step, texts)


def few(step: Step, texts: Texts) -> Iterator[Block]:
    """That too few are asked for certain."""
    if step.visibility is Visibility.ANONYMOUS and _are_few(step):
        yield Small(texts.count("sessions.fewer_than_five", len(step.units), least=ANONYMOUS_AT_LEAST))


def asked(step: Step, texts: Texts) -> Iterator[Input]:
    """Nothing is chosen yet where there are too few for certain."""
    if step.visibility is not Visibility.ANONYMOUS:
        return
    options = tuple(Option(name, texts.plain(f"sessions.if_few.{name}")) for name in (NOT_SHOWN, BY_NAME))
    label = texts.plain("sessions.if_few", least=ANONYMOUS_AT_LEAST)
    yield ChoiceInput(IF_FEW, label, options, initial=() if _are_few(step) else (NOT_SHOWN,))


def problems(form: FormSubmitted, step: Step, texts: Texts) -> Iterator[tuple[str, str]]:
    if step.visibility is Visibility.ANONYMOUS and not form.choice(IF_FEW):
        yield IF_FEW, texts.plain("sessions.choose_one")


def by_name(form: FormSubmitted) -> bool:
    return form.choice(IF_FEW) == BY_NAME


def _are_few(step: Step) -> bool:
    return len(step.units) < ANONYMOUS_AT_LEAST
