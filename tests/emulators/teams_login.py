"""Microsoft's login, as far as bots ask it for tokens: with the errors that Entra ID tells apart."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from starlette.responses import JSONResponse, Response

PASSWORD = "the bot's own secret"
EXPIRED = "the secret of last year"


@dataclass
class Login:
    """`registered`: each tenant's app. `valid`: the app of each token that is good now."""

    registered: dict[str, str] = field(default_factory=dict)
    valid: dict[str, str] = field(default_factory=dict)
    given: int = 0

    def begin_anew(self, app_id: str) -> None:
        self.given = 0
        self.valid = {token: app for token, app in self.valid.items() if app != app_id}

    def is_valid(self, header: str, app_id: str) -> bool:
        return self.valid.get(header.removeprefix("Bearer ")) == app_id

    def answer(self, tenant: str, asked: Mapping[str, object]) -> Response:
        if tenant not in self.registered:
            return _refused(90002, "invalid_request")
        app = self.registered[tenant]
        if asked.get("client_id") != app:
            return _refused(700016, "unauthorized_client")
        if asked.get("client_secret") == EXPIRED:
            return _refused(7000222, "invalid_client")
        if asked.get("client_secret") != PASSWORD:
            return _refused(7000215, "invalid_client")
        self.given += 1
        token = f"bot-token-{self.given}"
        self.valid = {each: other for each, other in self.valid.items() if other != app} | {token: app}
        return JSONResponse({"token_type": "Bearer", "expires_in": 3599, "access_token": token})


def _refused(code: int, error: str) -> Response:
    told = {"error": error, "error_description": f"AADSTS{code}: no.", "error_codes": [code]}
    return JSONResponse(told, 401 if error == "invalid_client" else 400)
