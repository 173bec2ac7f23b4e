"""Proof that what a press brings back unseen was made by Kring: whoever has a card could send anything in its place."""

import hmac
import json
from base64 import urlsafe_b64encode

from adapters.border import Json, Node, part, text
from adapters.teams.hidden import NAME, SEAL, SEAL_LENGTH, SEALED

PURPOSE = b"kring/teams/hidden/1"
UNKNOWN: Json = {"action": "unknown"}
WAYS = (("value",), ("value", "data"), ("value", "action", "data"))
"""Where an activity brings back what was hidden: as a message, from a dialog, from a card."""


class Seals:
    """Seals with the first of the comma-separated secrets, knows the seals of all. Raises: ValueError without any."""

    def __init__(self, secrets: str) -> None:
        named = [secret.strip() for secret in secrets.split(",") if secret.strip()]
        if not named:
            raise ValueError("no secret to seal with")
        self._keys = [hmac.digest(secret.encode("utf-8", "surrogatepass"), PURPOSE, "sha256") for secret in named]

    def put(self, made: Json) -> Json:
        """The same, with a seal on each hidden part in it."""
        return {key: self._sealed(each) if key == NAME else self._within(each) for key, each in made.items()}

    def checked(self, activity: Node) -> Node:
        """The activity as it came; what it brings back and no seal of ours is on, is a press that nobody knows."""
        for way in WAYS:
            activity = self._checked(activity, way)
        return activity

    def _checked(self, node: Node, way: tuple[str, ...]) -> Node:
        if not way:
            return node if self._holds(part(node, NAME)) else {**node, NAME: UNKNOWN}
        inner = part(node, way[0])
        checked = self._checked(inner, way[1:])
        return node if checked is inner else {**node, way[0]: checked}

    def _within(self, node: object) -> object:
        if isinstance(node, list):
            return [self._within(each) for each in node]
        return self.put(node) if isinstance(node, dict) else node

    def _sealed(self, kept: object) -> object:
        return {**kept, SEAL: _seal(self._keys[0], kept)} if isinstance(kept, dict) else kept

    def _holds(self, kept: Node) -> bool:
        """Whether nothing was brought back, or with a seal of ours."""
        seal = text(kept, SEAL).encode("utf-8", "replace")
        return not kept or any(hmac.compare_digest(seal, _seal(key, kept).encode()) for key in self._keys)


def _seal(key: bytes, kept: Node) -> str:
    told = json.dumps([text(kept, name) for name in SEALED]).encode()
    return urlsafe_b64encode(hmac.digest(key, told, "sha256")).decode()[:SEAL_LENGTH]
