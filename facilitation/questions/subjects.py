""" "Ask me about": what members say themselves that they like to be asked about, to be found by it.

A short list of their own, seen by all members; and what they don't want to be asked, which nobody sees.
"""

from facilitation.events import CommandGiven, FormSubmitted, LookedUp, MemberLeftCommunity, MemberPlaced
from facilitation.messages import Answer, LookUp, Notice, OpenForm, RefuseForm, Subject, Whisper
from facilitation.people import Member
from facilitation.ports.search import Document
from facilitation.questions import subject_cards, wishes
from facilitation.questions.model import SUBJECTS, QuestionWork, says_something
from facilitation.wording import for_actor

WHO_KNOWS = "questions.who_knows"
AT_MOST = 10
EACH_AT_MOST = 60  # characters
FOUND_AT_MOST = 5  # people told at a time


def on_ask_me(command: CommandGiven, said: str, work: QuestionWork) -> Answer:
    """`/kring ask me about [subject]`: a form with what holds now; what was said is added to it."""
    mine = wishes.of(work.account.ref, work)
    return OpenForm(subject_cards.form(mine, tuple(_listed(said)), work.community, for_actor(work)))


def on_chosen(form: FormSubmitted, work: QuestionWork) -> Answer:
    texts, listed = for_actor(work), _listed(form.text("subjects"))
    if len(listed) > AT_MOST:
        return RefuseForm({"subjects": texts.plain_count("questions.subjects_many", AT_MOST)})
    if any(len(each) > EACH_AT_MOST for each in listed):
        return RefuseForm({"subjects": texts.plain_count("questions.subject_long", EACH_AT_MOST)})
    mine = wishes.mine(work)
    mine.subjects = tuple(listed)
    mine.looks = form.choice("looks") != subject_cards.NO
    mine.follow_ups = form.choice("follow_ups") != subject_cards.NO
    make_findable(work.me, work)
    return Whisper(subject_cards.kept(mine, work.community, texts))


def on_who_knows(command: CommandGiven, said: str, work: QuestionWork) -> Answer | LookUp:
    """`/kring who knows WORDS`: members who said that they like to be asked about it."""
    if not says_something(said):
        return Whisper(Notice(for_actor(work)("questions.who_knows_how")))
    return LookUp(said, FOUND_AT_MOST, WHO_KNOWS, Subject(work.community.id), (SUBJECTS,))


def on_known(looked: LookedUp, work: QuestionWork) -> Answer:
    texts, hits = for_actor(work), work.search.show(looked.found, work.account.ref)
    words = looked.look.words
    if not hits:
        return Whisper(subject_cards.nobody_knows(words, work.community, texts))
    return Whisper(
        subject_cards.who_knows(words, [(hit.title, hit.by, hit.shown) for hit in hits], work.community, texts)
    )


def on_member_left(left: MemberLeftCommunity, work: QuestionWork) -> None:
    """Who left is not found any more."""
    theirs = work.around.wishes(left.account)
    if theirs:
        theirs.subjects = ()
    work.search.remove(SUBJECTS, left.member_id)


def on_placed(placed: MemberPlaced, work: QuestionWork) -> None:
    member = work.people.member_by_id(placed.community_id, placed.member_id) if work.in_community else None
    if member:
        make_findable(member, work)


def make_findable(member: Member, work: QuestionWork) -> None:
    """By what they chose now, and by their site; nothing: not at all."""
    told, known = ", ".join(wishes.of(member.ref, work).subjects), work.people.account(member.ref)
    if not (told or member.site) or known is None:
        work.search.remove(SUBJECTS, member.id)
        return
    work.search.put(
        Document(
            id=member.id,
            kind=SUBJECTS,
            title=known.name,
            text=f"{told}\n{member.site}".strip(),
            language=work.community.language,
            shown=told,
            by=member.site,
        )
    )


def _listed(said: str) -> list[str]:
    """Separated by commas or lines; none twice."""
    parts = (" ".join(part.split()) for line in said.splitlines() for part in line.split(","))
    return list({part.casefold(): part for part in parts if says_something(part)}.values())
