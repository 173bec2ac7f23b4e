"""How often the database is asked about what people say: nothing else happens as often.

The figures are budgets. Whoever needs one more statement asks first what could be looked up together, or not at all.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from sqlalchemy import event

from facilitation.events import Actor, MessagePosted, Place
from facilitation.people import PlaceRef
from facilitation.reception import Reception
from facilitation.repertoire import Repertoire
from storage.unit import SqlUnit
from tests.facilitation.clear_writing import ANSWER, JONAS, NOOR, ask
from tests.village import CHANNEL, WORKSPACE, Village

ELSEWHERE = PlaceRef(WORKSPACE, "lunch")
ALONE, BESIDE_OTHERS = 12, 4  # in a transaction of its own; in one that knows its author and the question already
OF_NOBODY_ALONE, OF_NOBODY_BESIDE_OTHERS = 2, 1
REPLIES = 10


@contextmanager
def counted(village: Village) -> Iterator[Callable[[], int]]:
    statements: list[str] = []

    def note(_: object, __: object, statement: str, *___: object) -> None:
        statements.append(statement)

    event.listen(village.store.engine, "before_cursor_execute", note)
    try:
        yield lambda: len(statements)
    finally:
        event.remove(village.store.engine, "before_cursor_execute", note)


def cost(village: Village, *messages: MessagePosted) -> int:
    """How many statements it takes to hear them, in one transaction."""
    reception: Reception[SqlUnit] = Reception(Repertoire(village.capabilities), lambda _: village.abilities)
    with counted(village) as count:
        village.look(lambda unit: [reception.receive(each, unit) for each in messages])
        return count()


def said(village: Village, by: Actor, where: PlaceRef, number: int = 0) -> MessagePosted:
    place = Place(ref=where)
    return MessagePosted(by=by, place=place, message_id=f"said-{number}", text=ANSWER, **village.delivery(by))


def test_a_reply_where_a_community_stands_in_one_place_is_cheap(village: Village) -> None:
    thread = PlaceRef(WORKSPACE, CHANNEL.channel, ask(village).id)
    first = cost(village, said(village, JONAS, thread))
    assert first <= ALONE
    replies = [said(village, JONAS, thread, number) for number in range(1, REPLIES + 1)]
    assert cost(village, *replies) <= ALONE + BESIDE_OTHERS * (REPLIES - 1)


def test_what_concerns_nobody_is_cheaper_still(village: Village) -> None:
    assert cost(village, said(village, NOOR, ELSEWHERE)) <= OF_NOBODY_ALONE
    messages = [said(village, NOOR, ELSEWHERE, number) for number in range(1, REPLIES + 1)]
    assert cost(village, *messages) <= OF_NOBODY_ALONE + OF_NOBODY_BESIDE_OTHERS * (REPLIES - 1)
