"""Why Kring asks for each of Slack's scopes, in the words of whoever is asked."""

from collections.abc import Iterable, Mapping

from facilitation.texts import Texts


def reason(scope: str) -> str:
    """The key of the sentence."""
    return f"install.scope.{scope.replace(':', '_')}"


def reasons(scopes: Iterable[str], texts: Texts) -> Mapping[str, str]:
    """By the scope."""
    return {scope: texts.plain(reason(scope)) for scope in scopes}
