"""Two processes, and in each an asker who accepts another reply at the same moment: one outcome, the other is told."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

from bot.capabilities import repertoire
from facilitation.events import Place, ReactionAdded
from facilitation.people import PlaceRef
from facilitation.questions.model import Question, Reply, Stage
from facilitation.reception import Reception
from storage.unit import SqlUnit
from tests.storage.shelf import ANN, BEN, CIRCLE, NOON, WORKSPACE, Shelf
from tests.storage.test_two_processes import at_once, trying

HERE = Place(ref=PlaceRef(WORKSPACE, "C-circle"))


def open_with_replies(shelf: Shelf) -> None:
    for who in (ANN, BEN):
        shelf.join(who)
    with shelf.unit(CIRCLE) as unit:
        unit.questions.add(
            Question(
                community_id=CIRCLE,
                id="q",
                workspace=WORKSPACE,
                user=ANN.ref.user,
                channel="C-circle",
                title="How?",
                stage=Stage.OPEN,
                written_at=NOON,
                stirred_at=NOON,
            )
        )
        unit.flush()
        for number in range(2):
            unit.questions.add_reply(
                Reply(
                    community_id=CIRCLE,
                    question_id="q",
                    message_id=f"m{number}",
                    workspace=WORKSPACE,
                    user=BEN.ref.user,
                    text="So",
                    posted_at=NOON + timedelta(minutes=number),
                )
            )


def accept(shelf: Shelf, message: str) -> None:
    reception: Reception[SqlUnit] = Reception(repertoire(), lambda _: frozenset())
    tick = ReactionAdded(
        delivery_id=message, workspace=WORKSPACE, at=NOON, by=ANN, place=HERE, message_id=message, emoji="✅"
    )

    def once() -> None:
        with shelf.unit() as unit:
            reception.receive(tick, unit)

    trying(once)


def test_one_is_the_answer_and_the_other_helped_too(both: tuple[Shelf, Shelf], hands: ThreadPoolExecutor) -> None:
    one, two = both
    open_with_replies(one)
    at_once(hands, lambda: accept(one, "m0"), lambda: accept(two, "m1"))
    with one.unit(CIRCLE) as unit:
        question = unit.questions.get("q")
        assert question
        assert (question.stage, question.accepted in ("m0", "m1")) == (Stage.ANSWERED, True)
        assert [reply.message_id for reply in unit.questions.helpful("q")] == ["m0", "m1"]
    told: list[str] = []
    while claimed := one.claim():
        for each in claimed:
            told += [str(each.message)] if each.to == ANN.ref else []
            one.deliver(each, each.id)
    assert sum("has its answer" in each for each in told) == 1
