"""Why Kring asks for each of Slack's scopes, in the words of whoever is asked."""

from collections.abc import Iterable, Mapping

from facilitation.texts import Texts


def reasons(scopes: Iterable[str], texts: Texts) -> Mapping[str, str]:
    """By the scope."""
    return {scope: texts.plain(f"install.scope.{scope.replace(':', '_')}") for scope in scopes}
