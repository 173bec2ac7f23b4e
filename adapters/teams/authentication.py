"""Who knocks: only the Bot Framework, speaking for Teams, to this bot.

The SDK's validation is used on its own, before anything else is done with a request. Its own reading of
Microsoft's signing keys is not: that blocks the loop without a time-out and misses a new key for a day.
"""

import asyncio
import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from http import HTTPStatus
from typing import Any, Protocol

import aiohttp
from botframework.connector.auth import AuthenticationConstants, ChannelValidation, ClaimsIdentity
from botframework.connector.auth.jwt_token_extractor import JwtTokenExtractor
from jwt.algorithms import RSAAlgorithm
from jwt.exceptions import PyJWTError

TEAMS = "msteams"
METADATA = AuthenticationConstants.TO_BOT_FROM_CHANNEL_OPENID_METADATA_URL
KEEP = timedelta(hours=12)  # Microsoft asks to look at least once a day
LOOK_AGAIN = timedelta(seconds=30)  # at the soonest, when a token names a key that is not there
WITHIN = aiohttp.ClientTimeout(total=10)  # seconds


class NotAdmitted(Exception):
    """The token is missing, or not good. The message says nothing of the token's contents."""


class KeysUnreachable(Exception):
    """Microsoft's signing keys can't be had just now, so nobody can be recognised."""


@dataclass(frozen=True, slots=True)
class SigningKey:
    public_key: Any
    endorsements: list[str]


class SigningKeys:
    """The keys of an OpenID metadata document; looked up when old, or when an unknown one is named."""

    def __init__(self, url: str, session: aiohttp.ClientSession) -> None:
        self._url, self._session = url, session
        self._keys: Mapping[str, SigningKey] = {}
        self._read_at: float | None = None
        self._failed_at = 0.0
        self._reading = asyncio.Lock()
        self.problem: str | None = None

    async def get(self, key_id: str | None) -> SigningKey:
        """Raises: NotAdmitted, KeysUnreachable."""
        if self._older_than(KEEP):
            await self.read(KEEP)
        if key_id not in self._keys:
            await self.read(LOOK_AGAIN)
        key = self._keys.get(key_id or "")
        if key is None or TEAMS not in key.endorsements:
            raise NotAdmitted("no such key, or not one for Teams")
        return key

    async def read(self, when_older_than: timedelta) -> None:
        """Raises: KeysUnreachable, unless there are keys to go on with."""
        asked_at = time.monotonic()
        async with self._reading:
            if self._failed_at > asked_at and not self._keys:
                raise KeysUnreachable("just asked")
            if not self._older_than(when_older_than):
                return
            try:
                document = await self._fetch(self._url)
                keys = await self._fetch(str(document.get("jwks_uri")))
                self._keys = dict(_key(each) for each in _listed(keys))
            except (aiohttp.ClientError, TimeoutError, ValueError, KeyError, TypeError, PyJWTError) as error:
                self.problem, self._failed_at = "Microsoft's signing keys cannot be reached", time.monotonic()
                if not self._keys:
                    raise KeysUnreachable(type(error).__name__) from error
            else:
                self.problem = None
            self._read_at = time.monotonic()

    def _older_than(self, age: timedelta) -> bool:
        return self._read_at is None or time.monotonic() - self._read_at > age.total_seconds()

    async def _fetch(self, url: str) -> Mapping[str, object]:
        async with self._session.get(url, timeout=WITHIN, allow_redirects=False) as response:
            if response.status != HTTPStatus.OK:
                raise ValueError(f"answered {response.status}")
            answer = await response.json(content_type=None)
        if not isinstance(answer, dict):
            raise TypeError("not an object")
        return answer


class Bots(Protocol):
    """The bots that Kring is."""

    def has(self, app_id: str) -> bool: ...


@dataclass(frozen=True, slots=True)
class _Audience:
    """What of the SDK's `CredentialProvider` is asked when a token is looked at."""

    bots: Bots

    async def is_valid_appid(self, app_id: str) -> bool:
        return self.bots.has(app_id)


class Door:
    """Lets in what the Bot Framework signed for a bot of Kring's."""

    def __init__(self, bots: Bots, keys: SigningKeys) -> None:
        self._audience = _Audience(bots)
        self._extractor = JwtTokenExtractor(
            ChannelValidation.TO_BOT_FROM_CHANNEL_TOKEN_VALIDATION_PARAMETERS,
            METADATA,
            AuthenticationConstants.ALLOWED_SIGNING_ALGORITHMS,
        )
        self._extractor.open_id_metadata = keys

    async def admit(self, header: str) -> ClaimsIdentity:
        """The claims of a good token. Raises: NotAdmitted, KeysUnreachable."""
        try:
            identity = await self._extractor.get_identity_from_auth_header(header, TEAMS)
            await ChannelValidation.validate_identity(identity, self._audience)
        except KeysUnreachable:
            raise
        except Exception as error:
            raise NotAdmitted(type(error).__name__) from error
        if identity.get_claim_value("exp") is None:
            raise NotAdmitted("a token that never ends")
        return identity


def bot_of(identity: ClaimsIdentity) -> str:
    """For which of Kring's bots the token was made."""
    return str(identity.get_claim_value(AuthenticationConstants.AUDIENCE_CLAIM))


def speaks_for(identity: ClaimsIdentity, service_url: object) -> bool:
    """Whether the token was made for the service that the activity names."""
    claimed = identity.get_claim_value(ChannelValidation.SERVICE_URL_CLAIM)
    return bool(service_url) and claimed == service_url


def _listed(document: Mapping[str, object]) -> list[dict[str, object]]:
    keys = document["keys"]
    if not isinstance(keys, list):
        raise TypeError("no list of keys")
    return [each for each in keys if isinstance(each, dict) and each.get("kty") == "RSA"]


def _key(described: dict[str, object]) -> tuple[str, SigningKey]:
    endorsements = described.get("endorsements")
    told = [str(each) for each in endorsements] if isinstance(endorsements, list) else []
    return str(described["kid"]), SigningKey(RSAAlgorithm.from_jwk(dict(described)), told)
