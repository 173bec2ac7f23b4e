"""However much is written, a view is no larger than Slack takes, and nothing is cut while there is room."""

import json

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from adapters.slack import forms
from adapters.slack.limits import ELLIPSIS, length
from adapters.slack.names import Origin
from adapters.slack.outgoing import render_home
from facilitation.messages import Card, ChoiceInput, Facts, Form, Home, Option, Quote, Subject, TextInput
from tests.adapters.slack.gate import check_view

HEAVY = {
    "three bytes in UTF-8, six on the way": "漢",
    "two units, twelve bytes on the way": "👩‍👩‍👧‍👧",
    "doubled in JSON": '"\\',
    "escaped for Slack": "<&>",
}
amounts = st.sampled_from([0, 75, 1_000, 3_000, 40_000])


@pytest.mark.parametrize("words", HEAVY.values(), ids=HEAVY)
@settings(max_examples=12, deadline=None, phases=[Phase.generate])  # to shrink these takes minutes
@given(st.tuples(amounts, amounts, amounts), st.integers(0, 20), st.integers(0, 3), st.sampled_from([1, 90, 1_500]))
def test_a_view_is_never_larger_than_slack_takes(
    words: str, long: tuple[int, int, int], texts: int, choices: int, many: int
) -> None:
    """docs.slack.dev, views.open: view_too_large above 250 kB; the gate counts all that goes over the wire."""
    above, typed, carried = (words * (units // length(words)) for units in long)
    offered = tuple(Option(f"v{number}", words * 75) for number in range(many))
    written_in = tuple(TextInput(f"t{n}", typed, typed, typed) for n in range(texts))
    chosen = tuple(
        ChoiceInput(f"c{n}", words * 150, offered, initial=(f"v{many - 1}",), several=bool(n)) for n in range(choices)
    )
    intro = (Quote(above, words * 40), Facts(((words * 99, above),) * 2))
    form = Form(words * 75, "x", "Send", (*written_in, *chosen), Subject(None, "1", carried), intro)
    view = forms.render(form, Origin(form.subject, "C1"))
    check_view(view)
    assert ("initial_option" in json.dumps(view)) == bool(choices)
    check_view(render_home(Home((Card(words * 75, intro),) * 9)))


def test_what_is_typed_in_a_form_is_shown_whole_while_anything_else_can_be_shortened() -> None:
    offered = tuple(Option(f"v{number}", "漢" * 75) for number in range(600))
    asked = (TextInput("words", "Words", initial="漢" * 3_000), ChoiceInput("who", "Who", offered))
    view = forms.render(Form("t", "a", "s", asked), Origin())
    check_view(view)
    assert "漢" * 3_000 in json.dumps(view, ensure_ascii=False)
    assert '"v599"' in json.dumps(view)


def test_what_a_view_was_found_to_show_whole_is_shown_whole_whatever_it_carries() -> None:
    """Beside the blocks stands what comes back with them; both count."""
    inputs = tuple(TextInput(f"t{n}", "Words", initial="漢" * 3_000) for n in range(9))
    form = Form("t", "a", "s", inputs, Subject(None, "1", "漢" * 3_000), (Quote("漢" * 12_000),))
    shown, left = forms.in_view(form)
    view = forms.render(shown, Origin(form.subject))
    check_view(view)
    assert left
    assert ELLIPSIS not in json.dumps(view["blocks"], ensure_ascii=False)
