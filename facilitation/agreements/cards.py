"""How an agreement is proposed, answered and read."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from facilitation.agreements.model import AFTER, WORDS_AT_MOST, Agreement
from facilitation.messages import (
    Action,
    Block,
    Button,
    Card,
    ChoiceInput,
    Facts,
    Form,
    Input,
    Option,
    Paragraph,
    Small,
    Subject,
    TextInput,
    Tone,
)
from facilitation.people import Account, AccountRef, Community
from facilitation.texts import Texts

PROPOSE = "agreements.propose"
ACCEPT = "agreements.accept"
DECLINE = "agreements.decline"
STILL = "agreements.still"
END = "agreements.end"
SHOW = "agreements.show"
WITHDRAW = "agreements.withdraw"
SHOWN = 10  # agreements in one message
USUAL = "6"  # months


@dataclass(frozen=True, slots=True)
class Told:
    agreement: Agreement
    names: Mapping[AccountRef, Account]
    now: datetime

    def facts(self, texts: Texts) -> Facts:
        made = self.agreement
        again = ((texts.plain("agreements.asked_again"), self._when(texts)),) if self._is_to_come else ()
        return Facts(
            (
                (texts.plain("agreements.brings"), made.brings),
                (texts.plain("agreements.expects"), made.expects),
                *again,
            )
        )

    def who(self, texts: Texts) -> str:
        return self.name(self.agreement.who, texts)

    def core(self, texts: Texts) -> str:
        return self.name(self.agreement.core, texts)

    def name(self, ref: AccountRef | None, texts: Texts) -> str:
        account = self.names.get(ref) if ref else None
        return account.name if account and account.name else texts.plain("agreements.somebody")

    @property
    def _is_to_come(self) -> bool:
        """Asked about and not answered, it goes on without a date."""
        return self.agreement.review_at is None or self.agreement.review_at > self.now

    def _when(self, texts: Texts) -> str:
        made = self.agreement
        return texts.date(made.review_at) if made.review_at else texts.plain("agreements.months", months=made.months)


def form(community: Community, people: Sequence[tuple[str, str]], texts: Texts) -> Form:
    """`people`: with whom a facilitator may agree, by value and name; none where somebody speaks for themselves."""
    whom: tuple[Input, ...] = ()
    if people:
        options = tuple(Option(value, name) for value, name in people)
        whom = (ChoiceInput("who", texts.plain("agreements.with_whom"), options),)
    months = tuple(Option(each, texts.plain("agreements.months", months=each)) for each in AFTER)
    return Form(
        title=texts.plain("agreements.propose"),
        action=PROPOSE,
        submit=texts.plain("agreements.submit"),
        subject=Subject(community.id),
        intro=(Small(texts("agreements.who_sees")),),
        inputs=(
            *whom,
            _words("brings", "brings_they" if people else "brings_i", texts),
            _words("expects", "expects_they" if people else "expects_i", texts),
            ChoiceInput("months", texts.plain("agreements.ask_again"), months, initial=(USUAL,)),
        ),
    )


def proposed(told: Told, by: str, texts: Texts) -> Card:
    """To the other side, privately."""
    subject = Subject(told.agreement.community_id, told.agreement.id)
    return Card(
        texts.plain("agreements.proposed", by=by, who=told.who(texts)),
        (told.facts(texts), Small(texts("agreements.accept_means"))),
        (
            Button(texts.plain("agreements.accept"), ACCEPT, subject, Tone.PRIMARY),
            Button(texts.plain("agreements.decline"), DECLINE, subject),
        ),
    )


def answer_button(told: Told, texts: Texts) -> Button:
    """To be asked once more."""
    label = texts.plain("agreements.queue_show", who=told.who(texts))
    return Button(label, SHOW, Subject(told.agreement.community_id, told.agreement.id))


def review(told: Told, texts: Texts) -> Card:
    subject = Subject(told.agreement.community_id, told.agreement.id)
    return Card(
        texts.plain("agreements.still_good", who=told.who(texts)),
        (told.facts(texts), Small(texts("agreements.still_means"))),
        (
            Button(texts.plain("agreements.still"), STILL, subject, Tone.PRIMARY),
            Button(texts.plain("agreements.end"), END, subject),
        ),
    )


def overview(
    told: Sequence[Told],
    own: Sequence[Told],
    community: Community,
    texts: Texts,
    *,
    ends: Sequence[Agreement],
    proposes: bool,
) -> Card:
    """Those that stand, for all in the community; `ends`: those of them that the reader may end.

    `own`: what the reader proposed, and is not answered.
    """
    body: list[Block] = []
    for each in told[:SHOWN]:
        title = texts("agreements.between", who=each.who(texts), core=each.core(texts))
        body += [Paragraph(title), each.facts(texts)]
    for each in own[:SHOWN]:
        body += [Paragraph(texts("agreements.you_proposed", who=each.who(texts))), each.facts(texts)]
    if not told and not own:
        body.append(Paragraph(texts("agreements.none")))
    body.append(Small(texts("agreements.what")))
    ending = [each for each in told[:SHOWN] if each.agreement in ends]
    actions = tuple(_actions(ending, own[:SHOWN], community, texts, proposes=proposes))
    return Card(texts.plain("agreements.of", community=community.name), tuple(body), actions)


def _actions(
    ending: Sequence[Told], own: Sequence[Told], community: Community, texts: Texts, *, proposes: bool
) -> Iterator[Action]:
    if proposes:
        yield Button(texts.plain("agreements.propose"), PROPOSE, Subject(community.id), Tone.PRIMARY, opens_form=True)
    for each in ending:
        label = texts.plain("agreements.end_with", who=each.who(texts))
        yield Button(label, END, Subject(community.id, each.agreement.id))
    for each in own:
        label = texts.plain("agreements.withdraw", who=each.who(texts))
        yield Button(label, WITHDRAW, Subject(community.id, each.agreement.id))


def _words(name: str, label: str, texts: Texts) -> TextInput:
    return TextInput(name, texts.plain(f"agreements.{label}"), multiline=True, longest=WORDS_AT_MOST)
