"""Writing something for others directly, in the short form of its kind."""

from datetime import timedelta

from facilitation.events import ButtonPressed, CommandGiven, FormSubmitted
from facilitation.knowledge import cards, following, reviewing, writing_forms
from facilitation.knowledge.agreement import note_agreement
from facilitation.knowledge.inputs import is_unnamed, split_tags, tag_passages
from facilitation.knowledge.items import Change, KnowledgeItem
from facilitation.knowledge.keys import offer_key
from facilitation.knowledge.kinds import FIELDS, Audience, Kind, OriginKind
from facilitation.knowledge.model import Keeping, Stage
from facilitation.knowledge.paragraphs import written
from facilitation.knowledge.passages import Passage
from facilitation.knowledge.recording import record
from facilitation.knowledge.repository import KnowledgeWork
from facilitation.messages import (
    TITLE_AT_MOST,
    Answer,
    Notice,
    OpenForm,
    Owed,
    RefuseForm,
    ReplaceCard,
    ToPerson,
    Whisper,
)
from facilitation.people import LANGUAGES, SideId, elsewhere, new_id
from facilitation.sides import side_chosen, with_sides
from facilitation.texts import texts_in
from facilitation.wording import for_actor, shorten

MONTH = timedelta(days=30)


def on_keep(_: CommandGiven, said: str, work: KnowledgeWork) -> Answer:
    """`/kring keep [kind] [title]`: the kind's form, or the kinds to choose from."""
    texts, community = for_actor(work), work.community
    first, rest = (*said.split(maxsplit=1), "", "")[:2]
    kind = kind_called(first)
    if kind is None:
        return Whisper(writing_forms.choose_kind(community, texts))
    form = writing_forms.write_form(kind, shorten(" ".join(rest.split()), TITLE_AT_MOST), community, texts)
    return OpenForm(with_sides(form, work))


def on_term(_: CommandGiven, said: str, work: KnowledgeWork) -> Answer:
    """`/kring term [word]`: a word of the glossary."""
    title = shorten(" ".join(said.split()), TITLE_AT_MOST)
    return OpenForm(with_sides(writing_forms.write_form(Kind.TERM, title, work.community, for_actor(work)), work))


def on_kind(press: ButtonPressed, work: KnowledgeWork) -> Answer:
    kind = _kind(press.subject.detail)
    return OpenForm(with_sides(writing_forms.write_form(kind, "", work.community, for_actor(work)), work))


def on_written(form: FormSubmitted, work: KnowledgeWork) -> Answer | None:
    kind, side = _kind(form.subject.detail), side_chosen(form, work)
    return keep(form, kind, FIELDS[kind], work, Audience.SESSION if side else Audience.COMMUNITY, side)[0]


def keep(
    form: FormSubmitted,
    kind: Kind,
    heads: tuple[str, ...],
    work: KnowledgeWork,
    audience: Audience = Audience.COMMUNITY,
    side: SideId | None = None,
) -> tuple[Answer, KnowledgeItem | None]:
    """What was written under those heads, unless something is wrong with it. Who writes agrees by writing.

    `side`: whose alone it is.
    """
    texts, passages = for_actor(work), _passages(form, heads, work)
    errors = dict(writing_forms.problems(form, heads, texts))
    if not any(passage.part.is_body for passage in passages):
        errors.setdefault(writing_forms.field_name(heads[0]), texts.plain("knowledge.nothing_written"))
    if errors:
        return RefuseForm(errors), None
    item = _item(kind, form.line("title"), passages, work, audience)
    item.side = side
    work.knowledge.add_keeping(_keeping(item, work))
    work.knowledge.add(item)
    note_agreement(item, work.account.ref, work, unnamed=is_unnamed(form))
    record(item, Change.KEPT, work.account.ref, work, named=not is_unnamed(form))
    following.follow(item, work.account.ref, work)
    if form.choice("review").isdecimal():
        reviewing.look_again(item, work.now + int(form.choice("review")) * MONTH, work)
    card = cards.kept(item, work.account.ref, work.community, texts)
    work.outbox.post(ToPerson(work.account.ref, Owed.ANSWER, side=side), card, key=offer_key(item.id))
    return ReplaceCard(Notice(texts("knowledge.kept_there", title=item.title))), item


def kind_called(word: str) -> Kind | None:
    """By its word in any language."""
    called = word.casefold()
    for kind in Kind:
        if called in {kind.name.casefold(), *(texts_in(language).plain(kind).casefold() for language in LANGUAGES)}:
            return kind
    return None


def _kind(name: str) -> Kind:
    """What a button or form carries may be anything."""
    return Kind.__members__.get(name.upper(), Kind.LESSON)


def _passages(form: FormSubmitted, heads: tuple[str, ...], work: KnowledgeWork) -> tuple[Passage, ...]:
    by, name = work.account.ref, "" if is_unnamed(form) else work.account.name
    fields = (written(head, form.text(writing_forms.field_name(head)), by, name) for head in heads)
    remarks = ((part, form.text(part)[: writing_forms.REMARK_AT_MOST]) for part in writing_forms.REMARKS)
    return (
        *(each for field in fields for each in field),
        *tag_passages(split_tags(form.line("tags")), work.account),
        *(Passage(part, by.workspace, by.user, name, text) for part, text in remarks if text),
    )


def _item(
    kind: Kind, title: str, passages: tuple[Passage, ...], work: KnowledgeWork, audience: Audience
) -> KnowledgeItem:
    identity, by = new_id(), work.account.ref
    return KnowledgeItem(
        community_id=work.community.id,
        id=identity,
        origin_kind=OriginKind.WRITTEN,
        origin_id=identity,
        kind=kind,
        audience=audience,
        title=title,
        title_workspace=by.workspace,
        title_user=by.user,
        passages=passages,
        language=work.community.language,
        workspace=work.community.workspace,
        channel=work.community.channel,
        thread=None,
        kept_at=work.now,
    )


def _keeping(item: KnowledgeItem, work: KnowledgeWork) -> Keeping:
    """It holds no words: what everyone agreed to is in the item."""
    by = work.account.ref
    return Keeping(
        community_id=item.community_id,
        id=item.id,
        origin_kind=item.origin_kind,
        origin_id=item.origin_id,
        kind=item.kind,
        audience=item.audience,
        for_side=item.side,
        workspace=by.workspace,
        user=by.user,
        title="",
        passages=(),
        channel=item.channel,
        thread=None,
        place_workspace=elsewhere(item.source, by),
        stage=Stage.KEPT,
        offered_at=work.now,
    )
