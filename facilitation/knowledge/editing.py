"""Editing together: each form makes a version, an earlier one can be compared and brought back."""

from collections.abc import Iterator

from facilitation.events import ButtonPressed, FormSubmitted
from facilitation.knowledge import agreement, following, history_cards, reviewing, writing_forms
from facilitation.knowledge.differences import differences
from facilitation.knowledge.inputs import is_unnamed, split_tags, tag_passages
from facilitation.knowledge.items import Change, ItemVersion, KnowledgeItem
from facilitation.knowledge.kinds import Assurance
from facilitation.knowledge.paragraphs import joined, reaches_too_far, split, written
from facilitation.knowledge.passages import Part, Passage
from facilitation.knowledge.reading import reader_of, shared_item
from facilitation.knowledge.recording import record
from facilitation.knowledge.repository import KnowledgeWork
from facilitation.messages import Answer, Notice, OpenForm, RefuseForm, Whisper
from facilitation.people import AccountRef
from facilitation.wording import for_actor


def on_edit(press: ButtonPressed, work: KnowledgeWork) -> Answer:
    item = shared_item(press.subject, work)
    if isinstance(item, Whisper):
        return item
    if item.assurance is Assurance.RETIRED:
        return Whisper(Notice(for_actor(work)("knowledge.retired_first")))
    named = not agreement.is_unnamed(item, work.account.ref, work)
    return OpenForm(writing_forms.edit_form(item, for_actor(work), named=named))


def on_edited(form: FormSubmitted, work: KnowledgeWork) -> Answer | None:
    """A version, unless nothing was changed. Who was slower is told, and keeps what they typed."""
    item, texts = shared_item(form.subject, work), for_actor(work)
    if isinstance(item, Whisper):
        return item
    errors = dict(writing_forms.problems(form, writing_forms.heads_of(item), texts))
    if form.subject.detail != str(item.number):
        errors["title"] = texts.plain("knowledge.changed_meanwhile")
    if item.assurance is Assurance.RETIRED:
        errors["title"] = texts.plain("knowledge.retired_first")
    errors |= {field: texts.plain("knowledge.reached_less_far") for field in _too_far(item, form, work)}
    passages = tuple(_edited(item, form, work))
    if not any(passage.part.is_body for passage in passages):
        errors.setdefault(writing_forms.field_name(writing_forms.FREE), texts.plain("knowledge.nothing_written"))
    if errors:
        return RefuseForm(errors)
    if (passages, form.line("title")) == (item.passages, item.title):
        return Whisper(Notice(texts("knowledge.nothing_changed")))
    item.passages = passages
    if form.line("title") != item.title:
        item.title, item.titled_by = form.line("title"), work.account.ref
    _put_down(item, Change.EDITED, work, unnamed=is_unnamed(form))
    return Whisper(history_cards.edited(item, texts))


def on_versions(press: ButtonPressed, work: KnowledgeWork) -> Answer:
    item = shared_item(press.subject, work)
    if isinstance(item, Whisper):
        return item
    versions = work.knowledge.versions_for(reader_of(work), item.id)
    return OpenForm(history_cards.compare_form(item, versions, for_actor(work)))


def on_compare(form: FormSubmitted, work: KnowledgeWork) -> Answer:
    item, texts = shared_item(form.subject, work), for_actor(work)
    if isinstance(item, Whisper):
        return item
    older, newer = (_version(item, form.choice(name), work) for name in ("older", "newer"))
    if older is None or newer is None:
        return Whisper(Notice(texts("knowledge.version_gone")))
    older, newer = sorted((older, newer), key=lambda version: version.number)
    return Whisper(history_cards.compared(item, older, newer, differences(older, newer), texts))


def on_what_changed(press: ButtonPressed, work: KnowledgeWork) -> Answer:
    """Since the version that is named, as a follower is told."""
    item, texts = shared_item(press.subject, work), for_actor(work)
    if isinstance(item, Whisper):
        return item
    versions = work.knowledge.versions_for(reader_of(work), item.id)
    earlier = [each for each in versions if str(each.number) == press.subject.detail] or versions[-1:]
    if not versions:
        return Whisper(Notice(texts("knowledge.version_gone")))
    return Whisper(history_cards.compared(item, earlier[0], versions[0], differences(earlier[0], versions[0]), texts))


def on_restore(press: ButtonPressed, work: KnowledgeWork) -> Answer:
    """The text, title and tags of an earlier version; what members say beside it stays as it is now."""
    item, texts = shared_item(press.subject, work), for_actor(work)
    if isinstance(item, Whisper):
        return item
    if item.assurance is Assurance.RETIRED:
        return Whisper(Notice(texts("knowledge.retired_first")))
    version = _version(item, press.subject.detail, work)
    if version is None or version.audience.reach < item.audience.reach or not _has_body(version):
        return Whisper(Notice(texts("knowledge.version_gone")))
    beside = tuple(each for each in item.passages if each.part in (Part.CONTEXT, Part.DISSENT))
    item.passages = (*(each for each in version.passages if each.part.is_body or each.part is Part.TAG), *beside)
    item.title, item.titled_by = version.title, version.titled_by
    _put_down(item, Change.RESTORED, work)
    return Whisper(history_cards.edited(item, texts))


def _edited(item: KnowledgeItem, form: FormSubmitted, work: KnowledgeWork) -> Iterator[Passage]:
    """Quotes as they were said, then the fields, then tags, then what members say beside it."""
    known = (*item.passages, *(each for version in work.knowledge.versions(item.id) for each in version.passages))
    gone = _gone(item, form)
    yield from (passage for passage in item.passages if passage.part.is_quote)
    for head in writing_forms.heads_of(item):
        if not writing_forms.fits(item, head) or form.text(writing_forms.field_name(head)) == joined(
            item.passages, head
        ):
            yield from (each for each in item.passages if each.part is Part.TEXT and each.head == head)
            continue
        name = "" if is_unnamed(form) else work.account.name
        yield from written(head, form.text(writing_forms.field_name(head)), work.account.ref, name, known, gone)
    yield from tag_passages(split_tags(form.line("tags")), work.account, item.passages)
    yield from (each for each in item.passages if each.part in (Part.CONTEXT, Part.DISSENT))


def _too_far(item: KnowledgeItem, form: FormSubmitted, work: KnowledgeWork) -> Iterator[str]:
    """The fields that hold what somebody wrote for fewer readers than the item has now."""
    versions = work.knowledge.versions(item.id)
    near = [each for each in versions if each.audience.reach < item.audience.reach]
    agreed = (*item.passages, *(passage for each in versions if each not in near for passage in each.passages))
    narrower = [passage for each in near for passage in each.passages]
    fields = [writing_forms.field_name(head) for head in writing_forms.heads_of(item)]
    titled = ["title"] if form.line("title") != item.title else []
    for field in (*fields, *titled):
        if any(reaches_too_far(each, work.account.ref, agreed, narrower) for each in split(form.text(field))):
            yield field


def _gone(item: KnowledgeItem, form: FormSubmitted) -> list[Passage]:
    """The paragraphs that stand in no field any more: rewritten, or left out."""
    heads = [head for head in writing_forms.heads_of(item) if writing_forms.fits(item, head)]
    there = {each for head in heads for each in split(form.text(writing_forms.field_name(head)))}
    return [each for each in item.passages if each.part is Part.TEXT and each.head in heads and each.text not in there]


def _put_down(item: KnowledgeItem, change: Change, work: KnowledgeWork, unnamed: bool = False) -> None:
    """Who writes agrees by writing. What stood by consent is reviewed, no more, once it says something else."""
    me = work.account.ref
    if item.assurance is Assurance.STANDING:
        item.assurance = Assurance.REVIEWED
    if change is Change.EDITED and me in item.writers and me not in _wrote_before(item, work):
        following.follow(item, me, work)
    if me in item.authors:
        agreement.note_agreement(item, me, work, unnamed)
    record(item, change, me, work, named=not unnamed)
    reviewing.seen_to(item, work)
    following.changed(item, me, work)


def _wrote_before(item: KnowledgeItem, work: KnowledgeWork) -> set[AccountRef]:
    """They follow it already, or wanted to no more."""
    return {author for version in work.knowledge.versions(item.id) for author in version.authors}


def _version(item: KnowledgeItem, number: str, work: KnowledgeWork) -> ItemVersion | None:
    """Among those that the actor may read."""
    versions = work.knowledge.versions_for(reader_of(work), item.id)
    return next((each for each in versions if str(each.number) == number), None)


def _has_body(version: ItemVersion) -> bool:
    return any(passage.part.is_body for passage in version.passages)
