"""Where members say they stand: what they are to the organisation, and at which site; theirs to say, or not."""

from collections.abc import Iterable

from facilitation.events import CommandGiven, FormSubmitted, MemberPlaced
from facilitation.messages import (
    Answer,
    ChoiceInput,
    Facts,
    Form,
    Input,
    OpenForm,
    Option,
    RefuseForm,
    Small,
    Subject,
    TextInput,
    Whisper,
)
from facilitation.messages import Card as Told
from facilitation.people import Affiliation, Member
from facilitation.ports.memory import UnitOfWork
from facilitation.texts import Texts
from facilitation.wording import for_actor

WHERE = "communities.where"
WORDS_AT_MOST = 60  # characters of a site, or of an affiliation in a community's own words
OFFERED_AT_MOST = 50  # sites, or affiliations; what is not among them can be typed


def on_where(command: CommandGiven, said: str, work: UnitOfWork) -> Answer:
    """`/kring where I am`: a form with what holds now, and what others of the community said."""
    return OpenForm(_form(work.me, work))


def on_placed(form: FormSubmitted, work: UnitOfWork) -> Answer:
    texts, me = for_actor(work), work.me
    typed = {name: form.line(f"new_{name}") for name in ("affiliation", "site")}
    long = {f"new_{name}" for name, words in typed.items() if len(words) > WORDS_AT_MOST}
    if long:
        return RefuseForm(dict.fromkeys(long, texts.plain_count("communities.words_long", WORDS_AT_MOST)))
    affiliations = (*Affiliation, *work.people.affiliations(work.community.id))
    me.affiliation = _meant(typed["affiliation"], form.choice("affiliation"), affiliations) or None
    me.site = _meant(typed["site"], form.choice("site"), work.people.sites(work.community.id))
    work.announce(MemberPlaced(community_id=work.community.id, member_id=me.id))
    return Whisper(_kept(me, work, texts))


def called(affiliation: str, texts: Texts) -> str:
    """In the reader's language, or as the community calls it."""
    return texts.plain(f"communities.affiliation.{affiliation}") if affiliation in set(Affiliation) else affiliation


def _meant(typed: str, chosen: str, known: Iterable[str]) -> str:
    """What was typed counts; written as it is known already, if it is."""
    same = {each.casefold(): str(each) for each in known}
    return same.get(typed.casefold(), typed) if typed else same.get(chosen.casefold(), "")


def _form(me: Member, work: UnitOfWork) -> Form:
    texts, community = for_actor(work), work.community
    own = [each for each in work.people.affiliations(community.id) if each not in set(Affiliation)]
    affiliations = [Option(str(each), called(each, texts)) for each in (*Affiliation, *own)]
    sites = [Option(each, each) for each in work.people.sites(community.id)]
    label, other = texts.plain("communities.affiliation"), texts.plain("communities.other_affiliation")
    inputs: list[Input] = [*_inputs("affiliation", affiliations, me.affiliation or "", (label, other))]
    label, other = texts.plain("communities.site"), texts.plain("communities.other_site")
    inputs += _inputs("site", sites, me.site, (label, other))
    return Form(
        title=texts.plain("communities.where"),
        action=WHERE,
        submit=texts.plain("common.keep"),
        subject=Subject(community.id),
        intro=(Small(texts("communities.where_seen", community=community.name)),),
        inputs=tuple(inputs),
    )


def _inputs(name: str, known: list[Option], now: str, labels: tuple[str, str]) -> Iterable[Input]:
    """To choose of what is known, and to type what is not."""
    first = [each for each in known if each.value == now] + [each for each in known if each.value != now]
    label, other = labels
    if known:
        initial = (now,) if now else ()
        yield ChoiceInput(name, label, tuple(first[:OFFERED_AT_MOST]), initial=initial, optional=True)
    yield TextInput(f"new_{name}", other if known else label, optional=True, longest=WORDS_AT_MOST)


def _kept(me: Member, work: UnitOfWork, texts: Texts) -> Told:
    unsaid = texts.plain("communities.unsaid")
    told = called(me.affiliation, texts) if me.affiliation else unsaid
    facts = Facts(
        ((texts.plain("communities.affiliation"), told), (texts.plain("communities.site"), me.site or unsaid))
    )
    small = Small(texts("communities.where_seen", community=work.community.name))
    return Told(texts.plain("communities.where_kept"), (facts, small))
