"""Words that are looked for in vain: told to all once five different people looked for them, and before that to nobody.

Who looked is not kept: digests under a salt of the word's own let each person count once; they go when the word is told
and with their time.
"""

import hmac
import re
import secrets
from collections.abc import Sequence
from datetime import timedelta

from facilitation.events import LookedUp, TimerDue
from facilitation.knowledge import cards
from facilitation.knowledge.finds import Wanted
from facilitation.knowledge.kinds import Kind
from facilitation.knowledge.reading import readable
from facilitation.knowledge.repository import KnowledgeWork
from facilitation.messages import Answer, LookUp, Subject, Whisper
from facilitation.people import LANGUAGES, AccountRef
from facilitation.texts import texts_in
from facilitation.wording import for_actor

ENOUGH = 5  # k of domain.md section 5
COUNTED_FOR = timedelta(days=28)
TOLD_FOR = timedelta(days=56)
GONE = "knowledge.wanted_gone"
WORD = re.compile(r"[^\W\d_]{4,30}")
ALONE = "knowledge.looked_up_alone"
AMONG = 5  # found things, among which one is for whoever looks
WORDS_AT_MOST = 6  # of one search


def in_vain(words: str, work: KnowledgeWork) -> Answer | LookUp:
    """Somebody found nothing for these words: which of them find nothing by themselves is looked up one by one."""
    small = {word for language in LANGUAGES for word in texts_in(language).words("knowledge.small_words")}
    single = dict.fromkeys(word for word in WORD.findall(words.casefold()) if word not in small)
    return _next(words, list(single)[:WORDS_AT_MOST], work)


def on_alone(looked: LookedUp, work: KnowledgeWork) -> Answer | LookUp:
    """One of the words was looked up by itself."""
    if not readable(looked.found, work):
        _count(looked.look.words, work)
    return _next(looked.look.carried["words"], looked.look.carried["left"].split(), work)


def on_gone(due: TimerDue, work: KnowledgeWork) -> None:
    for wanted in work.knowledge.all_wanted():
        if wanted.id == due.subject:
            work.knowledge.remove_wanted(wanted)


def count_once(wanted: Wanted, was: AccountRef, now: AccountRef) -> None:
    """Two accounts turned out to be one person's."""
    seeker = _seeker(was, wanted.salt) if wanted.salt else ""
    if wanted.salt and seeker in (wanted.seekers or ()):
        others = {each for each in wanted.seekers or () if each != seeker}
        wanted.seekers = tuple(sorted({*others, _seeker(now, wanted.salt)}))


def _seeker(who: AccountRef, salt: str) -> str:
    return hmac.new(bytes.fromhex(salt), f"{who.workspace}|{who.user}".encode(), "sha256").hexdigest()


def _next(words: str, left: Sequence[str], work: KnowledgeWork) -> Answer | LookUp:
    if not left:
        card = cards.nothing_found(words, work.community, for_actor(work))
        return Whisper(card, fleeting=True)  # no row tells who looked for what
    carried = {"words": words, "left": " ".join(left[1:])}
    return LookUp(left[0], AMONG, ALONE, Subject(work.community.id), tuple(Kind), carried=carried)


def _count(word: str, work: KnowledgeWork) -> None:
    wanted = work.knowledge.wanted(word)
    if wanted is None:
        wanted = Wanted(
            community_id=work.community.id,
            id=work.knowledge.digest(word),
            word=word,
            salt=secrets.token_hex(16),
            seekers=(),
            since=work.now,
        )
        work.knowledge.add_wanted(wanted)
        work.timers.set(GONE, wanted.id, work.now + COUNTED_FOR)
    if wanted.told or wanted.salt is None:
        return
    seekers = tuple(sorted({*(wanted.seekers or ()), _seeker(work.account.ref, wanted.salt)}))
    if len(seekers) < ENOUGH:
        wanted.seekers = seekers
        return
    wanted.told, wanted.salt, wanted.seekers = True, None, None
    work.timers.set(GONE, wanted.id, work.now + TOLD_FOR)
