"""A card of a session's contributions: everyone whose words are on it is asked, about their own."""

from datetime import UTC, datetime, timedelta

from facilitation.people import AccountRef
from tests.facilitation.clear_writing import JONAS, MARTA, NOOR, TOMAS
from tests.facilitation.knowledge.retrospect import ALONE, ALOUD, CALLED, SHORT, TITLE, Retrospect
from tests.shown import buttons, quotes, title, waiting, words
from tests.village import CHANNEL, someone

DAY, WEEK = timedelta(days=1), timedelta(days=7)
FRIDAY_EVENING = datetime(2026, 3, 6, 20, 0, tzinfo=UTC)


def test_each_author_is_asked_privately_about_exactly_their_own_words(session: Retrospect) -> None:
    session.drafts(NOOR, (JONAS, ALONE), (MARTA, ALOUD), (JONAS, SHORT))
    for author, theirs in ((JONAS, [ALONE, SHORT]), (MARTA, [ALOUD])):
        asks = session.asked(author)
        assert title(asks) == f"May your words be kept in “{TITLE}”?"
        assert quotes(asks) == theirs
        assert f"Noor would like to keep “{TITLE}” from the session “{CALLED}”. These are" in words(asks)
        assert "Members of Clear writing, now and later, could find it, with your name" in words(asks)
        assert buttons(asks) == ["Yes, keep my words", "Yes, without my name", "No, leave my words out"]


def test_nobody_learns_from_being_asked_who_else_is(session: Retrospect) -> None:
    session.drafts(NOOR, (JONAS, ALONE), (MARTA, ALOUD))
    assert "Marta" not in words(session.asked(JONAS))
    assert not {"Jonas", "Marta"} & set(words(session.told(NOOR)).split())


def test_who_drafts_it_is_not_asked_and_can_leave_their_own_words_out(session: Retrospect) -> None:
    session.drafts(NOOR, (NOOR, ALONE), (JONAS, ALOUD))
    assert session.offering(NOOR, "Yes") == []
    assert title(session.told(NOOR)) == "I'm asking for consent"
    assert buttons(session.told(NOOR)) == ["Take my words back"]


def test_who_drafts_it_of_others_words_has_none_to_leave_out(session: Retrospect) -> None:
    session.drafts(NOOR, (JONAS, ALOUD))
    assert buttons(session.told(NOOR)) == []


def test_a_draft_of_ones_own_words_is_kept_at_once(session: Retrospect) -> None:
    session.drafts(NOOR, (NOOR, ALONE))
    assert session.kept() == [ALONE]
    assert title(session.told(NOOR)) == f"Kept: {TITLE}"


def test_before_the_asking_is_over_nothing_is_kept_or_found(session: Retrospect) -> None:
    session.drafts(NOOR, (NOOR, ALONE), (JONAS, ALOUD), (MARTA, SHORT))
    session.says(JONAS, "Yes")
    session.village.pass_time(6 * DAY)
    assert session.item() is None
    assert session.found("begin aloud letters") == []
    assert session.stage.kept == []


def test_what_a_small_group_said_is_asked_of_each_of_it(session: Retrospect) -> None:
    session.drafts(NOOR, ((JONAS, MARTA), ALOUD))
    for author in (JONAS, MARTA):
        assert quotes(session.asked(author)) == [ALOUD]
        assert "Jonas, Marta: " in words(session.asked(author))
        assert "What you said together is kept only if all of you agree" in words(session.asked(author))


def test_kept_for_the_session_only_that_is_what_one_agrees_to(session: Retrospect) -> None:
    session.drafts(NOOR, (JONAS, ALONE), audience="session")
    assert "Only those who took part in the session could find it" in words(session.asked(JONAS))
    assert "now and later" not in words(session.asked(JONAS))


def test_each_is_asked_in_their_own_language(session: Retrospect) -> None:
    camille, lotte = someone("Camille", locale="fr-FR"), someone("Lotte", locale="nl-BE")
    session.village.join(camille, lotte)
    session.drafts(NOOR, (camille, ALONE), (lotte, ALOUD))
    asked = title(session.asked(camille)).replace("\N{NO-BREAK SPACE}", "~")
    assert asked == f"Peut-on garder tes mots dans «~{TITLE}~»~?"
    assert "uit de sessie" in words(session.asked(lotte))


def test_nobody_is_asked_in_their_quiet_hours(session: Retrospect) -> None:
    session.village.clock.moment = FRIDAY_EVENING
    session.drafts(NOOR, (JONAS, ALONE))
    assert session.offering(JONAS, "Yes") == []
    session.village.pass_time(timedelta(days=2, hours=11))
    assert quotes(session.asked(JONAS)) == [ALONE]


def test_it_stays_open_until_the_last_who_could_be_asked_had_a_week(session: Retrospect) -> None:
    """Those who could be asked at once come first, however the moments lie."""
    session.village.fill(MARTA, session.village.command(MARTA, "settings"), pause=("month",))
    session.village.clock.moment = FRIDAY_EVENING
    session.drafts(NOOR, (NOOR, SHORT), (JONAS, ALONE), (MARTA, ALOUD))
    session.village.pass_time(4 * WEEK)
    assert session.offering(JONAS, "Yes")
    session.says(MARTA, "Yes")
    assert session.item() is None
    session.village.pass_time(WEEK)
    assert session.kept() == [SHORT, ALOUD]


def test_words_that_nobody_is_known_to_have_said_are_left_out(session: Retrospect) -> None:
    session.drafts(NOOR, (NOOR, ALONE), ((), ALOUD), (JONAS, "  "))
    assert session.kept() == [ALONE]
    assert session.offering(JONAS, "Yes") == []


def test_who_left_or_never_joined_is_asked_too(session: Retrospect) -> None:
    session.village.command(JONAS, "leave")
    session.drafts(NOOR, (JONAS, ALONE), (TOMAS, ALOUD))
    session.says(JONAS, "Yes")
    session.says(TOMAS, "Yes")
    assert session.kept() == [ALONE, ALOUD]


def test_long_words_are_shown_whole_page_by_page_to_their_author_alone(session: Retrospect) -> None:
    whole = "".join(f"word{number:05} " for number in range(1500))
    session.drafts(NOOR, (JONAS, whole), (MARTA, ALOUD))
    asks: object = session.asked(JONAS)
    read = quotes(asks)
    while "Read on" in buttons(asks):
        asks = session.village.press(JONAS, asks, "Read on")
        read += quotes(asks)
    assert "".join(read) == whole
    for other in (MARTA, NOOR):
        assert "no longer kept" in words(session.village.press(other, session.asked(JONAS), "Read on"))


def test_what_waits_for_me_stands_in_my_home(session: Retrospect) -> None:
    session.drafts(NOOR, (JONAS, ALONE))
    session.village.press(JONAS, waiting(session.village.home(JONAS))[-1], "Yes")
    assert session.kept() == [ALONE]
    assert waiting(session.village.home(JONAS)) == ()


def test_a_draft_sent_twice_asks_once(session: Retrospect) -> None:
    for _ in range(2):
        session.drafts(NOOR, (JONAS, ALONE))
    assert len(session.offering(JONAS, "Yes")) == 1
    assert f"“{TITLE}” needs no asking" in words(session.village.private(NOOR)[-1])


def test_what_is_kept_already_is_not_asked_about_again(session: Retrospect) -> None:
    session.drafts(NOOR, (JONAS, ALONE))
    session.says(JONAS, "Yes")
    session.drafts(MARTA, (JONAS, ALONE), (JONAS, SHORT))
    assert quotes(session.offering(JONAS, "Yes")[-1]) == [SHORT]
    session.says(JONAS, "Yes")
    session.drafts(MARTA, (JONAS, ALONE), (JONAS, SHORT))
    assert f"“{TITLE}” needs no asking" in words(session.village.private(MARTA)[-1])


def test_who_was_silent_may_be_asked_again_by_another_draft(session: Retrospect) -> None:
    session.drafts(NOOR, (JONAS, ALONE))
    session.village.pass_time(8 * DAY)
    session.drafts(MARTA, (JONAS, ALONE))
    session.says(JONAS, "Yes")
    assert session.kept() == [ALONE]


def test_who_left_their_words_out_is_not_asked_about_that_session_again(session: Retrospect) -> None:
    session.drafts(NOOR, (JONAS, ALONE))
    session.says(JONAS, "No")
    before = len(session.village.private(JONAS))
    session.drafts(MARTA, (JONAS, SHORT), (MARTA, ALOUD))
    assert session.item() is None  # at once it would tell Marta
    session.village.pass_time(8 * DAY)
    assert session.kept() == [ALOUD]
    assert len(session.village.private(JONAS)) == before


def test_what_a_group_said_is_not_asked_about_when_one_of_it_left_their_words_out_before(session: Retrospect) -> None:
    session.drafts(NOOR, (JONAS, ALONE))
    session.says(JONAS, "No")
    session.drafts(NOOR, ((JONAS, MARTA), ALOUD), title="Another card")
    assert session.offering(MARTA, "Yes") == []
    assert waiting(session.village.home(MARTA)) == ()


def test_about_another_session_they_are_asked(session: Retrospect) -> None:
    session.drafts(NOOR, (JONAS, ALONE))
    session.says(JONAS, "No")
    session.drafts(NOOR, (JONAS, ALONE), session_id="s2")
    assert quotes(session.offering(JONAS, "Yes")[-1]) == [ALONE]


def test_what_is_drafted_of_a_session_without_a_name_is_told_by_its_own(session: Retrospect) -> None:
    session.drafts(NOOR, (JONAS, ALONE), session_title="", held_at=None)
    assert f"from the session “{TITLE}”" in words(session.asked(JONAS))


def test_an_account_of_another_workspace_is_another_author(session: Retrospect) -> None:
    elsewhere = AccountRef(CHANNEL.workspace, "jonas-elsewhere")
    session.drafts(NOOR, (JONAS, ALONE))
    keeping = session.keeping()
    assert keeping.seen_by(JONAS.ref) == keeping.passages
    assert keeping.seen_by(elsewhere) == ()
