"""To whom Kring shows its token."""

from dataclasses import replace

import pytest

from adapters.teams.connection import TeamsConnection
from adapters.teams.hosts import ServiceHosts
from facilitation.messages import Notice
from facilitation.people import Address, PlaceRef, WorkspaceId
from facilitation.ports.platform import (
    Outgoing,
    Unsupported,
)
from tests.emulators.bot_connector import BotConnector
from tests.emulators.teams_tenant import BOT, CRAFT, PEOPLE, TENANT, Channel

WORKSPACE = WorkspaceId(f"teams:{TENANT}")
ANNA, BRAM = PEOPLE[:2]
SAID = Notice("Hello")


def _address(connector: BotConnector) -> Address:
    return {"service_url": connector.service_url, "tenant": TENANT, "bot": BOT}


def _to_channel(connector: BotConnector, channel: Channel = CRAFT, thread: str | None = None) -> Outgoing:
    return Outgoing(id="o1", to=PlaceRef(WORKSPACE, channel.id, thread), message=SAID, address=_address(connector))


@pytest.mark.parametrize(
    "url",
    [
        "https://example.com/",
        "http://smba.trafficmanager.net/",
        "https://smba.trafficmanager.net.example.com/",
        "https://evil.trafficmanager.net/",
        "https://smba.trafficmanager.net@example.com/",
        "https://user:pass@smba.trafficmanager.net/",
        "ftp://smba.trafficmanager.net/",
        "//smba.trafficmanager.net/",
        "https://smba.trafficmanager.net:x/",
        "https://[::1/",
        "http://localhost/",
        "",
    ],
)
async def test_the_token_goes_to_microsoft_only(kring: TeamsConnection, connector: BotConnector, url: str) -> None:
    assert not ServiceHosts().allow(url)
    out = replace(_to_channel(connector), address={**_address(connector), "service_url": url or "x"})
    with pytest.raises(Unsupported):
        await kring.platform.send(out)
    assert connector.calls == []


@pytest.mark.parametrize("url", ["https://smba.trafficmanager.net/emea/", "https://SMBA.trafficmanager.net:443/teams"])
def test_microsofts_own_hosts_get_it(url: str) -> None:
    assert ServiceHosts().allow(url)


def test_a_further_host_needs_https_unless_it_is_this_machine() -> None:
    hosts = ServiceHosts(["proxy.example.com", "127.0.0.1", "::1"])
    assert hosts.allow("https://proxy.example.com/")
    assert not hosts.allow("http://proxy.example.com/")
    assert hosts.allow("http://127.0.0.1:4000/")
    assert hosts.allow("http://[::1]:4000/")
