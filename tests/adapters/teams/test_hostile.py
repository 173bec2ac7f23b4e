"""Activities that Teams would hardly send: read in a moment, whatever they hold."""

import time
from datetime import UTC, datetime

import pytest

from adapters.teams.incoming import to_events
from adapters.teams.plain import from_html
from facilitation.events import CommandGiven, ReactionAdded

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
A_MOMENT = 0.5  # seconds; Python's own HTML parser takes minutes over some of these


def activity(**more: object) -> dict[str, object]:
    return {
        "type": "message",
        "id": "1",
        "channelData": {"tenant": {"id": "t"}},
        "from": {"id": "29:u"},
        "recipient": {"id": "28:b"},
        "conversation": {"id": "a:1", "conversationType": "personal"},
        **more,
    }


@pytest.mark.parametrize(
    "piece",
    ["<a", "<a ", "<!", "<!--", "</", "<?", "<a b='", '<a b="', "<![CDATA[", "&", "&#", "<style></", "<li>", "<>"],
)
def test_no_markup_takes_longer_than_a_moment(piece: str) -> None:
    begun = time.perf_counter()
    from_html(piece * (200_000 // len(piece)))
    assert time.perf_counter() - begun < A_MOMENT


@pytest.mark.parametrize(
    ("markup", "read"),
    [
        ("<p title='a &gt; b > c'>one</p><p>two</p>", "one\ntwo"),
        ("<IMG ALT='a &amp; b' src=x>", "a & b"),
        ("<img src=x alt=cat>", "cat"),
        ('<emoji id="1" alt="🙂" title="alt"></emoji>', "🙂"),
        ("a<!-- unseen -->b<!doctype html><?xml?>", "ab"),
        ("1 < 2 and 3 > 2", "1 < 2 and 3 > 2"),
        ("<at>Kring</at>&nbsp;x&#55296;&#0;&lt;script&gt;", "@Kring x\ufffd\ufffd<script>"),
        ("<ul><li>a</li><li>b</li></ul>c", "- a\n- b\nc"),
        ("an <unfinished 'tag", "an <unfinished 'tag"),
    ],
)
def test_markup_is_read_as_people_see_it(markup: str, read: str) -> None:
    assert from_html(markup) == read


@pytest.mark.parametrize("told", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00", "never"])
def test_a_time_beyond_time_is_the_time_it_came(told: str) -> None:
    (event,) = to_events(activity(timestamp=told, text="help"), NOW)
    assert isinstance(event, CommandGiven)
    assert event.at == NOW


@pytest.mark.parametrize("name", ["d800_x", "d83d-dc4d_y", "0000_z"])
def test_a_reaction_that_is_no_character_is_nothing(name: str) -> None:
    told = activity(type="messageReaction", replyToId="1", reactionsAdded=[{"type": name}])
    (event,) = to_events(told, NOW)
    assert isinstance(event, ReactionAdded)
    assert event.emoji == ""
