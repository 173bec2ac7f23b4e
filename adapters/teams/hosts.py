"""Which hosts may get Kring's token. An activity names the service to answer to; only Microsoft's are believed."""

from collections.abc import Iterable
from urllib.parse import urlsplit

from adapters.loopback import is_loopback

# learn.microsoft.com, Teams "Send proactive messages": the public cloud, GCC, GCC High, DoD.
MICROSOFT = frozenset(
    {
        "smba.trafficmanager.net",
        "smba.infra.gcc.teams.microsoft.com",
        "smba.infra.gov.teams.microsoft.us",
        "smba.infra.dod.teams.microsoft.us",
    }
)
PUBLIC_CLOUD = "https://smba.trafficmanager.net/teams/"


class ServiceHosts:
    """Microsoft's, and those the settings add. Without https only the machine itself, when it was added."""

    def __init__(self, more: Iterable[str] = ()) -> None:
        self._hosts = MICROSOFT | {host.strip().lower() for host in more if host.strip()}

    def allow(self, url: str) -> bool:
        try:
            parted = urlsplit(url)
            host, _ = (parted.hostname or "").lower(), parted.port
        except ValueError:
            return False
        if host not in self._hosts or parted.username or parted.password:
            return False
        return parted.scheme == "https" or (parted.scheme == "http" and is_loopback(host))
