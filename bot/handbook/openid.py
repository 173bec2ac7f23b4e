"""Signing in with OpenID Connect Core 1.0: the code flow, with PKCE (RFC 7636) where a provider takes it.

Over the HTTP client and the JWT library that Kring has for its platforms anyway.
"""

import hmac
import secrets
import time
from base64 import urlsafe_b64encode
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256
from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode

import aiohttp
import jwt
from jwt.exceptions import PyJWTError

WITHIN = aiohttp.ClientTimeout(total=10)  # seconds
KEPT = timedelta(hours=12).total_seconds()  # a provider's description and keys
ASKED_AT_MOST = 30.0  # seconds between two looks for keys that strangers' tokens name
LEEWAY = 60  # seconds that clocks may differ
REQUIRED = ["iss", "aud", "exp", "iat", "sub"]
LONGEST = 256 * 1024  # bytes of an answer; a provider's keys are a few kB


class NotSignedIn(Exception):
    """What came back is not good. The message says nothing of its contents."""


class Unreachable(Exception):
    """The provider can't be asked just now."""


@dataclass(frozen=True, slots=True)
class Provider:
    """Where accounts of one platform are known. `workspace` and `user`: the claims that name an account there.

    `takes_proof`: by PKCE, that whoever brings a code is who set out for it. `tenant`: the only workspace of which it
    is asked; "" where it knows several. `title`: what people call that one; "" for the settings' own.
    """

    name: str
    issuer: str
    client_id: str
    client_secret: str
    workspace: str
    user: str
    scope: str
    takes_proof: bool
    tenant: str = ""
    title: str = ""

    def account(self, claims: Mapping[str, object]) -> tuple[str, str]:
        """The platform's workspace, and who it is there. Raises: NotSignedIn."""
        workspace, user = claims.get(self.workspace), claims.get(self.user)
        if not isinstance(workspace, str) or not isinstance(user, str) or not workspace or not user:
            raise NotSignedIn("no account is named")
        if self.tenant and workspace != self.tenant:
            raise NotSignedIn("of another organisation")
        return workspace, user


@dataclass(frozen=True, slots=True)
class Attempt:
    """What only the browser that set out, and the provider, know of one signing-in."""

    state: str
    nonce: str
    verifier: str

    @classmethod
    def begun(cls) -> "Attempt":
        return cls(*(secrets.token_urlsafe(32) for _ in range(3)))

    @property
    def challenge(self) -> str:
        return urlsafe_b64encode(sha256(self.verifier.encode()).digest()).rstrip(b"=").decode()


@dataclass(frozen=True, slots=True)
class Described:
    """A provider, by its own description (OpenID Connect Discovery 1.0) and keys, as read at some moment."""

    issuer: str
    authorize: str
    token: str
    keys: Sequence[Mapping[str, Any]]
    read_at: float


class OpenId:
    """One provider. `back`: where it sends browsers back to."""

    def __init__(self, provider: Provider, back: str) -> None:
        self.provider = provider
        self._back = back
        self._known: Described | None = None

    async def address(self, attempt: Attempt) -> str:
        """Where a browser is sent. Raises: Unreachable."""
        described = await self._described()
        asked = {
            "response_type": "code",
            "client_id": self.provider.client_id,
            "redirect_uri": self._back,
            "scope": self.provider.scope,
            "state": attempt.state,
            "nonce": attempt.nonce,
        }
        if self.provider.takes_proof:
            asked |= {"code_challenge": attempt.challenge, "code_challenge_method": "S256"}
        return f"{described.authorize}{'&' if '?' in described.authorize else '?'}{urlencode(asked)}"

    async def claims(self, code: str, attempt: Attempt) -> Mapping[str, object]:
        """What the provider says of whoever comes back. Raises: NotSignedIn, Unreachable."""
        described = await self._described()
        given = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": self._back,
            "client_id": self.provider.client_id,
            "client_secret": self.provider.client_secret,
        }
        if self.provider.takes_proof:
            given["code_verifier"] = attempt.verifier
        async with aiohttp.ClientSession(timeout=WITHIN) as session:
            answer = await _asked(session, "POST", described.token, data=given)
        token = answer.get("id_token")
        if not isinstance(token, str):
            raise NotSignedIn("no token came back")
        claims = self._verified(token, await self._key(token))
        if not hmac.compare_digest(str(claims.get("nonce", "")).encode(), attempt.nonce.encode()):
            raise NotSignedIn("made for another attempt")
        return claims

    async def presented(self, token: str, parties: Collection[str], scope: str) -> Mapping[str, object]:
        """What a token says that one of these programs got for this client. Raises: NotSignedIn, Unreachable."""
        claims = self._decoded(token, await self._key(token, ASKED_AT_MOST))
        if claims.get("azp") not in parties or scope not in str(claims.get("scp", "")).split():
            raise NotSignedIn("asked for by another program, or for something else")
        return claims

    def _verified(self, token: str, key: Mapping[str, Any]) -> Mapping[str, object]:
        """Raises: NotSignedIn."""
        claims, client = self._decoded(token, key), self.provider.client_id
        audience = claims["aud"]
        if claims.get("azp", client) != client or (isinstance(audience, list) and audience != [client]):
            raise NotSignedIn("made for somebody else as well")
        return claims

    def _decoded(self, token: str, key: Mapping[str, Any]) -> Mapping[str, object]:
        """Raises: NotSignedIn."""
        known, client = self._known, self.provider.client_id
        try:
            claims: dict[str, object] = jwt.decode(
                token,
                jwt.PyJWK(dict(key), algorithm="RS256"),
                algorithms=["RS256"],
                audience=client,
                issuer=known.issuer if known else self.provider.issuer,
                leeway=LEEWAY,
                options={"require": REQUIRED},
            )
        except (PyJWTError, ValueError, TypeError) as error:
            raise NotSignedIn(type(error).__name__) from error
        return claims

    async def _key(self, token: str, spared: float = 0.0) -> Mapping[str, Any]:
        """The one that the token names; looked for anew when it is not known, and was not so many seconds ago.

        Raises: NotSignedIn, Unreachable.
        """
        try:
            named = jwt.get_unverified_header(token).get("kid")
        except PyJWTError as error:
            raise NotSignedIn(type(error).__name__) from error
        for again in (False, True):
            if again and self._known and time.monotonic() - self._known.read_at < spared:
                break
            found = [each for each in (await self._described(again=again)).keys if each.get("kid") == named]
            if found:
                return found[0]
        raise NotSignedIn("no such key")

    async def _described(self, *, again: bool = False) -> Described:
        """Raises: Unreachable."""
        known = self._known
        if known is None or again or time.monotonic() - known.read_at > KEPT:
            known = self._known = await self._read()
        return known

    async def _read(self) -> Described:
        issuer = self.provider.issuer
        async with aiohttp.ClientSession(timeout=WITHIN) as session:
            told = await _asked(session, "GET", f"{issuer.rstrip('/')}/.well-known/openid-configuration")
            if str(told.get("issuer", "")).rstrip("/") != issuer.rstrip("/"):
                raise Unreachable("it says it is somebody else")
            keys = (await _asked(session, "GET", str(told.get("jwks_uri")))).get("keys")
        listed = [each for each in keys if isinstance(each, dict)] if isinstance(keys, list) else []
        where = (str(told.get("authorization_endpoint", "")), str(told.get("token_endpoint", "")))
        if not all(where):
            raise Unreachable("it does not say where")
        return Described(str(told["issuer"]), *where, listed, time.monotonic())


async def _asked(session: aiohttp.ClientSession, method: str, url: str, **more: Any) -> Mapping[str, object]:
    """Raises: Unreachable, NotSignedIn when what was sent is refused."""
    try:
        async with session.request(method, url, allow_redirects=False, **more) as response:
            if HTTPStatus.BAD_REQUEST <= response.status < HTTPStatus.INTERNAL_SERVER_ERROR and method == "POST":
                raise NotSignedIn("refused")
            if response.status != HTTPStatus.OK or (response.content_length or 0) > LONGEST:
                raise Unreachable(f"answered {response.status}")
            answer = await response.json(content_type=None)
    except (aiohttp.ClientError, TimeoutError, ValueError) as error:
        raise Unreachable(type(error).__name__) from error
    if not isinstance(answer, dict):
        raise Unreachable("not an object")
    return answer
