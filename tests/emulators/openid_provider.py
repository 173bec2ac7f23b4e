"""A small OpenID provider: it asks nobody anything, and says of whoever comes what a test would have it say."""

import base64
import contextlib
import hashlib
import socket
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
import uvicorn
from cryptography.hazmat.primitives.asymmetric import rsa
from jwt.algorithms import RSAAlgorithm
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

Json = dict[str, Any]

PATIENCE = 10.0  # seconds
CLIENT, SECRET = "a-client", "a-client-secret"
KEYS = {name: rsa.generate_private_key(public_exponent=65537, key_size=2048) for name in ("one", "two", "strange")}


@dataclass
class OpenIdProvider:
    """`says`: the claims, put over the usual ones; None takes one away. `signs`: with which key, under which name."""

    url: str
    says: Json = field(default_factory=dict)
    signs: tuple[str, str] = ("one", "one")
    listed: tuple[str, ...] = ("one",)
    issuer: str = ""
    algorithm: str = "RS256"
    answers: int = 200
    token: str | None = None
    """In the place of one it would sign."""
    challenges: dict[str, tuple[str, str, str]] = field(default_factory=dict)
    """By code: what the browser set out with: its challenge, its nonce and the client."""
    asked: list[str] = field(default_factory=list)

    def app(self) -> Starlette:
        return Starlette(
            routes=[
                Route("/.well-known/openid-configuration", self._configuration),
                Route("/keys", self._keys),
                Route("/token", self._token, methods=["POST"]),
            ]
        )

    def agree(self, address: str, *, scope: str = "openid", client: str = CLIENT) -> str:
        """As the provider's page does when somebody agrees: the query that their browser brings back."""
        asked = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
        assert address.startswith(f"{self.url}/authorize?")
        assert (asked["client_id"], asked["response_type"], asked["scope"]) == (client, "code", scope)
        assert asked.get("code_challenge_method") == ("S256" if "code_challenge" in asked else None)
        code = f"code-{len(self.challenges)}"
        self.challenges[code] = (asked.get("code_challenge", ""), asked["nonce"], client)
        return urlencode({"code": code, "state": asked["state"]})

    async def _configuration(self, _: Request) -> Response:
        self.asked.append("configuration")
        found = {
            "issuer": self.issuer or self.url,
            "authorization_endpoint": f"{self.url}/authorize",
            "token_endpoint": f"{self.url}/token",
            "jwks_uri": f"{self.url}/keys",
        }
        return JSONResponse(found, self.answers)

    async def _keys(self, _: Request) -> Response:
        public = {name: RSAAlgorithm.to_jwk(KEYS[name].public_key(), as_dict=True) for name in self.listed}
        return JSONResponse({"keys": [{**key, "kid": name, "use": "sig"} for name, key in public.items()]})

    async def _token(self, request: Request) -> Response:
        self.asked.append("token")
        given = {name: str(value) for name, value in (await request.form()).items()}
        challenge, nonce, client = self.challenges.pop(given["code"], ("unknown", "", CLIENT))
        proof = base64.urlsafe_b64encode(hashlib.sha256(given.get("code_verifier", "").encode()).digest())
        proven = "code_verifier" not in given if not challenge else proof.rstrip(b"=").decode() == challenge
        if not proven or given["client_id"] != client or (client == CLIENT and given["client_secret"] != SECRET):
            return JSONResponse({"error": "invalid_grant"}, 400)
        return JSONResponse(
            {"access_token": "a", "token_type": "bearer", "id_token": self.token or self._signed(nonce, client)}
        )

    def presents(self, **claims: object) -> str:
        """A token that some program got for whoever uses it; `claims` put over the usual ones, None takes one away."""
        self.says, before = {"nonce": None, **claims}, self.says
        token = self._signed("")
        self.says = before
        return token

    def _signed(self, nonce: str, client: str = CLIENT) -> str:
        now = int(time.time())
        usual = {"iss": self.url, "aud": client, "sub": "s", "iat": now, "exp": now + 300, "nonce": nonce}
        said = {name: value for name, value in {**usual, **self.says}.items() if value is not None}
        key, name = self.signs
        secrets: dict[str, Any] = {"RS256": KEYS[key], "HS256": "k" * 64, "none": None}
        return jwt.encode(said, secrets[self.algorithm], self.algorithm, headers={"kid": name})


@contextlib.contextmanager
def running() -> Iterator[OpenIdProvider]:
    """On a free port, its thread ended afterwards."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        provider = OpenIdProvider(f"http://127.0.0.1:{listener.getsockname()[1]}")
        config = uvicorn.Config(
            provider.app(), log_config=None, log_level="critical", lifespan="off", timeout_graceful_shutdown=1
        )
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        try:
            deadline = time.monotonic() + PATIENCE
            while not server.started:
                assert time.monotonic() < deadline, "the provider did not start"
                time.sleep(0.01)
            yield provider
        finally:
            server.should_exit = True
            thread.join(PATIENCE)
