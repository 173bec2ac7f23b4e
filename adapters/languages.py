"""The language of a page, for whoever is not known yet: as their browser asks."""

from facilitation.people import LANGUAGES


def preferred(accepted: str) -> str | None:
    """The first of our languages in an Accept-Language header, by its weights (RFC 9110, 12.5.4)."""
    wishes = [each.partition(";") for each in accepted[:200].split(",")]
    weighed = [(_weight(rest), tag.strip().partition("-")[0].lower()) for tag, _, rest in wishes]
    ours = [(weight, tag) for weight, tag in weighed if tag in LANGUAGES and weight > 0]
    return max(ours, key=lambda pair: pair[0])[1] if ours else None


def _weight(rest: str) -> float:
    try:
        return float(rest.strip().removeprefix("q=") or 1)
    except ValueError:
        return 0.0
