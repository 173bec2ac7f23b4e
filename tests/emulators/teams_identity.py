"""The Bot Framework's identity: its signing keys, their metadata, and the tokens Teams shows to a bot."""

import base64
import time
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

Json = dict[str, Any]

ISSUER = "https://api.botframework.com"
KEY, WEBCHAT_KEY, STRANGERS_KEY = "teams-key", "webchat-key", "strangers-key"
ENDORSEMENTS = {KEY: ["msteams", "skype"], WEBCHAT_KEY: ["webchat"]}
LIFE = 3600  # seconds


# Made at once: two threads use them.
PRIVATE_KEYS = {
    name: rsa.generate_private_key(public_exponent=65537, key_size=2048) for name in (KEY, WEBCHAT_KEY, STRANGERS_KEY)
}


def key_set() -> Json:
    return {"keys": [{**_public(name), "endorsements": endorsements} for name, endorsements in ENDORSEMENTS.items()]}


def metadata(url: str) -> Json:
    return {
        "issuer": ISSUER,
        "authorization_endpoint": "https://invalid.botframework.com",
        "jwks_uri": f"{url}/v1/.well-known/keys",
        "id_token_signing_alg_values_supported": ["RS256"],
        "token_endpoint_auth_methods_supported": ["private_key_jwt"],
    }


def token(app_id: str, service_url: str, *, signed_by: str = KEY, key_id: str = KEY, **claims: object) -> str:
    """A token as Teams' deliveries carry it; `claims` replace or, when None, remove what it says."""
    now = int(time.time())
    said = {"iss": ISSUER, "aud": app_id, "serviceurl": service_url, "nbf": now - 300, "exp": now + LIFE, **claims}
    kept = {name: value for name, value in said.items() if value is not None}
    return jwt.encode(kept, PRIVATE_KEYS[signed_by], algorithm="RS256", headers={"kid": key_id})


def _public(name: str) -> Json:
    numbers = PRIVATE_KEYS[name].public_key().public_numbers()
    return {"kty": "RSA", "use": "sig", "kid": name, "n": _number(numbers.n), "e": _number(numbers.e)}


def _number(value: int) -> str:
    content = value.to_bytes((value.bit_length() + 7) // 8, "big")
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()
