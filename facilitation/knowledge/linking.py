"""What an item leads to: members say which others belong with it, and the handbook shows that both ways."""

from collections.abc import Sequence

from facilitation.events import ButtonPressed, FormSubmitted
from facilitation.knowledge.actions import LINK
from facilitation.knowledge.finds import Link
from facilitation.knowledge.items import KnowledgeItem
from facilitation.knowledge.reading import reader_of, shared_item
from facilitation.knowledge.repository import Entry, KnowledgeWork
from facilitation.knowledge.writing_forms import about
from facilitation.messages import LABEL_AT_MOST, Answer, ChoiceInput, Form, Notice, OpenForm, Option, Small, Whisper
from facilitation.texts import Texts
from facilitation.wording import for_actor, shorten

OFFERED_AT_MOST = 80  # what is linked already, then what was kept or changed lately; Slack shows a hundred


def on_link(press: ButtonPressed, work: KnowledgeWork) -> Answer:
    item = shared_item(press.subject, work)
    if isinstance(item, Whisper):
        return item
    texts, others = for_actor(work), _others(item, work)
    if not others:
        return Whisper(Notice(texts("knowledge.link_nothing")))
    return OpenForm(_form(item, others, work.knowledge.leads_to(item.id), texts))


def on_linked(form: FormSubmitted, work: KnowledgeWork) -> Answer:
    """What was not offered stays as it is: it may be for others only."""
    item = shared_item(form.subject, work)
    if isinstance(item, Whisper):
        return item
    offered, wanted = {entry.id for entry in _others(item, work)}, set(form.chosen("others"))
    before = set(work.knowledge.leads_to(item.id))
    for other in sorted((wanted & offered) - before):
        work.knowledge.link(Link(community_id=item.community_id, item_id=item.id, other_id=other, at=work.now))
    for other in sorted((before & offered) - wanted):
        work.knowledge.unlink(item.id, other)
    return Whisper(Notice(for_actor(work)("knowledge.linked", title=item.title)))


def _others(item: KnowledgeItem, work: KnowledgeWork) -> Sequence[Entry]:
    known = work.knowledge.entries(reader_of(work), limit=OFFERED_AT_MOST + 1)
    return [entry for entry in known if entry.id != item.id][:OFFERED_AT_MOST]


def _form(item: KnowledgeItem, others: Sequence[Entry], chosen: Sequence[str], texts: Texts) -> Form:
    options = tuple(Option(entry.id, _label(entry, texts)) for entry in others)
    there = tuple(option.value for option in options if option.value in chosen)
    return Form(
        title=texts.plain("knowledge.link_title"),
        action=LINK,
        submit=texts.plain("knowledge.link_submit"),
        subject=about(item),
        intro=(Small(texts("knowledge.link_seen", title=item.title)),),
        inputs=(
            ChoiceInput(
                "others", texts.plain("knowledge.link_others"), options, initial=there, several=True, optional=True
            ),
        ),
    )


def _label(entry: Entry, texts: Texts) -> str:
    return shorten(f"{entry.title} · {texts.plain(entry.kind)}", LABEL_AT_MOST)
