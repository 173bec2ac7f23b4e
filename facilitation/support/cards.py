"""How a support request is asked, shown and answered."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from facilitation.messages import (
    Action,
    Block,
    Button,
    Card,
    Form,
    Notice,
    Paragraph,
    Quote,
    Small,
    Subject,
    TextInput,
    Tone,
)
from facilitation.people import Account, AccountRef, Community
from facilitation.support.model import WORDS_AT_MOST, Stage, SupportReply, SupportRequest
from facilitation.texts import Md, Texts, escape
from facilitation.wording import shorten

ASK = "support.ask"
SHOW = "support.show"
ANSWER = "support.answer"
SETTLE = "support.settle"
WITHDRAW = "support.withdraw"
REOPEN = "support.reopen"

SHOWN = 8  # requests in a list
TITLE_SHOWN = 60  # characters of one in a list


@dataclass(frozen=True, slots=True)
class Told:
    """A request, with all that is said to it."""

    request: SupportRequest
    replies: Sequence[SupportReply]
    names: Mapping[AccountRef, Account]

    def name(self, ref: AccountRef, texts: Texts) -> str:
        account = self.names.get(ref)
        return account.name if account and account.name else texts.plain("support.somebody")


def title_of(request: SupportRequest) -> str:
    return shorten(" ".join(request.text.split()), TITLE_SHOWN)


def ask_form(community: Community, channel: str, texts: Texts, *, sponsored: bool) -> Form:
    intro = texts("support.ask_seen" if sponsored else "support.ask_unsponsored", channel=channel)
    return _form(ASK, "ask", Subject(community.id), (Small(intro),), texts)


def answer_form(request: SupportRequest, texts: Texts) -> Form:
    intro = (Quote(request.text), Small(texts("support.answer_seen")))
    return _form(ANSWER, "answer", Subject(request.community_id, request.id), intro, texts)


def card(told: Told, texts: Texts, *, sponsor: bool = False) -> Card | Notice:
    """In the channel; or for a sponsor, who alone can answer."""
    request = told.request
    if request.stage is Stage.WITHDRAWN:
        return Notice(texts("support.withdrawn"))
    title = texts.plain("support.asks", name=told.name(request.asker, texts))
    body: list[Block] = [Quote(request.text), *_replies(told, texts)]
    if not told.replies:
        body.append(Small(texts("support.no_reply_yet")))
    if request.stage is Stage.SETTLED:
        by = told.name(request.settler, texts) if request.settler else texts.plain("support.somebody")
        body.append(Small(texts("support.is_settled", name=by)))
    return Card(title, tuple(body), tuple(_actions(request, texts, sponsor=sponsor)))


def told_asker(request: SupportRequest, key: str, by: str, community: Community, texts: Texts) -> Card:
    """Privately, that somebody answered what they asked, or settled it."""
    subject = Subject(request.community_id, request.id)
    show = Button(texts.plain("support.show", title=title_of(request)), SHOW, subject)
    again = (Button(texts.plain("support.reopen"), REOPEN, subject),) if request.stage is Stage.SETTLED else ()
    return Card(texts.plain(key, name=by, community=community.name), (Quote(request.text),), (show, *again))


def overview(requests: Sequence[SupportRequest], community: Community, texts: Texts, *, asks: bool) -> Card:
    lines = [f"- {escape(title_of(each))}" for each in requests[:SHOWN]]
    body: list[Block] = [Paragraph(Md("\n".join(lines)) if lines else texts("support.none_open"))]
    body.append(Small(texts("support.small")))
    shows: list[Action] = [
        Button(texts.plain("support.show", title=title_of(each)), SHOW, Subject(community.id, each.id))
        for each in requests[:SHOWN]
    ]
    if asks:
        ask = Button(texts.plain("support.ask"), ASK, Subject(community.id), Tone.PRIMARY, opens_form=True)
        shows.insert(0, ask)
    return Card(texts.plain("support.open", community=community.name), tuple(body), tuple(shows))


def _form(action: str, name: str, subject: Subject, intro: tuple[Block, ...], texts: Texts) -> Form:
    words = TextInput("text", texts.plain(f"support.{name}_what"), multiline=True, longest=WORDS_AT_MOST)
    return Form(
        title=texts.plain(f"support.{name}"),
        action=action,
        submit=texts.plain(f"support.{name}_submit"),
        subject=subject,
        intro=intro,
        inputs=(words,),
    )


def _replies(told: Told, texts: Texts) -> Iterator[Block]:
    for reply in told.replies:
        yield Paragraph(texts("support.replies", name=told.name(reply.by, texts), date=texts.date(reply.at)))
        yield Quote(reply.text)


def _actions(request: SupportRequest, texts: Texts, *, sponsor: bool) -> Iterator[Action]:
    subject = Subject(request.community_id, request.id)
    if request.stage is Stage.SETTLED:
        if not sponsor:
            yield Button(texts.plain("support.reopen"), REOPEN, subject)
    elif sponsor:
        yield Button(texts.plain("support.answer"), ANSWER, subject, Tone.PRIMARY, opens_form=True)
    else:
        yield Button(texts.plain("support.settle"), SETTLE, subject)
        yield Button(texts.plain("support.withdraw"), WITHDRAW, subject)
