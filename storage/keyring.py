"""Secrets as they rest: encrypted with keys that are kept outside the database."""

import base64
from functools import cache

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

SALT = b"kring/storage/1"  # the same everywhere: a secret is one installation's own already
COST = 2**14  # scrypt, RFC 7914: about 50 ms and 16 MB, once for each secret


class WrongKey(Exception):
    """Something stored was encrypted with a secret that `KRING_SECRET_KEY` does not name (any more)."""


class Keyring:
    """Encrypts with the first of the comma-separated secrets, decrypts with any of them.

    Any non-empty text is a secret; a key is derived from it by scrypt. A long random one is best.
    Raises: ValueError when there is none.
    """

    def __init__(self, secrets: str) -> None:
        named = [secret.strip() for secret in secrets.split(",") if secret.strip()]
        if not named:
            raise ValueError("no secret to encrypt with")
        self._fernet = MultiFernet([_fernet(secret) for secret in named])

    def lock(self, plain: str) -> str:
        return self._fernet.encrypt(plain.encode("utf-8", "surrogatepass")).decode("ascii")

    def unlock(self, locked: str) -> str:
        """Raises: WrongKey."""
        try:
            return self._fernet.decrypt(locked).decode("utf-8", "surrogatepass")
        except InvalidToken:
            raise WrongKey from None

    def relock(self, locked: str) -> str:
        """The same, under the first secret. Raises: WrongKey."""
        try:
            return self._fernet.rotate(locked).decode("ascii")
        except InvalidToken:
            raise WrongKey from None


@cache
def _fernet(secret: str) -> Fernet:
    derived = Scrypt(salt=SALT, length=32, n=COST, r=8, p=1).derive(secret.encode("utf-8", "surrogatepass"))
    return Fernet(base64.urlsafe_b64encode(derived))
