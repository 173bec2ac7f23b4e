"""What a browser carries for us: sealed, so that nobody else reads or makes it, and good for its purpose only."""

import json
from collections.abc import Mapping

from starlette.requests import Request
from starlette.responses import Response

from storage.keyring import Keyring, WrongKey

AT_MOST = 3_800  # characters; browsers keep 4,096 with a cookie's name and attributes (RFC 6265, 6.1)


class Seal:
    """`secrets`: as in `KRING_SECRET_KEY`. The keys made of them are not those that encrypt the database."""

    def __init__(self, secrets: str, path: str, *, secure: bool) -> None:
        self._given = secrets
        self._path = path
        self._secure = secure
        self._keyring: Keyring | None = None

    def put(self, response: Response, name: str, value: Mapping[str, object], seconds: int) -> None:
        sealed = self._keys().lock(json.dumps({**value, "for": name}))
        response.set_cookie(name, sealed, seconds, path=self._path, secure=self._secure, httponly=True, samesite="lax")

    def drop(self, response: Response, name: str) -> None:
        response.delete_cookie(name, path=self._path, secure=self._secure, httponly=True, samesite="lax")

    def get(self, request: Request, name: str) -> Mapping[str, object]:
        """Nothing, when it is not there, not ours, or meant for something else."""
        sealed = request.cookies.get(name, "")
        if not sealed or len(sealed) > AT_MOST:
            return {}
        try:
            value = json.loads(self._keys().unlock(sealed))
        except (WrongKey, ValueError):
            return {}
        return value if isinstance(value, dict) and value.get("for") == name else {}

    def _keys(self) -> Keyring:
        """Made when first wanted: deriving takes 50 ms a secret."""
        if self._keyring is None:
            self._keyring = Keyring(",".join(f"handbook {each.strip()}" for each in self._given.split(",")))
        return self._keyring
