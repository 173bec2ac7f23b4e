"""Who comes and goes, and activities that are odd, old or damaged."""

import copy
import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from adapters.teams.incoming import Malformed, to_events
from facilitation.events import (
    MemberJoined,
    MemberLeft,
    PlaceClosed,
)
from tests.adapters.teams.payloads import (
    MEGAN,
    NAMES,
    OLO,
    RECEIVED,
    WORKSPACE,
    events,
    load,
    only,
    place,
)


def test_kring_comes_to_the_channel_that_was_picked() -> None:
    event = only("kring_added_to_team")
    assert isinstance(event, MemberJoined)
    assert (event.is_kring, event.place and event.place.ref, event.by.ref.user) == (True, place(), MEGAN)


def test_several_people_join_at_once() -> None:
    joined = [event for event in events("members_added") if isinstance(event, MemberJoined)]
    assert [event.by.ref.user[:6] for event in joined] == [OLO[:6], "29:1Gc"]
    assert not any(event.is_kring for event in joined)


def test_kring_is_told_apart_when_it_leaves() -> None:
    kring, person = only("kring_removed_from_team"), only("member_removed")
    assert isinstance(kring, MemberLeft)
    assert isinstance(person, MemberLeft)
    assert (kring.is_kring, person.is_kring, person.by.ref.user) == (True, False, OLO)


def test_a_deleted_channel_is_closed() -> None:
    event = only("channel_deleted")
    assert isinstance(event, PlaceClosed)
    assert (event.place.ref, event.place.name) == (place(), "Craft")


@pytest.mark.parametrize("field", ["tenant", "channelData"])
def test_without_a_tenant_in_the_channel_data_the_conversations_own_is_taken(field: str) -> None:
    payload = load("thread_message")
    (payload if field == "channelData" else payload["channelData"]).pop(field)
    assert [event.workspace for event in to_events(payload, RECEIVED)] == [WORKSPACE]


def test_without_any_tenant_nothing_happened() -> None:
    payload = load("personal_message")
    del payload["channelData"]["tenant"], payload["conversation"]["tenantId"]
    assert to_events(payload, RECEIVED) == ()


@pytest.mark.parametrize("told", ["", "yesterday", "2026-03-02T09:30:07"])
def test_a_time_that_is_not_told_is_the_time_it_was_received(told: str) -> None:
    payload = load("personal_message") | {"timestamp": told}
    (event,) = to_events(payload, RECEIVED)
    assert event.at == (RECEIVED if told != "2026-03-02T09:30:07" else datetime(2026, 3, 2, 9, 30, 7, tzinfo=UTC))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("execute", None),
        ("execute", {}),
        ("execute", {"action": "x"}),
        ("execute", {"action": {"data": {"kring": "x"}}}),
        ("execute", {"action": {"data": {"kring": {"action": 3}}}}),
        ("task_fetch", {"data": []}),
        ("task_submit", {"data": {"kring": {"form": "not base64"}}}),
        ("task_submit", {"data": {"kring": {"form": "eJwDAAAAAAE="}}}),
        ("shortcut_on_root", {"commandId": "ask"}),
        ("shortcut_on_root", {"messagePayload": {"id": "1"}}),
    ],
)
def test_an_invoke_that_is_not_ours_is_malformed(name: str, value: object) -> None:
    with pytest.raises(Malformed):
        to_events(load(name) | {"value": value}, RECEIVED)


JUNK: st.SearchStrategy[object] = st.one_of(
    st.none(), st.integers(), st.text(max_size=5), st.lists(st.none(), max_size=2), st.just({})
)


@pytest.mark.parametrize("name", NAMES)
@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_a_damaged_payload_is_an_event_or_malformed_and_never_worse(name: str, data: st.DataObject) -> None:
    payload = load(name)
    spots = list(_spots(payload))
    for _ in range(data.draw(st.integers(1, 3))):
        holder, key = data.draw(st.sampled_from(spots))
        if data.draw(st.booleans()):
            holder[key] = data.draw(JUNK)
        elif isinstance(holder, dict):
            holder.pop(key, None)
    try:
        found = to_events(copy.deepcopy(payload), RECEIVED)
    except Malformed:
        return
    json.dumps([event.delivery_id for event in found])


def _spots(node: Any) -> Iterator[tuple[Any, Any]]:
    keys = list(node) if isinstance(node, dict) else list(range(len(node)))
    for key in keys:
        yield node, key
        if isinstance(node[key], dict | list):
            yield from _spots(node[key])
