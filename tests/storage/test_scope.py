"""One community's data is touched within it, and nowhere else."""

from contextlib import closing

import pytest
from sqlalchemy import delete, select, text, update
from sqlalchemy.exc import ProgrammingError

from facilitation.events import Actor
from facilitation.knowledge.items import KnowledgeItem
from facilitation.people import AccountRef, CommunityId, WorkspaceId, whole_workspace
from facilitation.questions.model import Question, Reply
from facilitation.sessions.rhythms.model import Series
from storage.database import ROLE, connect, opened
from storage.mapping import COMMUNITY_DATA
from storage.migrations import migrate
from storage.rotation import rotate
from storage.scope import NotEntered
from storage.store import open_store
from tests.storage.recurring import a_series
from tests.storage.shelf import ANN, CIRCLE, KEY, NOON, WORKSPACE, MovedClock, Shelf
from tests.stores import Cluster, FreshDatabase

OTHER = CommunityId("other")


def a_question(community: CommunityId, identity: str = "q") -> Question:
    return Question(
        community_id=community,
        id=identity,
        workspace=WORKSPACE,
        user=ANN.ref.user,
        channel="C1",
        title=f"of {community}",
        written_at=NOON,
        stirred_at=NOON,
    )


@pytest.fixture(autouse=True)
def _two_communities(request: pytest.FixtureRequest) -> None:
    if "shelf" not in request.fixturenames:
        return
    shelf: Shelf = request.getfixturevalue("shelf")
    for community in (CIRCLE, OTHER):
        shelf.found(community)
        with shelf.unit(community) as unit:
            unit.questions.add(a_question(community))


def test_each_community_finds_its_own(shelf: Shelf) -> None:
    for community in (CIRCLE, OTHER):
        with shelf.unit(community) as unit:
            question = unit.questions.get("q")
            assert question is not None
            assert question.title == f"of {community}"
            assert [each.title for each in unit.questions.unsettled(ANN.ref, 9)] == [f"of {community}"]


def test_one_unit_goes_from_community_to_community_and_mixes_nothing(shelf: Shelf) -> None:
    with shelf.unit(CIRCLE) as unit:
        mine = unit.questions.get("q")
        unit.enter(unit.people.community(OTHER), None)
        theirs = unit.questions.get("q")
        assert mine is not None
        assert theirs is not None
        assert (mine.title, theirs.title) == ("of circle", "of other")
        theirs.title = "changed"
        unit.enter(unit.people.community(CIRCLE), None)
        assert [each.title for each in unit.questions.unsettled(ANN.ref, 9)] == ["of circle"]


def test_without_a_community_nothing_can_be_read(shelf: Shelf) -> None:
    with shelf.unit() as unit:
        for read in (
            lambda: unit.questions.get("q"),
            lambda: unit.questions.unsettled(ANN.ref, 9),
            lambda: unit.questions.count_replies("q"),
            lambda: unit.knowledge.item("k"),
            unit.rhythms.all_series,
            lambda: unit.sessions.voices("r", 1),
        ):
            with pytest.raises(NotEntered):
                read()


def test_after_leaving_a_community_nothing_can_be_read(shelf: Shelf) -> None:
    with shelf.unit(CIRCLE) as unit:
        assert unit.questions.get("q")
        unit.enter(None, None)
        with pytest.raises(NotEntered):
            unit.questions.get("q")


def test_what_belongs_elsewhere_can_not_be_stored(shelf: Shelf) -> None:
    for inside in (CIRCLE, None):
        with shelf.unit(inside) as unit:
            unit.questions.add(a_question(OTHER, "new"))
            with pytest.raises(NotEntered):
                unit.flush()
            unit.rollback()
    reply = Reply(
        community_id=OTHER, question_id="q", message_id="1", workspace=WORKSPACE, user="U", text="x", posted_at=NOON
    )
    with shelf.unit(CIRCLE) as unit, pytest.raises(NotEntered):
        unit.questions.add_reply(reply)


def test_what_was_found_here_can_not_be_changed_from_there(shelf: Shelf) -> None:
    with shelf.unit(CIRCLE) as unit:
        question = unit.questions.get("q")
        unit.enter(unit.people.community(OTHER), None)
        assert question is not None
        question.title = "changed from elsewhere"
        with pytest.raises(NotEntered):
            unit.flush()
        unit.rollback()


def test_every_table_with_a_community_in_its_key_is_scoped_or_named_as_upkeeps_own() -> None:
    kinds = {Series, Question, Reply, KnowledgeItem}
    assert kinds <= set(COMMUNITY_DATA)
    for table in COMMUNITY_DATA.values():
        assert next(iter(table.primary_key.columns)).name == "community_id"
        for key in table.foreign_key_constraints:
            assert key.column_keys[0] == "community_id"


def test_the_mapper_itself_narrows_every_statement(shelf: Shelf) -> None:
    """Whatever a repository forgets."""
    sessions = shelf.store.units()
    sessions.enter(sessions.people.community(CIRCLE), None)
    session = sessions.questions._transaction.session
    assert [question.title for question in session.scalars(select(Question))] == ["of circle"]
    session.execute(update(Question).values(title="all of them?"))
    session.execute(delete(Question).where(COMMUNITY_DATA[Question].c.community_id == OTHER))
    sessions.commit()
    sessions.close()
    with shelf.unit(OTHER) as unit:
        question = unit.questions.get("q")
        assert question is not None
        assert question.title == "of other"


def test_postgresql_itself_shows_a_community_only_its_own_rows(fresh_database: FreshDatabase) -> None:
    address = fresh_database("postgresql")
    shelf = Shelf(open_store(address, MovedClock(), KEY), MovedClock())
    for community in (CIRCLE, OTHER):
        shelf.found(community)
        with shelf.unit(community) as unit:
            unit.questions.add(a_question(community))
            unit.rhythms.add(a_series(unit, community=community))
    shelf.store.close()
    engine = connect(address)
    everything = text("SELECT community_id FROM questions UNION ALL SELECT community_id FROM series")
    entering = text("SELECT set_config('kring.community', :community, true)")
    with engine.connect() as connection:
        assert connection.scalar(text("SELECT current_user")) == ROLE
        assert connection.execute(everything).all() == []
    with engine.begin() as connection:
        connection.execute(entering, {"community": CIRCLE})
        assert connection.scalars(everything).all() == [CIRCLE, CIRCLE]
        assert connection.execute(text("UPDATE questions SET title = 'x'")).rowcount == 1
        assert connection.execute(text("DELETE FROM questions WHERE community_id = 'other'")).rowcount == 0
    with engine.connect() as connection:
        assert connection.execute(everything).all() == []
    with engine.connect() as connection:
        connection.execute(entering, {"community": CIRCLE})
        with pytest.raises(ProgrammingError, match="row-level security"):
            connection.execute(text("UPDATE questions SET community_id = 'other'"))
    engine.dispose()


def test_where_the_role_can_not_be_made_the_owner_is_held_back_too(cluster: Cluster) -> None:
    address = cluster.owned_by("plain")
    migrate(address)
    with closing(open_store(address, MovedClock(), KEY)) as store:
        shelf = Shelf(store, MovedClock())
        for community in (CIRCLE, OTHER):
            shelf.found(community)
            with shelf.unit(community) as unit:
                unit.questions.add(a_question(community))
                unit.rhythms.add(a_series(unit, community=community))
                unit.sessions.unlink("r", 1, ())
    with opened(address) as engine, engine.connect() as connection:
        assert connection.scalar(text("SELECT current_user")) == "plain"
        assert connection.execute(text("SELECT id FROM questions")).all() == []
    assert rotate(address, KEY) == 16
    cluster.drop(address)


def test_every_table_of_community_data_is_shielded(fresh_database: FreshDatabase) -> None:
    names = [table.name for table in COMMUNITY_DATA.values()] + ["search_documents", "search_vectors", "search_stamps"]
    shielded = text(
        "SELECT relname FROM pg_class WHERE relname = ANY(:names) AND relrowsecurity AND relforcerowsecurity"
    )
    with opened(fresh_database("postgresql")) as engine, engine.connect() as connection:
        assert sorted(connection.scalars(shielded, {"names": names})) == sorted(names)


def test_what_is_of_one_side_is_shown_to_that_side_even_where_it_was_read_before(shelf: Shelf) -> None:
    """Events that share a transaction share what was read in it."""
    there = Actor(ref=AccountRef(WorkspaceId("teams:T2"), "UTWO"), name="Two")
    with shelf.unit(CIRCLE, ANN) as unit:
        unit.people.meet(there)
        question = a_question(CIRCLE, "sided")
        question.side = whole_workspace(ANN.ref.workspace)
        unit.questions.add(question)
    with shelf.unit(CIRCLE) as unit:
        community = unit.people.community(CIRCLE)
        assert unit.questions.get("sided")
        unit.enter(community, there)
        assert unit.questions.get("sided") is None
        assert [each.id for each in unit.questions.unsettled(ANN.ref, 9)] == ["q"]
        unit.enter(community, ANN)
        assert unit.questions.get("sided")
