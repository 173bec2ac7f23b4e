"""What recurs here, with what can be done about it; what is open for whoever looks, and when the next one comes."""

from collections.abc import Callable, Sequence
from datetime import datetime

from facilitation.attention import moment_before
from facilitation.messages import Action, Block, Button, Card, Paragraph, Small, Subject, Tone
from facilitation.people import Account
from facilitation.playbooks.rounds import is_round
from facilitation.playbooks.schema import Playbook
from facilitation.sessions import running, taking_turns
from facilitation.sessions.how_often import every
from facilitation.sessions.people import accounts_of
from facilitation.sessions.rhythms import cards, hosting
from facilitation.sessions.rhythms.cards import IN_A_LABEL, Standing
from facilitation.sessions.rhythms.coming import upcoming
from facilitation.sessions.rhythms.model import RhythmWork, Series, SeriesState
from facilitation.sessions.rounds.asking import ANSWER
from facilitation.sessions.rounds.model import Round
from facilitation.sides import channel_called
from facilitation.texts import Texts
from facilitation.wording import for_actor, shorten

Kept = tuple[Series, Playbook]


def kept(work: RhythmWork, wanted: Callable[[Playbook], bool] = lambda _: True) -> Sequence[Kept]:
    """The series of such playbooks, the oldest first."""
    found = ((series, work.sessions.edition(series.edition)) for series in work.rhythms.all_series())
    return [(series, playbook) for series, playbook in found if wanted(playbook)]


def standing(series: Series, work: RhythmWork) -> Standing:
    playbook = work.sessions.edition(series.edition)
    ahead = upcoming(series, work) if series.state is SeriesState.RUNNING else ()
    opened = [round_ for round_ in open_rounds(work) if round_.session.series_id == series.id]
    people = _people(work)
    host = accounts_of(series.rota[:1], work)
    return Standing(
        series,
        playbook,
        channel=channel_called(series.place, series.side, work),
        members=len(people),
        upcoming=[occurrence.at for occurrence in ahead],
        out_of_reach=_out_of_reach(series, people, ahead[0].at, work) if ahead and is_round(playbook) else 0,
        open_until=opened[0].closes_at if opened else None,
        host=host[series.rota[0]].name if host else "",
    )


def rounds(work: RhythmWork, *, facilitates: bool) -> Card:
    """All rounds that recur; a facilitator gets what sets, changes, pauses and stops them."""
    texts, mine = for_actor(work), kept(work, is_round)
    blocks, buttons = _open_for_actor(work, texts)
    for series, playbook in mine:
        asked = (*series.setup.questions, hosting.title(series, playbook, texts))
        blocks.append(Paragraph(texts("rounds.question", question=asked[0])))
        blocks.append(_line(series, texts))
    if not mine:
        blocks.append(Paragraph(texts("rhythms.none_yet.round")))
    if facilitates:
        buttons += _managing(mine, "round", work, texts)
    return Card(texts.plain("rhythms.of.round", community=work.community.name), tuple(blocks), tuple(buttons))


def rhythms(work: RhythmWork, *, facilitates: bool) -> Card:
    """All that recurs."""
    texts, mine = for_actor(work), kept(work)
    blocks: list[Block] = []
    for series, playbook in mine:
        blocks.append(Paragraph(texts("rhythms.named", title=hosting.title(series, playbook, texts))))
        blocks.append(_line(series, texts))
    if not mine:
        blocks.append(Paragraph(texts("rhythms.none_yet.session")))
    buttons = [_see(series, playbook, texts) for series, playbook in mine]
    if facilitates:
        buttons.append(cards.new_button(work.community.id, "session", texts))
    return Card(texts.plain("rhythms.of.session", community=work.community.name), tuple(blocks), tuple(buttons))


def at_home(work: RhythmWork) -> Sequence[Card]:
    """What is open for the actor, and when the next round comes."""
    texts = for_actor(work)
    blocks, buttons = _open_for_actor(work, texts)
    moments = [series.next_at for series, _ in kept(work, is_round) if series.next_at]
    if moments:
        blocks.append(Small(texts("rhythms.next_is", moment=texts.moment(min(moments)))))
    if not blocks:
        return ()
    return (Card(texts.plain("rhythms.of.round", community=work.community.name), tuple(blocks), tuple(buttons)),)


def open_rounds(work: RhythmWork) -> Sequence[Round]:
    """Those that can be answered now, the first to close first."""
    found = (taking_turns.open_round(session.id, work) for session in work.sessions.under_way())
    return sorted((round_ for round_ in found if round_), key=lambda round_: round_.closes_at)


def _open_for_actor(work: RhythmWork, texts: Texts) -> tuple[list[Block], list[Action]]:
    blocks: list[Block] = []
    buttons: list[Action] = []
    for round_ in open_rounds(work):
        given = running.own(round_.session, work.me.id, work)
        answered = given is not None and not given.passed
        key = "rounds.open_answered" if answered else "rounds.open_now"
        question = round_.questions(texts)[0]
        blocks.append(Paragraph(texts(key, question=question, moment=texts.moment(round_.closes_at))))
        buttons.append(_answer(round_, question, texts, answered=answered))
    return blocks, buttons


def _answer(round_: Round, question: str, texts: Texts, *, answered: bool) -> Button:
    key = "rounds.change_answer_to" if answered else "rounds.answer_to"
    label = texts.plain(key, question=shorten(question, IN_A_LABEL))
    about = Subject(round_.session.community_id, round_.session.id)
    return Button(label, ANSWER, about, Tone.PLAIN if answered else Tone.PRIMARY, opens_form=True)


def _managing(mine: Sequence[Kept], kind: str, work: RhythmWork, texts: Texts) -> Sequence[Action]:
    if len(mine) == 1:
        return cards.series_buttons(standing(mine[0][0], work), texts)
    chosen = [_see(series, playbook, texts) for series, playbook in mine]
    return [*chosen, cards.new_button(work.community.id, kind, texts)]


def _see(series: Series, playbook: Playbook, texts: Texts) -> Button:
    label = texts.plain("rhythms.see", question=cards.label(series, playbook, texts))
    return Button(label, cards.SHOW, hosting.subject(series))


def _line(series: Series, texts: Texts) -> Small:
    return Small(texts("rhythms.line", every=every(series.rhythm, texts), next=_next(series, texts)))


def _next(series: Series, texts: Texts) -> str:
    if series.next_at:
        moment = texts.moment(series.next_at)
        return moment if series.zone == texts.zone else texts.plain("rhythms.your_time", moment=moment)
    if series.state is SeriesState.RUNNING:
        return texts.plain("rhythms.state.ended")
    return texts.plain(f"rhythms.state.{series.state}")


def _people(work: RhythmWork) -> Sequence[Account]:
    """Current members who are people and still there."""
    accounts = accounts_of([member.id for member in work.people.members(work.community.id)], work)
    return [account for account in accounts.values() if account.is_active and not account.is_bot]


def _out_of_reach(series: Series, people: Sequence[Account], opens_at: datetime, work: RhythmWork) -> int:
    """How many members can't be asked all the while that round is open: quiet hours, weekend, pause."""
    if series.open_for is None or series.own_clocks:
        return 0
    closes_at = opens_at + series.open_for
    return sum(moment_before(account, opens_at, closes_at, work.community.zone) is None for account in people)
