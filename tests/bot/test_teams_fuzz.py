"""Whatever Teams, or somebody with a card in hand, sends: an answer below 500, and nothing that was not handled."""

import copy
import http.client
import json
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from adapters.border import clean
from adapters.teams import hidden
from adapters.teams.hidden import OpenedForm
from adapters.teams.seals import Seals
from bot.capabilities import repertoire
from facilitation.messages import Form, Subject, TextInput
from tests.adapters.teams.payloads import NAMES, load
from tests.bot.process import KEY, environment
from tests.emulators import bot_connector
from tests.emulators.bot_connector import BotConnector
from tests.emulators.teams_identity import token

Json = dict[str, Any]
SEALS = Seals(KEY)
KNOWN = repertoire()
BUTTONS = sorted({*KNOWN.buttons, "say", "unknown"})
FORMS = sorted({*KNOWN.forms, "unknown"})
SHORTCUTS = sorted({*KNOWN.shortcuts, "askCommunity", "saveToKnowledge", "unknown"})
TEXT = st.one_of(
    st.text(max_size=20),
    st.sampled_from(["", "\x00", "\ud800", "\u202e", "|", "a|b|c", "-1", "9" * 40, "2026-02-30", "25:61", "x" * 5000]),
)
JUNK = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), TEXT),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(TEXT, inner, max_size=3)),
    max_leaves=6,
)


@dataclass
class Border:
    connector: BotConnector
    port: int
    log: Path

    def send(self, activity: Json) -> int:
        """As Teams would, signed."""
        service = self.connector.service_url
        headers = {"Authorization": f"Bearer {token(self.connector.app_id, service)}"}
        body = json.dumps({**activity, "serviceUrl": service}, default=str)
        called = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            called.request("POST", "/api/messages", body, headers)
            return called.getresponse().status
        finally:
            called.close()

    def complaints(self) -> list[str]:
        return [line for line in self.log.read_text().splitlines() if "Traceback" in line or "not_handled" in line]


@pytest.fixture(scope="module")
def border(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Border]:
    folder = tmp_path_factory.mktemp("border")
    log = folder / "log"
    with bot_connector.running() as connector:
        given = {
            **connector.environment,
            "DATABASE_URL": f"sqlite:///{folder}/kring.sqlite3",
            "KRING_SECRET_KEY": KEY,
            "KRING_PLAYGROUND": "off",
            "KRING_PORT": "0",
        }
        with log.open("w") as told:
            command = [sys.executable, "-P", "-m", "bot", "run"]
            process = subprocess.Popen(command, env=environment(given), stdout=told, stderr=told)
            try:
                yield Border(connector, _port(log), log)
            finally:
                process.terminate()
                process.wait(20)


def _port(log: Path) -> int:
    for _ in range(400):
        for line in log.read_text().splitlines():
            if line.startswith("{") and json.loads(line).get("event") == "started":
                return int(json.loads(line)["port"])
        time.sleep(0.05)
    raise AssertionError(log.read_text())


def _spots(node: Any) -> Iterator[tuple[Any, Any]]:
    for key in list(node) if isinstance(node, dict) else range(len(node)):
        yield node, key
        if isinstance(node[key], dict | list):
            yield from _spots(node[key])


@st.composite
def damaged(draw: st.DrawFn) -> Json:
    """A recorded activity with some of it gone, or something else in its place."""
    payload = copy.deepcopy(load(draw(st.sampled_from(NAMES))))
    spots = list(_spots(payload))
    for _ in range(draw(st.integers(1, 4))):
        holder, key = draw(st.sampled_from(spots))
        if draw(st.booleans()) or isinstance(holder, list):
            holder[key] = draw(JUNK)
        else:
            holder.pop(key, None)
    return payload


@st.composite
def pressed(draw: st.DrawFn) -> Json:
    """Any button or form, about anything, as if Kring had made it."""
    subject = Subject.decode(clean(draw(TEXT)))
    if draw(st.booleans()):
        data = hidden.of_button(draw(st.sampled_from(BUTTONS)), subject, draw(TEXT))
    else:
        names = draw(st.lists(st.sampled_from(["name", "zone", "text", "channel", "pause", "words", "x"]), max_size=4))
        inputs = tuple(TextInput(name, "label") for name in dict.fromkeys(names))
        form = Form("t", draw(st.sampled_from(FORMS)), "s", inputs, subject=subject)
        data = hidden.of_form(OpenedForm(form, draw(TEXT)))
        data |= {name: draw(JUNK) for name in names}
    data = SEALS.put(data)
    value: Json = {"data": data}
    values = {"execute": {"action": {"type": "Action.Execute", **value}}, "press_as_message": data}
    name = draw(st.sampled_from(["execute", "task_fetch", "task_submit", "press_as_message"]))
    return {**load(name), "value": values.get(name, value), "id": draw(st.uuids()).hex}


@st.composite
def said(draw: st.DrawFn) -> Json:
    """A verb with anything after it, or a command of the message menu on anything."""
    if draw(st.booleans()):
        verb = draw(st.sampled_from([verb.name for _, verb in KNOWN.verbs()] + ["home", "help"]))
        return {**load("personal_message"), "text": f"{verb} {draw(TEXT)}", "id": draw(st.uuids()).hex}
    payload = copy.deepcopy(load("shortcut_on_root"))
    payload["value"]["commandId"] = draw(st.sampled_from(SHORTCUTS))
    payload["value"]["messagePayload"]["body"]["content"] = draw(TEXT)
    return {**payload, "id": draw(st.uuids()).hex}


@settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))
@given(activity=st.one_of(damaged(), pressed(), said()))
def test_no_activity_makes_kring_stumble(border: Border, activity: Json) -> None:
    assert border.send(activity) < 500


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(body=st.one_of(st.binary(max_size=200), JUNK.map(lambda junk: json.dumps(junk).encode())), header=TEXT)
def test_no_body_and_no_header_make_it_stumble(border: Border, body: bytes, header: str) -> None:
    shown = "".join(each for each in header if each.isascii() and each.isprintable())
    good = token(border.connector.app_id, border.connector.service_url)
    called = http.client.HTTPConnection("127.0.0.1", border.port, timeout=10)
    for authorization, refused in ((f"Bearer {good}", (400, 401)), (f"Bearer {shown}", (401,)), (shown, (401,))):
        called.request("POST", "/api/messages", body, {"Authorization": authorization})
        answer = called.getresponse()
        answer.read()
        assert answer.status in refused
    called.close()


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(body=st.one_of(st.binary(max_size=200), JUNK.map(lambda junk: json.dumps(junk).encode())), shown=TEXT)
def test_nothing_that_is_sent_to_the_tab_makes_it_stumble(border: Border, body: bytes, shown: str) -> None:
    bearer = "".join(each for each in shown if each.isascii() and each.isprintable())
    called = http.client.HTTPConnection("127.0.0.1", border.port, timeout=10)
    for what in ("view", "act"):
        for given_by in ({"Authorization": f"Bearer {bearer}"}, {"Cookie": f"kring_handbook={bearer}"}):
            called.request("POST", f"/teams/home/{what}", body, given_by)
            answer = called.getresponse()
            answer.read()
            assert answer.status in (400, 401)
    called.close()


def test_all_of_it_was_handled_without_a_complaint(border: Border) -> None:
    assert border.complaints() == []
