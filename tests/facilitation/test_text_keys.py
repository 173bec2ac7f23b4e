"""Every sentence that the code asks for is there, and none that it does not ask for; enumerations are gone through."""

import ast
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import get_args

import pytest

from adapters.playground.people import load_example
from adapters.slack.manifest import FEATURES, scopes
from bot.about.pages import READS
from bot.capabilities import repertoire
from bot.handbook import drawing
from facilitation.communities.levels import DECLARED
from facilitation.conversation.cards import PAUSES, UNASKED
from facilitation.conversation.courtesy import WHOSE
from facilitation.conversation.offered import OUTSIDE
from facilitation.inviting.model import As
from facilitation.knowledge.acts import ActKind
from facilitation.knowledge.assuring import HOW
from facilitation.knowledge.differences import Fate
from facilitation.knowledge.inputs import NAMED, UNNAMED
from facilitation.knowledge.items import Change as ItemChange
from facilitation.knowledge.kinds import HEADS, Assurance, OriginKind
from facilitation.knowledge.kinds import Audience as Reach
from facilitation.knowledge.model import Say
from facilitation.knowledge.passages import Part
from facilitation.knowledge.proposals import Purpose as Asked
from facilitation.knowledge.value_stories import REACHES
from facilitation.knowledge.writing_forms import LOOK_AGAIN
from facilitation.linking.cards import ALL, SOME
from facilitation.people import LANGUAGES, Affiliation, Level
from facilitation.playbooks.asking import Contribution
from facilitation.playbooks.kinds import Audience, Purpose, Visibility
from facilitation.playbooks.pages import USUAL
from facilitation.playbooks.refusals import SIMPLE
from facilitation.playbooks.schema import ALWAYS, STANDING
from facilitation.ports.audit import Change
from facilitation.ports.news import Topic
from facilitation.questions.around import Adopted
from facilitation.questions.around import Why as AskedWhy
from facilitation.questions.ask_form import ANONYMOUS, BY_NAME
from facilitation.questions.custom_cards import ONLY_ASKED, SPOTS
from facilitation.questions.follow_up_cards import NOT_SHARED, SHARED
from facilitation.questions.model import Kind as QuestionKind
from facilitation.questions.subject_cards import NO, YES
from facilitation.sessions import nameless
from facilitation.sessions.course.effects import Why
from facilitation.sessions.course.values import Ending, Tempo
from facilitation.sessions.formats.content import KINDS
from facilitation.sessions.formats.steps_forms import CHANGE_IT, KEPT, MOVE_UP, REMOVE
from facilitation.sessions.rhythms.model import SeriesState
from facilitation.sessions.rhythms.planning import EVERY, OPEN_FOR, ORDINALS
from facilitation.sessions.rhythms.seasons import CHOICES
from tests.facilitation.catalogues import DOMAINS, ROOT, entries
from tests.facilitation.literals import given_to, literal, literals, put_together, trees

SPEAKING = ("facilitation", "adapters", "bot")  # packages whose Python may name keys
IN_TEMPLATES = re.compile(rf"[\"']((?:{'|'.join(DOMAINS)})\.(?!css|js)[\w.-]+)[\"'](?: ~ [\w.()\" ]+ ~ [\"'](\.\w+))?")
KEY = re.compile(rf"^(?:{'|'.join(DOMAINS)})\.(?!css$)[\w.*-]*[\w*]$")
OF_ALL = frozenset(Visibility) - {Visibility.DIRECT}
"""What is given to all, sooner or later."""


def noted() -> Iterator[str]:
    """What stands in a session's log."""
    for name in ("note", "Noted"):
        yield from put_together(given_to(name, 0, "facilitation/sessions"), Ending)


def faults() -> Iterator[str]:
    """What can be wrong in a playbook, as far as it is named where it is found."""
    for name, place in (("Finding", 1), ("unknown", 1), ("_say", 0)):
        yield from put_together(given_to(name, place, "facilitation/playbooks"), ("fewer", "more"))
    yield from (*SIMPLE.values(), *USUAL.values())


def sights() -> Iterator[str]:
    """Who sees what is given, of a case and else; marks that nobody sees before the end are no words."""
    yield from (f"{visibility}.{where}" for visibility in Visibility for where in ("case", "session"))
    yield from ("sealed.dots", "sealed.pick", "open.group")


PLATFORMS = [path.parent.name for path in (ROOT / "adapters").glob("*/platform.py")]
VERBS = {name: [verb.name.replace(" ", "-") for of, verb in repertoire().verbs() if of == name] for name in DOMAINS}
ASKED_OF = (OriginKind.QUESTION, OriginKind.SESSION, OriginKind.MESSAGE)
OF_ORIGINS = """
    consent_others consent_silence consent_what kept_told no said_no_what said_yes_what source unanswered waiting_what
    within
"""
OF_READERS = "agreed consent_seen edit_seen kept_what not_for_you"
OF_ITEMS = "kept_small origin taken_back_what taken_out"
OF_PROPOSALS = "agree agreed_to asks asks_title not_agreed_to"
OF_INVITATIONS = "agree asked asked_what came_in form is_asked member_already open queue what"
OF_ROUNDS = """
    change change_title changed new_title pause place resume set setting_intro stop stop_it stop_title stopped
"""
FILLED: Mapping[str, Iterable[str]] = {
    "about.sent.*": READS,
    "agreements.*": ("brings_i", "brings_they", "expects_i", "expects_they"),
    "common.language.*": LANGUAGES,
    "common.platform.*": PLATFORMS,
    "communities.affiliation.*": Affiliation,
    **{f"communities.{name}.*": ("found", "hidden") for name in ("findable", "findable_kept")},
    "communities.level.*": Level,
    "communities.level_one.*": Level,
    "communities.level_means.*": DECLARED,
    **{f"inviting.{name}.*": As for name in OF_INVITATIONS.split()},
    "inviting.counts.*": ("members", "asked", "answered", "kept"),
    "conversation.*": ("greetings", "thanks", "help", "home_words"),
    "conversation.for.*": WHOSE,
    "conversation.help_as.*": OUTSIDE,
    "conversation.unasked.*": UNASKED,
    "conversation.pause.*": PAUSES,
    **{f"digest.{name}.*": Topic for name in ("count", "topic")},
    "formats.asks.*": KINDS,
    "formats.blank.*": tuple(given_to("_in_all", 0, "facilitation/sessions/formats")),
    "formats.keeps.*": KEPT,
    "formats.no_longer.*": tuple(given_to("_replace", 2, "facilitation/sessions/formats")),
    "formats.sees.*": Visibility,
    "formats.state.*": ("offered", "offered_older"),
    "formats.what.*": (CHANGE_IT, MOVE_UP, REMOVE),
    "formats.who.*": ("all", "host"),
    "handbook.act.*": ActKind,
    "handbook.asked.*": QuestionKind,
    "handbook.assurance.*": Assurance,
    "handbook.change.*": ItemChange,
    "handbook.kinds.*": drawing.LISTED,
    "handbook.readable.*": Reach,
    "handbook.sign_in.*": ("slack", "teams"),
    "handbook.state.*": ("open", "answered", "closed"),
    "install.scope.*": [scope.replace(":", "_") for scope in scopes(FEATURES)],
    **{f"knowledge.{name}.*": ASKED_OF for name in OF_ORIGINS.split()},
    **{f"knowledge.{name}.*": (*ASKED_OF, OriginKind.WRITTEN) for name in OF_ITEMS.split()},
    **{f"knowledge.{name}.*": (*Reach, "side") for name in OF_READERS.split()},
    **{f"knowledge.{name}.*": list(Reach)[1:] for name in ("audience", "widen_seen")},
    "knowledge.proposed.*": [each for each in Asked if each is not Asked.HAND_OVER],
    **{f"knowledge.{name}.*": Asked for name in OF_PROPOSALS.split()},
    "knowledge.*": (Part.CONTEXT, Part.DISSENT, *drawing.KINDS),
    "knowledge.assurance.*": Assurance,
    "knowledge.change.*": ItemChange,
    "knowledge.fate.*": (Fate.GONE, Fate.NEW),
    "knowledge.field.*": (*HEADS, "free"),
    "knowledge.story_reach.*": REACHES,
    "knowledge.further.*": ("beside", "tending", "changing"),
    "knowledge.how.*": HOW,
    "knowledge.look_again.*": LOOK_AGAIN,
    "knowledge.name.*": (NAMED, UNNAMED),
    "knowledge.noted.*": HOW,
    "knowledge.retire_means.*": ("mine", "others"),
    "knowledge.said.*": (Say.GIVEN, Say.REFUSED),
    "knowledge.remark.*": (Part.CONTEXT, Part.DISSENT),
    "knowledge.still_true_when.*": ("dated", "shifted"),
    "knowledge.still_true_why.*": ("tends", "used", "looked"),
    "log.change.*": Change,
    "playbooks.fault.*": tuple(faults()),
    "playbooks.remark.*": ("closed", "judging", "leading"),
    "playground.channel.*": ("add_kring", "remove_kring"),
    "playground.clock.*": ("hour", "day", "tuesday"),
    "playground.emoji.*": ("accept", "agree", "love", "celebrate", "look", "thanks"),
    "playground.faces.*": ("kring", "json"),
    "playground.intro.*": ("start", "check_in", "ask", "keep"),
    "playground.intro.*.how": ("start", "check_in", "ask", "keep"),
    "playground.role.*": [person.role for person in load_example().people],
    "playground.theme.*": ("light", "auto", "dark"),
    **{f"questions.{name}.*": QuestionKind for name in ("kind", "ask_kind", "reply_here", "reply_nameless")},
    **{f"questions.{name}.*": Adopted for name in ("did", "note", "note_nameless")},
    "questions.name.*": (BY_NAME, ANONYMOUS),
    "questions.receipt_is.*": ("draft", "set_aside", "scheduled", "open", "answered", "closed", "hidden"),
    "questions.*": ("looks", "follow_ups"),
    "questions.*.*": [f"{what}.{said}" for what in ("looks", "follow_ups") for said in (YES, NO)],
    "questions.spots.*": (SPOTS, ONLY_ASKED),
    "questions.share.*": (SHARED, NOT_SHARED),
    "questions.look_why.*": AskedWhy,
    **{f"rhythms.{name}.*": ("round", "session") for name in OF_ROUNDS.split()},
    "rhythms.clock.*": ("one", "own"),
    "rhythms.every_month.*": ORDINALS,
    "rhythms.how.*": CHOICES,
    "rhythms.how_often.*": EVERY,
    "rhythms.how_why.*": ("asked", "deserted", "over"),
    "rhythms.open_for.*": OPEN_FOR,
    "rhythms.ordinal.*": ORDINALS,
    "rhythms.say.*": VERBS["rhythms"],
    "rhythms.state.*": SeriesState,
    **{f"support.*{end}": ("ask", "answer") for end in ("", "_what", "_submit")},
    "support.closed.*": ("settled", "withdrawn"),
    "rounds.who_sees.*": OF_ALL,
    "sessions.*": ("until_turn", "until_quiet", "until_all", "write_here", "write_there", "log", "log_inside"),
    "sessions.*_count": (Why.TOO_FEW, Why.TOO_MANY),
    "sessions.*_title": (Why.TOO_FEW, Why.TOO_MANY),
    "sessions.audience.*": Audience,
    "sessions.closing.*": Ending,
    "sessions.ending.*": Ending,
    "sessions.give.*": [
        get_args(kind.model_fields["does"].annotation)[0] for kind in get_args(get_args(Contribution)[0])
    ],
    "sessions.if_few.*": (nameless.NOT_SHOWN, nameless.BY_NAME),
    "sessions.lead_in.*": ("no", "yes"),
    "linking.hears.*": (SOME, ALL),
    "sessions.log.*": tuple(noted()),
    "sessions.next.gathering.*": Tempo,
    "sessions.refused.*": Why,
    "sessions.role.*": ALWAYS,
    "sessions.seat_is_yours.*": STANDING,
    "sessions.sees.*.*": tuple(sights()),
    "sessions.tempo.*": Tempo,
    "sessions.visibility.*": OF_ALL,
    "sessions.wish.*": Purpose,
}
"""What fills the blanks of the keys that are put together. Several blanks are filled by one text with dots."""

FURTHER = {"playbooks.fault.*": literals("facilitation/playbooks", "facilitation/sessions/formats")}
"""What may fill them as well, as far as there is a sentence."""


@pytest.fixture(scope="module")
def known() -> frozenset[str]:
    return frozenset(key for domain in DOMAINS for key in entries("en", domain))


def test_every_key_that_is_put_together_is_put_together_here() -> None:
    assert {key for key in asked() if "*" in key} == FILLED.keys()


def test_every_sentence_that_the_code_asks_for_exists(known: frozenset[str]) -> None:
    assert {key for key in asked() if "*" not in key} - known - set(names_in_code()) == set()
    assert {key for pattern, values in FILLED.items() for key in filled(pattern, values)} - known == set()
    assert set(of_verbs()) - known == set()


def test_no_sentence_is_left_over(known: frozenset[str]) -> None:
    may_be = {key for table in (FILLED, FURTHER) for pattern in table for key in filled(pattern, table[pattern])}
    assert known - asked() - may_be - set(of_verbs()) == set()


def filled(pattern: str, values: Iterable[str]) -> Iterator[str]:
    before, _, after = pattern.partition("*")
    return (f"{before}{value}{after.removeprefix('.*')}" for value in values)


def of_verbs() -> Iterator[str]:
    """A verb's line in help, its button and words for it; what a capability's verbs stand under, and its shortcuts."""
    for domain, verbs in VERBS.items():
        yield from (f"{domain}.{kind}.{verb}" for verb in verbs for kind in ("help", "say", "also"))
        yield from [f"{domain}.title"] * bool(verbs)
    yield from (f"{each.name}.shortcut.{shortcut}" for each in repertoire().capabilities for shortcut in each.shortcuts)


@cache
def asked() -> frozenset[str]:
    """Literal keys, in Python and in templates; the blanks of those that are put together are `*`."""
    in_python = {key for key in literals(*SPEAKING) if KEY.match(key)}
    pages = [path.read_text("utf-8") for package in SPEAKING for path in (ROOT / package).rglob("*.html")]
    in_pages = {
        f"{key}*{end}" if key.endswith(".") else key for page in pages for key, end in IN_TEMPLATES.findall(page)
    }
    return frozenset(in_python | in_pages)


def names_in_code() -> Iterator[str]:
    """Actions, timers and the like: literals with an UPPER_CASE name, or that are keys, need not be sentences."""
    for node in trees(*SPEAKING):
        if isinstance(node, ast.Assign) and any(
            isinstance(target, ast.Name) and target.id.isupper() for target in node.targets
        ):
            yield from (key for value in ast.walk(node.value) for key in literal(value))
        elif isinstance(node, ast.Dict):
            yield from (key for name in node.keys if name for key in literal(name))
