"""What is typed to be found as it is."""

import pytest

from storage.weighing import NAMED, exact_words


@pytest.mark.parametrize(
    ("typed", "exact"),
    [
        ("KR-204", {"kr": 1.0, "204": 1.0}),
        ("is KR-204 safe?", {"kr": 1.0, "204": 1.0}),
        ("we use ISO9001 and 802.11, since 2012", {"iso9001": 1.0, "802": 1.0, "11": 1.0}),
        ("anneke", {"anneke": 1.0}),
        ("groene stoel", {"groene": 1.0, "stoel": 1.0}),
        ("Comment faire ?", {}),
        ("How do I begin?", {}),
        ("Why is the ATM shut? Ask Anneke.", {"atm": NAMED, "anneke": NAMED}),
        ("WHY IS THE ATM SHUT", {}),
        ("How To Keep Meetings Short", {}),
        ("", {}),
        ("?! ... --", {}),
    ],
)
def test_codes_names_and_words_typed_alone(typed: str, exact: dict[str, float]) -> None:
    assert exact_words(typed) == exact
