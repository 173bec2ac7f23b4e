"""The end of a round: what was promised about its answers is done."""

from collections.abc import Sequence

from facilitation.check_ins import digest, keys
from facilitation.check_ins.model import (
    CheckInWork,
    Round,
    RoundState,
    Turn,
    Visibility,
    voices,
)
from facilitation.messages import ToPlace, ToThread
from facilitation.people import MemberId
from facilitation.wording import for_all


def close(round_: Round, work: CheckInWork) -> None:
    """Give back what was said; who did not answer, and who skipped, is forgotten."""
    turns = work.check_ins.turns(round_.id)
    given = [turn for turn in turns if not turn.is_skip]
    round_.state = RoundState.CLOSED
    if round_.visibility is Visibility.ANONYMOUS:
        _unlink(round_, given, work)
        return
    for turn in turns:
        if turn.is_skip:
            work.check_ins.drop(turn)
    round_.answers_count = len(given)
    root = digest.closed(round_, len(given), for_all(work.community))
    if round_.visibility is Visibility.OPEN:
        work.outbox.update(keys.root(round_), root)
    else:
        work.outbox.post(ToPlace(round_.place), root, key=keys.root(round_))
        _give_back(round_, _by_name(round_, given, work), work)


def _unlink(round_: Round, given: Sequence[Turn], work: CheckInWork) -> None:
    """From here on nobody can tell who said what: the key is gone, and the answers are loose and shuffled."""
    kept = voices(given)
    work.check_ins.shuffle(round_.id, kept)
    round_.key = None
    round_.answers_count = len(given) if kept else None
    root = digest.closed(round_, round_.answers_count, for_all(work.community))
    work.outbox.post(ToPlace(round_.place), root, key=keys.root(round_))
    if kept:
        said = [
            [("", voice.text) for voice in kept if voice.question == question]
            for question in range(len(round_.questions))
        ]
        _give_back(round_, said, work)


def _by_name(round_: Round, given: Sequence[Turn], work: CheckInWork) -> list[list[digest.Said]]:
    """Question by question; somebody who has left since is still named."""
    texts = for_all(work.community)
    members = {turn.marker: work.people.member_by_id(round_.community_id, MemberId(turn.marker)) for turn in given}
    accounts = work.people.accounts([member.ref for member in members.values() if member])
    names = {
        marker: accounts[member.ref].name for marker, member in members.items() if member and member.ref in accounts
    }
    return [
        [
            (names.get(turn.marker) or texts.plain("check_ins.somebody"), turn.texts[question])
            for turn in given
            if turn.texts[question]
        ]
        for question in range(len(round_.questions))
    ]


def _give_back(round_: Round, said: Sequence[Sequence[digest.Said]], work: CheckInWork) -> None:
    for card in digest.in_thread(round_, said, for_all(work.community)):
        work.outbox.post(ToThread(keys.root(round_)), card)
