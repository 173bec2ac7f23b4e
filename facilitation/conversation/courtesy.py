"""What Kring answers when nothing else does: to greetings, typos, old cards, and what isn't theirs to do."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from difflib import get_close_matches
from typing import Any

from facilitation.capability import Verb
from facilitation.conversation import offered
from facilitation.events import ChatEvent, CommandGiven, FormSubmitted
from facilitation.messages import (
    CARRIED_AT_MOST,
    SAY,
    Answer,
    Block,
    Button,
    Card,
    Facts,
    Notice,
    OpenForm,
    Paragraph,
    RefuseForm,
    Small,
    Subject,
    Tone,
    Whisper,
)
from facilitation.people import LANGUAGES, Role
from facilitation.ports.memory import UnitOfWork
from facilitation.repertoire import Repertoire
from facilitation.rights import Capacity, Right
from facilitation.sides import begun_among_some, is_on, joined_elsewhere
from facilitation.texts import Md, Texts, texts_in
from facilitation.wording import for_actor, is_question, shorten

CLOSE_ENOUGH = 0.6  # difflib's own default; "chek-in" and "setings" pass, "weather" doesn't
AT_MOST = 60  # characters of what was said that are repeated back
FOR_SPONSORS = ("sponsor", "support")
BEFORE_JOINING = ("community create", "settings")
ASK = "ask"
WHOSE = (Capacity.MEMBER, Capacity.HOST, Capacity.FACILITATOR, Capacity.SPONSOR, Capacity.ADMIN)
"""By whom it is told whose something is: the first of these that may."""
IN_A_COMMUNITY = (ASK, "find")
AT_THE_DOOR: Mapping[Capacity | None, Sequence[str]] = {
    Capacity.NOBODY: ("join", "settings"),
    Capacity.VISITOR: ("come in", "settings"),
    Capacity.SPONSOR: FOR_SPONSORS,
}


def reply(command: CommandGiven, work: UnitOfWork, repertoire: Repertoire[Any]) -> Whisper:
    """To "hi", "thanks", "help", nothing at all, a typo, or anything else."""
    texts = for_actor(work)
    said = command.text.casefold().strip(" .!?")
    if not said or _means("greetings", said):
        return Whisper(_hello(work, repertoire))
    if _means("thanks", said):
        return Whisper(Notice(texts("conversation.welcome_to_it")))
    if _means("help", said):
        return Whisper(help_card(work, repertoire))
    if is_question(command.text) and (work.in_community or offered.takes_part(work)):
        return Whisper(_asks(command.text, work, repertoire), fleeting=True)  # it may be asked without a name
    return Whisper(_not_understood(command.text, work, repertoire))


def wants_home(said: str) -> bool:
    return _means("home_words", said.casefold().strip(" .!?"))


def help_card(work: UnitOfWork, repertoire: Repertoire[Any]) -> Card:
    """What may be done here by whoever asks, grouped by capability; and how they come in, who may do little."""
    texts, standing = for_actor(work), offered.standing(work)
    body: list[Block] = [Paragraph(texts("conversation.how_to_say"))]
    elsewhere = joined_elsewhere(work) if standing is Capacity.NOBODY else None
    if elsewhere:
        body.append(Paragraph(elsewhere))
    elif standing:
        body.append(Paragraph(texts(f"conversation.help_as.{standing}", community=work.community.name)))
    elif not work.in_community and not offered.takes_part(work):
        body.append(Paragraph(texts("conversation.home_none")))
    for capability, verbs in offered.by_capability(work, repertoire):
        lines = [Md(f"**{texts(f'{capability}.title')}**"), *(_line(texts, capability, verb) for verb in verbs)]
        body.append(Paragraph(Md("\n".join(lines))))
    body.append(Small(texts("conversation.help_ends")))
    actions = (_say("join", work, repertoire),) if standing is Capacity.NOBODY and not elsewhere else ()
    return Card(texts.plain("conversation.help_title"), tuple(body), actions)


def home_card(work: UnitOfWork, repertoire: Repertoire[Any]) -> Card:
    texts = for_actor(work)
    verbs: Sequence[str] = (*IN_A_COMMUNITY, "handbook", "news", "settings")
    told = texts("conversation.home_is")
    if not offered.takes_part(work):
        told, verbs = texts("conversation.home_none"), BEFORE_JOINING
        if work.sponsors.sponsored_by(work.account.ref):
            told, verbs = texts("conversation.home_sponsor"), FOR_SPONSORS
    actions = (*(_say(verb, work, repertoire) for verb in verbs if repertoire.find(verb)), _help_button(work))
    return Card(texts.plain("conversation.home"), (Paragraph(told), *_communities(work, texts)), actions)


def _communities(work: UnitOfWork, texts: Texts) -> Iterator[Facts]:
    """Those they take part in or sponsor: where each meets, and whether they facilitate it."""
    pairs = []
    for community in work.people.communities_of(work.account.ref):
        member = work.people.member(community.id, work.account.ref)
        terms = work.people.role_terms(community.id, Role.FACILITATOR, work.now)
        held = next((term for term in terms if member and term.member_id == member.id), None)
        place = work.people.place_name(community.place)
        where = f"#{place}" if place else texts.plain("conversation.its_channel")
        until = texts.plain("conversation.you_facilitate", place=where, date=texts.date(held.until)) if held else where
        pairs.append((community.name, until))
    for community in work.sponsors.sponsored_by(work.account.ref):
        pairs.append((community.name, texts.plain("conversation.you_sponsor")))
    if pairs:
        yield Facts(tuple(pairs))


def old_card(work: UnitOfWork) -> Whisper:
    return Whisper(Notice(for_actor(work)("conversation.old_card")))


def which_community(text: str, work: UnitOfWork, repertoire: Repertoire[Any]) -> Whisper:
    """Nothing tells which one is meant: offer the actor's own, or say how to have one."""
    texts = for_actor(work)
    theirs = work.people.communities_of(work.account.ref) or work.sponsors.sponsored_by(work.account.ref)
    if not theirs or not text:
        why = Paragraph(texts("conversation.no_community_why"))
        create = _say("community create", work, repertoire)
        return Whisper(Card(texts.plain("conversation.no_community"), (why,), (create,)))
    said = repertoire.find(text)
    opens = bool(said and said.verb.opens_form)
    buttons = tuple(
        Button(community.name, SAY, Subject(community.id, "", text[:CARRIED_AT_MOST]), opens_form=opens)
        for community in theirs
    )
    why = Paragraph(texts("conversation.which_community_why"))
    return Whisper(Card(texts.plain("conversation.which_community"), (why,), buttons))


def not_yours(right: Right, work: UnitOfWork, repertoire: Repertoire[Any]) -> Whisper:
    """Whoever could do it by joining is shown how to; others are told whose it is."""
    texts = for_actor(work)
    name = work.community.name if work.in_community else ""
    if work.in_community and not work.member and offered.INSIDE & right.of:
        why = Paragraph(texts("conversation.joining_is_free"))
        title = texts.plain("conversation.for_members", community=name)
        if work.sponsors.is_one(work.community.id, work.account.ref):
            stays_out = Paragraph(texts("conversation.sponsors_stay_out"))
            return Whisper(Card(title, (stays_out,), tuple(_say(verb, work, repertoire) for verb in FOR_SPONSORS)))
        elsewhere = joined_elsewhere(work)
        if elsewhere:
            return Whisper(Card(title, (Paragraph(elsewhere),)))
        return Whisper(Card(title, (why,), (_say("join", work, repertoire),)))
    whose = next(each for each in WHOSE if each in right.of)
    return Whisper(Notice(texts(f"conversation.for.{whose}", community=name)))


def form_behind_button(event: ChatEvent, answer: OpenForm, work: UnitOfWork) -> Answer:
    """Where a form can't be opened now, a button that opens it."""
    texts = for_actor(work)
    said = event.text[:CARRIED_AT_MOST] if isinstance(event, CommandGiven) else ""
    button = Button(
        texts.plain("conversation.open_form"),
        SAY,
        replace(_subject(said, work), id=begun_among_some(work) or ""),
        tone=Tone.PRIMARY,
        opens_form=True,
    )
    ready = Card(answer.form.title, (Small(texts("conversation.form_is_ready")),), (button,))
    return Whisper(ready, answer.fleeting)


def not_on_that_side(form: FormSubmitted, work: UnitOfWork) -> RefuseForm | None:
    if is_on(form, work):
        return None
    return RefuseForm({"reach": for_actor(work).plain("linking.not_on_that_side")})


def _hello(work: UnitOfWork, repertoire: Repertoire[Any]) -> Card:
    """Who Kring is, and the three things one is most likely to want."""
    texts = for_actor(work)
    name = work.account.name
    return Card(
        title=texts.plain("conversation.hello_name", name=name) if name else texts.plain("conversation.hello"),
        body=(Paragraph(texts("conversation.what_kring_is")),),
        actions=(*(_say(verb, work, repertoire) for verb in _first_steps(work)), _help_button(work)),
    )


def _first_steps(work: UnitOfWork) -> Sequence[str]:
    """By where one is and as what, or by being in any community at all: then which one is meant is asked."""
    standing = offered.standing(work)
    if standing in AT_THE_DOOR:
        return tuple(verb for verb in AT_THE_DOOR[standing] if verb != "join" or not joined_elsewhere(work))
    return IN_A_COMMUNITY if work.in_community or offered.takes_part(work) else BEFORE_JOINING


def _not_understood(text: str, work: UnitOfWork, repertoire: Repertoire[Any]) -> Card:
    texts = for_actor(work)
    near = tuple(_meant(text, work, repertoire))
    advice = "conversation.did_you_mean" if near else "conversation.what_i_can"
    choices = near or _first_steps(work)
    return Card(
        title=texts.plain("conversation.not_understood", said=shorten(text, AT_MOST)),
        body=(Paragraph(texts(advice)),),
        actions=(*(_say(verb, work, repertoire, _carried(verb, text)) for verb in choices), _help_button(work)),
    )


def _asks(text: str, work: UnitOfWork, repertoire: Repertoire[Any]) -> Card:
    """Somebody typed a question to Kring, as one does: it is the community's to answer, once its asker says so."""
    texts = for_actor(work)
    choices = (_say(verb, work, repertoire, f"{verb} {text}"[:CARRIED_AT_MOST]) for verb in IN_A_COMMUNITY)
    return Card(
        texts.plain("conversation.asks"),
        (Paragraph(texts("conversation.asks_what", said=shorten(text, AT_MOST))),),
        (*choices, _help_button(work)),
    )


def _carried(verb: str, text: str) -> str:
    """What was said goes along into a question: it may have been meant for the community."""
    return f"{verb} {text}"[:CARRIED_AT_MOST] if verb == ASK else verb


def _meant(text: str, work: UnitOfWork, repertoire: Repertoire[Any]) -> Iterator[str]:
    """At most two verbs that look like what was typed: by the reader's own words for them, else by anybody's."""
    words, found = text.casefold().split(), dict[str, None]()
    may_be = {verb.name for _, verb in offered.verbs(work, repertoire)}
    for known in (repertoire.words([for_actor(work).language]), repertoire.words()):
        for length in (2, 1):
            for phrase in get_close_matches(" ".join(words[:length]), known, n=2, cutoff=CLOSE_ENOUGH):
                said = repertoire.find(phrase)
                if said and said.verb.name in may_be:
                    found[said.verb.name] = None
    yield from list(found)[:2]


def _say(name: str, work: UnitOfWork, repertoire: Repertoire[Any], said_by_it: str = "") -> Button:
    """A button that says the verb, or more. Raises: LookupError when no capability has it."""
    said = repertoire.find(name)
    if said is None:
        raise LookupError(name)
    label = for_actor(work).plain(f"{said.capability}.say.{_hyphened(said.verb)}")
    return Button(label, SAY, _subject(said_by_it or name, work), opens_form=said.verb.opens_form)


def _help_button(work: UnitOfWork) -> Button:
    return Button(for_actor(work).plain("conversation.say.help"), SAY, _subject("help", work))


def _subject(said: str, work: UnitOfWork) -> Subject:
    return Subject(work.community.id if work.in_community else None, "", said)


def _line(texts: Texts, capability: str, verb: Verb[Any]) -> Md:
    """The reader's own word for it, and the one that everybody shares."""
    own = texts.words(f"{capability}.also.{_hyphened(verb)}")[0]
    shared = "" if own == verb.name else f" (`{verb.name}`)"
    what = texts(f"{capability}.help.{_hyphened(verb)}")
    return Md(f"- {texts('conversation.help_line', say=Md(f'`{own}`{shared}'), what=what)}")


def _hyphened(verb: Verb[Any]) -> str:
    return verb.name.replace(" ", "-")


def _means(kind: str, said: str) -> bool:
    return any(said in texts_in(language).words(f"conversation.{kind}") for language in LANGUAGES)
