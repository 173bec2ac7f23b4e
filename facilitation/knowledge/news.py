"""What a week brought to what is known here: as far as all members can read it."""

from collections.abc import Sequence
from datetime import datetime

from facilitation.knowledge.actions import SHOW
from facilitation.knowledge.kinds import Reader
from facilitation.knowledge.repository import Entry, KnowledgeWork
from facilitation.messages import Subject
from facilitation.ports.news import News, Topic

AT_MOST = 100  # of a week's


def news(work: KnowledgeWork, since: datetime) -> Sequence[News]:
    entries = work.knowledge.entries(Reader(is_member=True), limit=AT_MOST)
    about = work.community.id
    told = [
        News(_topic(entry, since), entry.kind, entry.title, SHOW, Subject(about, entry.id), began=entry.kept_at)
        for entry in entries
        if entry.changed_at >= since
    ]
    wanted = [each for each in work.knowledge.all_wanted() if each.told]
    return [*told, *(News(Topic.WANTED, "knowledge.word_wanted", each.word, fresh=False) for each in wanted)]


def _topic(entry: Entry, since: datetime) -> Topic:
    return Topic.NEW if entry.kept_at >= since else Topic.CHANGED
