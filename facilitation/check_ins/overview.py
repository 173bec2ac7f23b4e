"""What one person sees of a community's check-ins: what is open for them, what comes, what they may do."""

from collections.abc import Sequence

from facilitation.check_ins.asking import ANSWER
from facilitation.check_ins.cards import IN_A_LABEL, SHOW, every, label, new_button, series_buttons
from facilitation.check_ins.model import CheckInWork, Round, Series, SeriesState
from facilitation.messages import Action, Block, Button, Card, Paragraph, Small, Subject, Tone
from facilitation.texts import Texts
from facilitation.wording import for_actor, shorten


def overview(work: CheckInWork, *, facilitates: bool) -> Card:
    """All running check-ins; a facilitator gets what sets, changes, pauses and stops them."""
    texts, every_series = for_actor(work), work.check_ins.all_series()
    blocks, buttons = _open_for_actor(work, texts)
    for series in every_series:
        blocks += [
            Paragraph(texts("check_ins.question", question=series.questions[0])),
            Small(texts("check_ins.line", every=every(series, texts), next=_next(series, texts))),
        ]
    if not every_series:
        blocks.append(Paragraph(texts("check_ins.none_yet")))
    if facilitates:
        buttons += _managing(every_series, work, texts)
    return Card(texts.plain("check_ins.of", community=work.community.name), tuple(blocks), tuple(buttons))


def at_home(work: CheckInWork) -> Sequence[Card]:
    """What is open for the actor, and when the next check-in comes."""
    texts = for_actor(work)
    blocks, buttons = _open_for_actor(work, texts)
    moments = [series.next_at for series in work.check_ins.all_series() if series.next_at]
    if moments:
        blocks.append(Small(texts("check_ins.next_is", moment=texts.moment(min(moments)))))
    if not blocks:
        return ()
    return (Card(texts.plain("check_ins.of", community=work.community.name), tuple(blocks), tuple(buttons)),)


def _open_for_actor(work: CheckInWork, texts: Texts) -> tuple[list[Block], list[Action]]:
    blocks: list[Block] = []
    buttons: list[Action] = []
    for round_ in work.check_ins.open_rounds():
        if not round_.is_open(work.now):
            continue
        answered = _has_answered(round_, work)
        key = "check_ins.open_answered" if answered else "check_ins.open_now"
        blocks.append(Paragraph(texts(key, question=round_.questions[0], moment=texts.moment(round_.closes_at))))
        buttons.append(_answer(round_, answered, texts))
    return blocks, buttons


def _answer(round_: Round, answered: bool, texts: Texts) -> Button:
    key = "check_ins.change_answer_to" if answered else "check_ins.answer_to"
    question = shorten(round_.questions[0], IN_A_LABEL)
    subject = Subject(round_.community_id, round_.id)
    tone = Tone.PLAIN if answered else Tone.PRIMARY
    return Button(texts.plain(key, question=question), ANSWER, subject, tone, opens_form=True)


def _managing(every_series: Sequence[Series], work: CheckInWork, texts: Texts) -> Sequence[Button]:
    if len(every_series) == 1:
        return series_buttons(every_series[0], texts)
    chosen = [
        Button(texts.plain("check_ins.manage", question=label(series)), SHOW, Subject(series.community_id, series.id))
        for series in every_series
    ]
    return [*chosen, new_button(work.community.id, texts)]


def _next(series: Series, texts: Texts) -> str:
    if series.next_at:
        moment = texts.moment(series.next_at)
        return moment if series.zone == texts.zone else texts.plain("check_ins.your_time", moment=moment)
    if series.state is SeriesState.RUNNING:
        return texts.plain("check_ins.state.ended")
    return texts.plain(f"check_ins.state.{series.state}")


def _has_answered(round_: Round, work: CheckInWork) -> bool:
    turn = work.check_ins.turn(round_.id, round_.marker(work.member.id)) if work.member else None
    return turn is not None and not turn.is_skip
