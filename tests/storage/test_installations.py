"""Where Kring is installed: tokens nobody else reads, gone at once; what was made there, gone in its time."""

import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

from sqlalchemy import text

from facilitation.messages import Notice, Owed, ToPerson
from facilitation.people import CommunityId, WorkspaceId, whole_workspace
from facilitation.ports.installations import KEPT_FOR, Installation
from facilitation.ports.links import LinkedPlace
from storage.database import opened
from tests.storage.shelf import ANN, BEN, CIRCLE, NOON, WORKSPACE, Shelf, channel

ORGANISATION = WorkspaceId("slack:E1")
ELSEWHERE = WorkspaceId("slack:T2")
HERE = Installation(
    workspace=WORKSPACE, name="Acme", app="A1", bot_user="UKRING", scopes=("chat:write",), token="xoxb-heron"
)
EVERYWHERE = replace(HERE, workspace=ORGANISATION, token="xoxb-everywhere")
MINUTE = timedelta(minutes=1)


def keep(shelf: Shelf, installation: Installation = HERE) -> bool:
    with shelf.unit() as unit:
        return unit.installations.keep(installation)


def find(shelf: Shelf, workspace: WorkspaceId = WORKSPACE, organisation: WorkspaceId | None = None) -> object:
    with shelf.unit() as unit:
        return unit.installations.find(workspace, organisation)


def end(shelf: Shelf, *workspaces: WorkspaceId) -> set[WorkspaceId]:
    with shelf.unit() as unit:
        return {*unit.installations.end(workspaces, shelf.clock.now())}


def test_what_was_installed_is_found_and_installing_again_takes_its_place(shelf: Shelf) -> None:
    assert find(shelf) is None
    assert keep(shelf) is False
    assert find(shelf) == HERE
    assert keep(shelf, replace(HERE, token="xoxb-2", turn="2")) is True
    assert find(shelf) == replace(HERE, token="xoxb-2", turn="2")
    assert find(shelf, ELSEWHERE) is None


def test_a_token_is_shown_by_nothing_and_stands_nowhere_in_clear(shelf: Shelf, database: str) -> None:
    keep(shelf, replace(HERE, refresh_token="xoxe-heron"))
    assert "heron" not in repr(HERE)
    with opened(database) as engine, engine.connect() as connection:
        (row,) = connection.execute(text("SELECT * FROM installations")).all()
        assert "heron" not in str(row)


def test_what_has_ended_has_no_token_any_more_and_comes_back_when_it_is_installed_again(
    shelf: Shelf, database: str
) -> None:
    keep(shelf)
    assert end(shelf, WORKSPACE) == {WORKSPACE}
    assert find(shelf) is None
    with opened(database) as engine, engine.connect() as connection:
        assert connection.execute(text("SELECT secrets FROM installations")).scalars().all() == [None]
    assert end(shelf, WORKSPACE) == set()
    assert keep(shelf) is True
    assert find(shelf) == HERE


def test_that_it_ended_comes_late_and_what_was_installed_since_stays(shelf: Shelf) -> None:
    before = shelf.clock.now()
    shelf.clock.pass_by(MINUTE)
    keep(shelf)
    with shelf.unit() as unit:
        assert unit.installations.end([WORKSPACE], before) == []
    assert find(shelf) == HERE


def test_a_workspace_nobody_installed_into_is_told_as_left_as_well(shelf: Shelf) -> None:
    """One whose token stands in the settings."""
    assert end(shelf, ELSEWHERE) == {ELSEWHERE}


def test_an_organisations_installation_is_found_from_each_of_its_workspaces(shelf: Shelf) -> None:
    keep(shelf, EVERYWHERE)
    assert find(shelf) is None
    assert find(shelf, WORKSPACE, ORGANISATION) == EVERYWHERE
    assert find(shelf) == EVERYWHERE
    assert end(shelf, ORGANISATION) == {ORGANISATION, WORKSPACE}
    assert find(shelf, WORKSPACE, ORGANISATION) is None


def test_a_workspaces_own_installation_comes_before_its_organisations(shelf: Shelf) -> None:
    keep(shelf, EVERYWHERE)
    keep(shelf)
    assert find(shelf, WORKSPACE, ORGANISATION) == HERE


def test_an_organisation_takes_a_workspace_out_and_lets_it_in_again(shelf: Shelf) -> None:
    keep(shelf, EVERYWHERE)
    find(shelf, WORKSPACE, ORGANISATION)
    assert end(shelf, WORKSPACE) == {WORKSPACE}
    assert find(shelf, WORKSPACE, ORGANISATION) is None
    assert find(shelf, ELSEWHERE, ORGANISATION) == EVERYWHERE
    with shelf.unit() as unit:
        unit.installations.admit([WORKSPACE], ORGANISATION)
    assert find(shelf) == EVERYWHERE


def test_a_way_in_is_good_once_and_in_time(shelf: Shelf) -> None:
    with shelf.unit() as unit:
        for digest in ("a", "b"):
            unit.installations.begin(digest, shelf.clock.now() + MINUTE)
        assert [unit.installations.redeem(digest) for digest in ("a", "a", "c")] == [True, False, False]
    shelf.clock.pass_by(MINUTE)
    with shelf.unit() as unit:
        assert not unit.installations.redeem("b")


def test_of_many_who_bring_the_same_at_once_one_is_let_in(shelf: Shelf, hands: ThreadPoolExecutor) -> None:
    with shelf.unit() as unit:
        unit.installations.begin("a", shelf.clock.now() + MINUTE)

    def redeem(_: int) -> bool:
        with shelf.unit() as unit:
            return unit.installations.redeem("a")

    assert sorted(hands.map(redeem, range(5))) == [False] * 4 + [True]


def test_of_many_who_would_renew_a_token_at_once_one_does(shelf: Shelf, hands: ThreadPoolExecutor) -> None:
    keep(shelf)

    def lease(_: int) -> bool:
        with shelf.unit() as unit:
            return unit.installations.lease(HERE, MINUTE)

    assert sorted(hands.map(lease, range(5))) == [False] * 4 + [True]


def test_whoever_died_renewing_is_followed_by_another_and_nobody_renews_twice(shelf: Shelf) -> None:
    keep(shelf)
    renewed = replace(HERE, token="xoxe-2", turn="2")
    with shelf.unit() as unit:
        assert unit.installations.lease(HERE, MINUTE)
    shelf.clock.pass_by(MINUTE)
    with shelf.unit() as unit:
        assert unit.installations.lease(HERE, MINUTE)
        assert unit.installations.renew(HERE, renewed)
        assert not unit.installations.renew(HERE, replace(HERE, token="xoxe-3", turn="3"))
        assert not unit.installations.lease(HERE, MINUTE)
        assert unit.installations.lease(renewed, MINUTE)
    assert find(shelf) == renewed


def test_that_a_token_runs_out_is_known_until_it_is_renewed_or_installed_anew(shelf: Shelf) -> None:
    keep(shelf, EVERYWHERE)
    find(shelf, WORKSPACE, ORGANISATION)
    keep(shelf, replace(HERE, workspace=ELSEWHERE))
    turn = EVERYWHERE.turn
    with shelf.unit() as unit:
        assert unit.installations.running_out() == []
        assert unit.installations.runs_out(ORGANISATION, "an earlier one", "why") == ()
        assert {*unit.installations.runs_out(ORGANISATION, turn, "why")} == {ORGANISATION, WORKSPACE}
        assert unit.installations.running_out() == [replace(EVERYWHERE, refused="why")]
        assert unit.installations.renew(EVERYWHERE, replace(EVERYWHERE, turn="2"))
        assert unit.installations.running_out() == []
        assert unit.installations.runs_out(ORGANISATION, "2", "why")
    keep(shelf, EVERYWHERE)
    with shelf.unit() as unit:
        assert unit.installations.running_out() == []
        assert unit.installations.runs_out(ORGANISATION, turn, "why")
    end(shelf, ORGANISATION)
    with shelf.unit() as unit:
        assert unit.installations.running_out() == []


def test_a_token_is_not_renewed_after_the_end(shelf: Shelf) -> None:
    keep(shelf)
    end(shelf, WORKSPACE)
    with shelf.unit() as unit:
        assert not unit.installations.lease(HERE, MINUTE)
        assert not unit.installations.renew(HERE, replace(HERE, token="xoxe-2", turn="2"))
    assert find(shelf) is None


def everything(database: str) -> str:
    """All that is stored, but for the migration's own."""
    with opened(database) as engine, engine.connect() as connection:
        if connection.dialect.name == "sqlite":
            names = connection.scalars(text("SELECT name FROM sqlite_master WHERE type = 'table'")).all()
        else:
            names = connection.scalars(text("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")).all()
        wanted = [name for name in names if re.fullmatch("[a-z_]+", name) and not name.startswith("search_")]
        return "\n".join(str(connection.execute(text(f'SELECT * FROM "{name}"')).all()) for name in wanted)


def prune(shelf: Shelf) -> None:
    while True:
        with shelf.unit() as unit:
            if not unit.prune():
                return


def test_what_a_workspace_made_is_kept_for_its_return_and_then_gone(shelf: Shelf, database: str) -> None:
    keep(shelf)
    shelf.found()
    shelf.found(CommunityId("theirs"), channel("C-theirs", ELSEWHERE))
    shelf.join(ANN)
    with shelf.unit(actor=BEN) as unit:
        assert unit.account.name == "Ben"
        unit.outbox.post(ToPerson(ANN.ref, Owed.ANSWER), Notice("a word"))
    end(shelf, WORKSPACE)
    shelf.clock.moment = NOON + KEPT_FOR - MINUTE
    prune(shelf)
    assert "UANN" in everything(database)
    shelf.clock.pass_by(MINUTE)
    prune(shelf)
    left = everything(database)
    assert not re.search(r"UANN|UBEN|slack:T1\b", left)
    assert "C-theirs" in left


def test_a_community_that_stands_elsewhere_too_lives_on_there_until_it_does_no_more(
    shelf: Shelf, database: str
) -> None:
    keep(shelf)
    shelf.found()
    with shelf.unit(CIRCLE) as unit:
        there = channel("C9", ELSEWHERE)
        unit.links.begin(
            LinkedPlace(
                community_id=CIRCLE,
                workspace=there.workspace,
                channel=there.channel,
                side="Theirs",
                side_id=whole_workspace(there.workspace),
                home_side="Ours",
                since=NOON,
            )
        )
    later = replace(HERE, workspace=WorkspaceId("slack:T3"))
    keep(shelf, later)
    end(shelf, WORKSPACE)
    shelf.clock.pass_by(MINUTE)
    end(shelf, later.workspace)
    shelf.clock.pass_by(KEPT_FOR)
    prune(shelf)
    with shelf.unit() as unit:
        assert unit.people.community(CIRCLE) is not None
    assert find(shelf) is None
    assert "slack:T3" not in everything(database)
    with shelf.unit() as unit:
        unit.links.end(unit.links.of(CIRCLE)[0])
    prune(shelf)
    assert not re.search(r"slack:T1\b|circle", everything(database))


def test_who_comes_back_in_time_finds_all_as_it_was(shelf: Shelf) -> None:
    keep(shelf)
    shelf.found()
    end(shelf, WORKSPACE)
    shelf.clock.pass_by(KEPT_FOR - MINUTE)
    keep(shelf)
    shelf.clock.pass_by(KEPT_FOR)
    prune(shelf)
    with shelf.unit() as unit:
        assert unit.people.community(CIRCLE) is not None


def test_where_what_it_takes_is_kept_elsewhere_the_same_holds(shelf: Shelf, database: str) -> None:
    shelf.found()
    with shelf.unit() as unit:
        unit.installations.admit((WORKSPACE,), None)
    assert find(shelf) is None
    assert end(shelf, WORKSPACE) == {WORKSPACE}
    shelf.clock.moment = NOON + KEPT_FOR - MINUTE
    with shelf.unit() as unit:
        unit.installations.admit((WORKSPACE,), None)
    shelf.clock.pass_by(KEPT_FOR)
    prune(shelf)
    with shelf.unit() as unit:
        assert unit.people.community(CIRCLE) is not None
    end(shelf, WORKSPACE)
    shelf.clock.pass_by(KEPT_FOR)
    prune(shelf)
    assert not re.search(r"slack:T1\b", everything(database))


def test_that_it_is_there_by_other_means_leaves_an_installation_as_it_is(shelf: Shelf) -> None:
    keep(shelf)
    with shelf.unit() as unit:
        unit.installations.admit((WORKSPACE,), None)
    assert find(shelf) == HERE
