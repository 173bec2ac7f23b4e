"""What is promised about an answer holds on the screen, in what is sent, and in the database's own bytes."""

import random
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from facilitation.events import FormValue
from facilitation.messages import Card, Quote, RefuseForm
from facilitation.ports.platform import Ability
from facilitation.sessions.course.markers import marker
from facilitation.sessions.course.values import Step
from facilitation.sessions.model import Session, SessionWork
from storage.wire import pack
from tests.carrier import Post
from tests.facilitation.sessions.rounds.practice import (
    CAMILLE,
    IRIS,
    JONAS,
    MARTA,
    NOOR,
    PEOPLE,
    TOMAS,
    YUSUF,
    Practice,
    practising,
)
from tests.shown import opened, words
from tests.village import EVERYTHING, someone

SECRET = "I was afraid of the new ward"
SEALED: dict[str, FormValue] = {"visibility_ask": ("sealed",)}
ANONYMOUS: dict[str, FormValue] = {"visibility_ask": ("anonymous",)}


def everything_said(practice: Practice) -> str:
    """All that stands in the chat, as it was sent."""
    return "\n".join(pack(post.message) for post in practice.village.carrier.posts.values())


def shown_to_all(practice: Practice) -> str:
    """What each one is shown when they look."""
    looks = [practice.village.command(person, said) for person in practice.members for said in ("check-in", "help")]
    homes = [card for person in practice.members for card in practice.village.home(person).cards]
    return "\n".join(words(each) for each in (*looks, *homes))


def test_a_sealed_answer_is_nowhere_to_be_seen_before_the_close(practice: Practice) -> None:
    practice.opens(**SEALED)
    answer = practice.answers(JONAS, SECRET)
    assert answer is None
    assert SECRET not in everything_said(practice)
    assert SECRET not in shown_to_all(practice)
    assert practice.roots() == []
    practice.closes()
    (root,) = practice.roots()
    assert "1 answer, in the thread" in words(root)
    assert f"Jonas: {SECRET}" in words(practice.village.thread(root.id)[0])


def test_only_its_author_gets_a_sealed_answer_back_to_change_it(practice: Practice) -> None:
    practice.opens(**SEALED)
    practice.answers(JONAS, SECRET)
    mine = opened(practice.village.press(JONAS, practice.asked(JONAS), "Change my answer"))
    theirs = opened(practice.village.press(NOOR, practice.asked(NOOR), "Answer"))
    assert [each.initial for each in (*mine.inputs, *theirs.inputs)] == [SECRET, ""]


def test_a_sealed_answer_waits_even_where_nothing_can_be_whispered() -> None:
    with practising(PEOPLE[1:3], EVERYTHING - {Ability.PRIVATE_REPLIES}) as practice:
        practice.opens(**SEALED)
        practice.village.fill(JONAS, practice.village.press(JONAS, practice.asked(JONAS), "Answer"), answer_1=SECRET)
        assert SECRET not in everything_said(practice)


def test_before_an_anonymous_answer_it_is_said_what_can_not_be_protected(crowd: Practice) -> None:
    """What nobody can protect from, where it is typed."""
    crowd.opens(**ANONYMOUS)
    asked = words(crowd.asked(JONAS))
    first, second = words(crowd.village.press(JONAS, crowd.asked(JONAS), "Answer")).splitlines()[1:3]
    for promise in (asked.splitlines()[2], first):
        assert "without your name" in promise
        assert "only if at least 5 people answer" in promise
        assert "A question with fewer keeps no answers." in promise
    assert "backup" in second
    assert "backup" not in asked


def test_anonymous_answers_are_given_back_without_names(crowd: Practice) -> None:
    crowd.opens(**ANONYMOUS)
    said = answer_all(crowd, 5)
    assert not any(text in everything_said(crowd) + shown_to_all(crowd) for text in said)
    crowd.closes()
    (root,) = crowd.roots()
    (digest,) = crowd.village.thread(root.id)
    assert "5 answers" in words(root)
    assert sorted(quoted(digest)) == sorted((text, "") for text in said)


def test_of_fewer_than_five_anonymous_answers_nothing_is_shown_or_kept(crowd: Practice) -> None:
    crowd.opens(**ANONYMOUS)
    said = answer_all(crowd, 4)
    crowd.closes()
    (root,) = crowd.roots()
    assert "Fewer than 5 people answered, so nothing is shown, to keep it anonymous" in words(root)
    assert crowd.village.thread(root.id) == []
    assert not any(text in everything_said(crowd) for text in said)
    round_ = the_round(crowd, root)
    sessions = crowd.village.within(
        lambda unit: (unit.sessions.gathered(round_.id, 1), unit.sessions.voices(round_.id, 1))
    )
    assert sessions == ([], [])
    assert round_.course.step is None
    assert [outcome.given for outcome in round_.course.trail] == [None]


def test_of_fewer_than_five_only_those_are_shown_who_chose_to_be_named(crowd: Practice) -> None:
    crowd.opens(**ANONYMOUS)
    said = answer_all(crowd, 3)
    form = crowd.village.press(YUSUF, crowd.asked(YUSUF), "Answer")
    assert "If fewer than 5 people answer" in words(form)
    crowd.village.fill(YUSUF, form, answer_1="I stand by this", few=("named",))
    crowd.closes()
    (root,) = crowd.roots()
    (digest,) = crowd.village.thread(root.id)
    assert "what some chose to show" in words(root)
    assert quoted(digest) == [("I stand by this", "Yusuf")]
    assert not any(text in everything_said(crowd) for text in said)


def test_of_fewer_than_five_who_are_asked_each_one_chooses_knowingly() -> None:
    with practising(PEOPLE[1:3]) as practice:
        practice.opens(**ANONYMOUS)
        assert "There are only 3 of you" in words(practice.asked(JONAS))
        form = practice.village.press(JONAS, practice.asked(JONAS), "Answer")
        assert "There are only 3 of you" in words(form)
        refused = practice.village.fill(JONAS, form, answer_1=SECRET, few=())
        assert isinstance(refused, RefuseForm)
        assert list(refused.errors) == ["few"]
        practice.village.fill(JONAS, form, answer_1=SECRET, few=("named",))
        practice.closes()
        (digest,) = practice.village.thread(practice.roots()[0].id)
        assert quoted(digest) == [(SECRET, "Jonas")]


def test_where_enough_are_asked_nothing_need_be_chosen(crowd: Practice) -> None:
    crowd.opens(**ANONYMOUS)
    assert "There are only" not in words(crowd.asked(JONAS))
    form = opened(crowd.village.press(JONAS, crowd.asked(JONAS), "Answer"))
    assert [each.initial for each in form.inputs if each.name == "few"] == [("dropped",)]


def test_not_this_time_does_not_count_as_an_anonymous_answer(crowd: Practice) -> None:
    crowd.opens(**ANONYMOUS)
    answer_all(crowd, 4)
    crowd.village.press(TOMAS, crowd.asked(TOMAS), "Not this time")
    crowd.closes()
    assert "Fewer than 5" in words(crowd.roots()[0])


def test_one_person_has_one_anonymous_answer_and_never_gets_it_back(crowd: Practice) -> None:
    crowd.opens(**ANONYMOUS)
    said = answer_all(crowd, 5)
    form = crowd.village.press(JONAS, crowd.asked(JONAS), "Change my answer")
    assert opened(form).inputs[0].initial == ""
    assert "what you send now replaces it" in words(form)
    crowd.village.fill(JONAS, form, answer_1="on second thought")
    crowd.closes()
    (digest,) = crowd.village.thread(crowd.roots()[0].id)
    assert sorted(text for text, _ in quoted(digest)) == sorted([*said[1:], "on second thought"])


def test_only_who_did_nothing_is_reminded_of_an_anonymous_round(crowd: Practice) -> None:
    crowd.opens(**ANONYMOUS)
    answer_all(crowd, 5)
    crowd.closes()
    assert not any("Still open" in words(post) for post in crowd.village.private(JONAS))
    assert any("Still open" in words(post) for post in crowd.village.private(IRIS))


def test_a_late_anonymous_answer_is_stored_nowhere(crowd: Practice) -> None:
    crowd.opens(**ANONYMOUS)
    form = crowd.village.press(JONAS, crowd.asked(JONAS), "Answer")
    crowd.closes()
    assert isinstance(crowd.village.fill(JONAS, form, answer_1=SECRET), RefuseForm)
    assert SECRET not in everything_said(crowd)


def test_answers_to_several_anonymous_questions_are_shuffled_apart(crowd: Practice) -> None:
    crowd.opens(question_2="And what was hard?", **ANONYMOUS)
    for number, person in enumerate(PEOPLE):
        crowd.answers(person, f"tried {number}", answer_2=f"hard {number}")
    crowd.closes()
    tried, hard = crowd.village.thread(crowd.roots()[0].id)
    assert len(quoted(tried)) == len(quoted(hard)) == 7
    round_ = the_round(crowd, crowd.roots()[0])
    voices = crowd.village.within(lambda unit: unit.sessions.voices(round_.id, 1))
    assert len({voice.id for voice in voices}) == 14


def test_a_question_that_fewer_than_five_answered_shows_nothing_although_the_round_has_enough(crowd: Practice) -> None:
    crowd.opens(question_2="And what was hard?", **ANONYMOUS)
    for number, person in enumerate(PEOPLE):
        crowd.answers(person, f"tried {number}", answer_2=SECRET if number < 4 else "")
    crowd.closes()
    (root,) = crowd.roots()
    tried, hard = crowd.village.thread(root.id)
    assert len(quoted(tried)) == 7
    assert "Fewer than 5 people answered this question" in words(hard)
    assert SECRET not in everything_said(crowd)
    round_ = the_round(crowd, root)
    kept = crowd.village.within(lambda unit: unit.sessions.voices(round_.id, 1))
    assert {voice.question for voice in kept} == {0}


@pytest.mark.parametrize("number", [3, 7, 40])
def test_after_the_close_the_database_itself_can_not_tell_who_said_what(number: int) -> None:
    people = [*PEOPLE, *(someone(f"Person{each}") for each in range(number))][:number]
    with practising([person for person in people if person is not NOOR]) as practice:
        practice.opens(**ANONYMOUS)
        shuffled = random.Random(number).sample(people, len(people))
        for place, person in enumerate(shuffled):
            practice.answers(person, f"what number {place} said. " + "x" * 200, few=("dropped",))
        session, step = practice.village.within(the_open_round)
        key = step.key or ""
        ids = practice.village.within(lambda unit: [one.id for one in unit.people.members(unit.community.id)])
        markers = [marker(step, one) for one in ids]
        before = practice.village.within(lambda unit: unit.sessions.gathered(session.id, 1))
        assert {given.marker for given in before} == set(markers)
        ciphers = [row[0] for row in rows(practice.village.store_path, "SELECT contribution FROM session_givings")]
        ciphers += [row[0] for row in rows(practice.village.store_path, "SELECT course FROM sessions")]
        assert len(ciphers) == number + 1
        files = b"".join(database_files(practice.village.store_path))
        assert all(any(part in files for part in parts(trace)) for trace in (*markers, *ciphers))
        practice.closes()
        files = b"".join(database_files(practice.village.store_path))
        assert not [marker for marker in markers if marker.encode() in files]
        assert not [cipher for cipher in ciphers if any(part in files for part in parts(cipher))]
        assert key
        assert key.encode() not in files
        assert rows(practice.village.store_path, "SELECT count(*) FROM session_givings") == [(0,)]


def test_who_took_part_in_an_anonymous_round_can_not_be_told_afterwards(crowd: Practice) -> None:
    """Who was only asked, who answered, and who came in to answer: of all, nothing stays."""
    crowd.opens(**ANONYMOUS)
    late = someone("Late")
    crowd.village.join(late)
    answer_all(crowd, 5)
    crowd.village.fill(late, crowd.village.press(late, crowd.village.command(late, "check-in"), "Answer"), answer_1="x")
    crowd.closes()
    round_ = the_round(crowd, crowd.roots()[0])
    path, traces = crowd.village.store_path, f"session/{round_.id}/"
    for table in ("posted", "outbox"):
        kept = [row[0] for row in rows(path, f"SELECT key FROM {table} WHERE key IS NOT NULL") if traces in row[0]]
        assert {key.removeprefix(traces).partition("/")[0] for key in kept} == {"card"}
    log = crowd.village.within(lambda unit: [(line.what, line.by) for line in unit.sessions.log(round_.id)])
    assert {by for _, by in log} == {None}


def test_what_is_kept_of_an_anonymous_answer_has_no_time_and_no_author(crowd: Practice) -> None:
    crowd.opens(**ANONYMOUS)
    answer_all(crowd, 5)
    crowd.closes()
    columns = [row[1] for row in rows(crowd.village.store_path, "PRAGMA table_info(session_voices)")]
    assert columns == ["community_id", "session_id", "step", "id", "question", "text", "version"]
    assert rows(crowd.village.store_path, "SELECT DISTINCT version FROM session_voices") == [(1,)]


def answer_all(practice: Practice, count: int) -> list[str]:
    """The first so many after Noor answer; returns what they said."""
    said = {
        person: f"this is what {number} thought"
        for number, person in enumerate((JONAS, MARTA, CAMILLE, YUSUF, NOOR)[:count])
    }
    for person, text in said.items():
        practice.answers(person, text)
    return list(said.values())


def quoted(post: Post) -> list[tuple[Any, ...]]:
    assert isinstance(post.message, Card)
    return [(block.text, block.by) for block in post.message.body if isinstance(block, Quote)]


def the_round(practice: Practice, root: Post) -> Session:
    identity = (root.key or "").split("/")[1]
    found = practice.village.within(lambda unit: unit.sessions.get(identity))
    assert found
    return found


def the_open_round(work: SessionWork) -> tuple[Session, Step]:
    (session,) = work.sessions.under_way()
    assert session.course.step
    return session, session.course.step


def database_files(path: Path) -> Iterator[bytes]:
    yield from (each.read_bytes() for each in path.parent.glob(f"{path.name}*"))


def parts(trace: str) -> list[bytes]:
    """What of a long one stands together in a page of the file, somewhere."""
    return [trace[start : start + 64].encode() for start in range(0, len(trace) - 63, 64)]


def rows(path: Path, query: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(query).fetchall()
