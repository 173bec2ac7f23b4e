"""Whether Kring can do its work: what `/readyz` and `./kring check` tell."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """`problems` by platform: what keeps it from being reached just now.

    `silent_soon`: by platform, in how many workspaces Kring falls silent unless somebody does something. Which they
    are is told by `./kring check` alone, as anybody may read the rest.
    `meaning`: why words are searched without what they mean; None when they are not.
    """

    database: bool
    migrations: bool
    ticker: bool
    delivery: bool
    problems: Mapping[str, str]
    silent_soon: Mapping[str, int] = field(default_factory=dict)
    meaning: str | None = None

    @property
    def is_ready(self) -> bool:
        return self.database and self.migrations and self.ticker and self.delivery

    def told(self) -> Mapping[str, object]:
        parts = ("database", "migrations", "ticker", "delivery")
        return {
            "ready": self.is_ready,
            **{part: "ok" if getattr(self, part) else "failing" for part in parts},
            "meaning": self.meaning or "ok",
            "platforms": dict(self.problems),
            "silent_soon": dict(self.silent_soon),
        }
