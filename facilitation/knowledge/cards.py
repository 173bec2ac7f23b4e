"""What is said about keeping: the offer, the question for consent, what was kept, and what was found."""

from collections.abc import Iterator, Sequence

from facilitation.knowledge import item_cards
from facilitation.knowledge.actions import READ_ON, SHOW, TAKE_BACK, TAKE_BACK_SURELY
from facilitation.knowledge.inputs import named_input, title_input
from facilitation.knowledge.items import KnowledgeItem
from facilitation.knowledge.model import CONSENT_WITHIN, Keeping
from facilitation.knowledge.passages import Part, Passage, pages
from facilitation.knowledge.told import told_as
from facilitation.messages import (
    CARRIED_AT_MOST,
    INPUT_AT_MOST,
    SAY,
    Action,
    Block,
    Button,
    Card,
    Form,
    Input,
    LinkButton,
    Notice,
    Paragraph,
    Quote,
    Small,
    Subject,
    TextInput,
    Tone,
)
from facilitation.people import AccountRef, Community
from facilitation.texts import Md, Texts, escape
from facilitation.wording import shorten

KEEP = "knowledge.keep"
NOT_NOW = "knowledge.not_now"
YES = "knowledge.yes"
YES_UNNAMED = "knowledge.unnamed"
NO = "knowledge.no"
FIND = "knowledge.find"

ANSWER_SHOWN = 2000  # characters of an answer in a form; the whole is in its thread
EXCERPT = 200  # characters of an answer in a list
ASKED_TITLE = 100  # characters of a title in what is asked above a card
TITLE_SHOWN = 40  # characters of a title on a button
WORDS_SHOWN = 60  # characters of what was looked for that are repeated


def offer(keeping: Keeping, others: Sequence[str], community: Community, texts: Texts, *, nameless: bool) -> Card:
    """To the asker, when a reply helped; or to who gave it, if it is `nameless`. `others`: whose consent it takes."""
    what = "knowledge.offer_what_nameless" if nameless else "knowledge.offer_what"
    ask = (Small(texts("knowledge.others_asked", names=texts.all_of(others))),) if others else ()
    return Card(
        texts.plain("knowledge.offer"),
        (Paragraph(texts(what, title=keeping.title, community=community.name)), *ask),
        (_keep(keeping, texts), Button(texts.plain(NOT_NOW), NOT_NOW, _about(keeping))),
    )


def not_now(keeping: Keeping, texts: Texts) -> Card:
    what = Paragraph(texts("knowledge.not_now_what", title=keeping.title))
    return Card(texts.plain("knowledge.not_now_said"), (what,), (_keep(keeping, texts),))


def keep_form(keeping: Keeping, community: Community, texts: Texts) -> Form:
    """The question's words are its author's to change; the answer's are not."""
    answers = [passage for passage in keeping.passages if passage.part is Part.ANSWER]
    return Form(
        title=texts.plain("knowledge.keep_title"),
        action=KEEP,
        submit=texts.plain("knowledge.keep_submit"),
        subject=_about(keeping),
        intro=(
            Small(texts("knowledge.who_will_see", community=community.name)),
            *(Quote(shorten(answer.text, ANSWER_SHOWN), by=answer.name) for answer in answers),
            Small(texts("knowledge.as_written")),
        ),
        inputs=(title_input(keeping.title, texts), *_question_input(keeping, texts), named_input(texts)),
    )


def _question_input(keeping: Keeping, texts: Texts) -> Iterator[Input]:
    """Where it has an author."""
    asked = [passage.text for passage in keeping.passages if passage.part is Part.QUESTION]
    if asked:
        yield TextInput(
            "question",
            texts.plain("knowledge.question_words"),
            texts.plain("knowledge.question_hint"),
            initial="\n\n".join(asked),
            multiline=True,
            optional=True,
            longest=INPUT_AT_MOST,
        )


def waiting(keeping: Keeping, others: Sequence[str], texts: Texts) -> Card:
    """To whoever wishes it, while the others are asked. What was said in a session they can leave out as well."""
    origin = keeping.origin_kind
    asked = Paragraph(texts(f"knowledge.waiting_what.{origin}", title=keeping.title, names=texts.all_of(others)))
    within = Small(texts.count(f"knowledge.within.{origin}", CONSENT_WITHIN.days))
    mine = not origin.is_whole and keeping.by in keeping.authors
    return Card(texts.plain("knowledge.waiting"), (asked, within), (_take_back(keeping, texts),) if mine else ())


def nothing_new(keeping: Keeping, texts: Texts) -> Notice:
    """To whoever wishes to keep what is kept already, or what its authors are being asked about."""
    return Notice(texts("knowledge.nothing_new", title=keeping.title))


def ask_consent(keeping: Keeping, reader: AccountRef, by: str, community: Community, texts: Texts) -> Card:
    """Exactly what would be kept of theirs, who will see it and how to take it back, before they say anything.

    Yes and No look alike: nobody is led to either. `by`: the name of whoever wishes it.
    """
    origin, seen = keeping.origin_kind, keeping.seen_by(reader)
    shown = pages(seen)
    others = [passage.name for passage in keeping.passages if passage not in seen and passage.part.is_body]
    body: list[Block] = [Paragraph(_wished(keeping, by, texts)), *(_quotes(shown[0]))]
    if any(passage.together_with for passage in seen):
        body.append(Small(texts("knowledge.consent_together")))
    if others:
        body.append(Small(texts(f"knowledge.consent_others.{origin}", names=texts.all_of(others))))
    body.append(Small(texts(f"knowledge.consent_seen.{told_as(keeping)}", community=community.name)))
    body.append(Small(texts.count(f"knowledge.consent_silence.{origin}", CONSENT_WITHIN.days)))
    return Card(
        texts.plain("knowledge.consent", title=shorten(keeping.title, ASKED_TITLE)),
        tuple(body),
        (
            Button(texts.plain(YES), YES, _about(keeping)),
            Button(texts.plain(YES_UNNAMED), YES_UNNAMED, _about(keeping)),
            Button(texts.plain(f"knowledge.no.{origin}"), NO, _about(keeping)),
            *_read_on(keeping, 0, len(shown), texts),
        ),
    )


def said_yes(keeping: Keeping, texts: Texts) -> Card:
    """While others are still asked."""
    return Card(
        texts.plain("knowledge.said_yes"),
        (Paragraph(texts(f"knowledge.said_yes_what.{keeping.origin_kind}", title=keeping.title)),),
        (_take_back(keeping, texts),),
    )


def said_no(keeping: Keeping, texts: Texts) -> Card:
    what = Paragraph(texts(f"knowledge.said_no_what.{keeping.origin_kind}"))
    return Card(texts.plain("knowledge.said_no"), (what,))


def kept(item: KnowledgeItem, reader: AccountRef, community: Community, texts: Texts) -> Card:
    """To each author, and to whoever wished it: where it can be found; to authors how to have their words out again."""
    body: list[Block] = [Paragraph(texts(f"knowledge.kept_what.{told_as(item)}", community=community.name))]
    actions = [_show(item, texts)]
    if item.origin_kind.is_whole or reader in item.authors:
        body.append(Small(texts(f"knowledge.kept_small.{item.origin_kind}")))
        actions.append(_take_back(item, texts))
    return Card(texts.plain("knowledge.kept", title=item.title), tuple(body), tuple(actions))


def over(texts: Texts) -> Card:
    return Card(texts.plain("knowledge.over"), (Paragraph(texts("knowledge.over_what")),))


def taken_back(keeping: Keeping, texts: Texts) -> Card:
    what = Paragraph(texts(f"knowledge.taken_back_what.{keeping.origin_kind}"))
    return Card(texts.plain("knowledge.taken_back"), (what,))


def take_back_surely(item: KnowledgeItem, texts: Texts) -> Card:
    """Names what it is and says what goes along."""
    return Card(
        texts.plain("knowledge.take_back_what", title=shorten(item.title, 100)),
        (Paragraph(texts("knowledge.take_back_means")),),
        (Button(texts.plain(TAKE_BACK_SURELY), TAKE_BACK_SURELY, _about(item)),),
    )


def line(item: KnowledgeItem, texts: Texts) -> Notice:
    """In a question's thread."""
    names = item_cards.names(item, texts)
    return Notice(texts("knowledge.line", title=item.title, names=names))


def find_form(community: Community, texts: Texts) -> Form:
    return Form(
        title=texts.plain(FIND),
        action=FIND,
        submit=texts.plain("knowledge.find_submit"),
        subject=Subject(community.id),
        intro=(Small(texts("knowledge.find_promise")),),
        inputs=(TextInput("words", texts.plain("knowledge.find_words"), texts.plain("knowledge.find_hint")),),
    )


def found(words: str, items: Sequence[KnowledgeItem], page: str | None, community: Community, texts: Texts) -> Card:
    """`page`: where the handbook shows what is found for the same words."""
    body: list[Block] = []
    for item in items:
        body.append(Paragraph(Md(f"**{escape(item.title)}**")))
        body.append(Quote(shorten(item.words, EXCERPT)))
        body.append(Small(item_cards.standing(item, texts)))
        body.append(Small(item_cards.origin(item, texts)))
    shows = [_show(item, texts) for item in items]
    title = texts.plain_count("knowledge.found", len(items), words=shorten(words, WORDS_SHOWN))
    book = (LinkButton(texts.plain("knowledge.in_handbook"), page),) if page else ()
    return Card(title, tuple(body), (*shows, *book, ask_instead(words, community, texts)))


def nothing_found(words: str, community: Community, texts: Texts) -> Card:
    return Card(
        texts.plain("knowledge.nothing_found", words=shorten(words, WORDS_SHOWN)),
        (Paragraph(texts("knowledge.nothing_found_what")), Small(texts("knowledge.find_promise"))),
        (ask_instead(words, community, texts),),
    )


def ask_instead(words: str, community: Community, texts: Texts) -> Button:
    said = f"ask {words}"[:CARRIED_AT_MOST]
    return Button(texts.plain("knowledge.ask_instead"), SAY, Subject(community.id, "", said), opens_form=True)


def more_of(keeping: Keeping, reader: AccountRef, page: int, texts: Texts) -> Card:
    """A further page of what somebody is asked about."""
    portions = pages(keeping.seen_by(reader))
    return Card(keeping.title, tuple(_quotes(portions[page])), tuple(_read_on(keeping, page, len(portions), texts)))


def _wished(keeping: Keeping, by: str, texts: Texts) -> Md:
    session, kind = keeping.origin_title or "", texts.plain(keeping.kind)
    return texts(
        f"knowledge.consent_what.{keeping.origin_kind}", name=by, title=keeping.title, session=session, kind=kind
    )


def _quotes(passages: Sequence[Passage]) -> list[Quote]:
    return [Quote(passage.text, by=passage.name) for passage in passages]


def _read_on(about: Keeping | KnowledgeItem, page: int, of: int, texts: Texts) -> list[Action]:
    if page + 1 >= of:
        return []
    return [Button(texts.plain(READ_ON), READ_ON, Subject(about.community_id, about.id, str(page + 1)))]


def _keep(keeping: Keeping, texts: Texts) -> Button:
    return Button(texts.plain(KEEP), KEEP, _about(keeping), Tone.PRIMARY, opens_form=True)


def _show(item: KnowledgeItem, texts: Texts) -> Button:
    return Button(texts.plain(SHOW, title=shorten(item.title, TITLE_SHOWN)), SHOW, _about(item))


def _take_back(about: Keeping | KnowledgeItem, texts: Texts) -> Button:
    return Button(texts.plain(TAKE_BACK), TAKE_BACK, _about(about))


def _about(thing: Keeping | KnowledgeItem) -> Subject:
    return Subject(thing.community_id, thing.id)
