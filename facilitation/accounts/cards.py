"""What people are told while they link their accounts."""

from collections.abc import Sequence

from facilitation.messages import Button, Card, Paragraph, Small, Subject, Tone
from facilitation.people import Account, AccountRef
from facilitation.texts import Texts

CONFIRM = "accounts.confirm"
REACH = "accounts.reach"
UNLINK = "accounts.unlink"


def told(account: Account, texts: Texts) -> str:
    """A name and where: "Noor (Slack)"."""
    where = texts.plain(f"common.platform.{account.workspace.partition(':')[0]}")
    return texts.plain("accounts.account", name=account.name or texts.plain("accounts.nameless"), where=where)


def mine(code: str, person: Account, others: Sequence[Account], texts: Texts) -> Card:
    """The code; and of whoever has linked accounts, which, and what can be changed."""
    how = Paragraph(texts("accounts.type_it", code=code))
    care = Small(texts("accounts.care"))
    if not others:
        return Card(texts.plain("accounts.link"), (how, Paragraph(texts("accounts.what_happens")), care))
    names = texts.all_of([told(each, texts) for each in (person, *others)])
    body = (Paragraph(texts("accounts.yours", names=names)), reached(person, others, texts), how, care)
    return Card(texts.plain("accounts.linked_title"), body, tuple(_changes(person, others, texts)))


def confirm(person: Account, other: Account, texts: Texts) -> Card:
    both = {"one": told(other, texts), "another": told(person, texts)}
    return Card(
        texts.plain("accounts.is_it_you", **both),
        (Paragraph(texts("accounts.only_if_yours", **both)), Paragraph(texts("accounts.what_happens"))),
        (Button(texts.plain("accounts.both_mine"), CONFIRM, Subject(), Tone.PRIMARY),),
    )


def linked(person: Account, others: Sequence[Account], texts: Texts) -> Card:
    names = texts.all_of([told(each, texts) for each in (person, *others)])
    body = (Paragraph(texts("accounts.one_now", names=names)), reached(person, others, texts))
    return Card(texts.plain("accounts.linked_title"), body, tuple(_changes(person, others, texts)))


def reached(person: Account, others: Sequence[Account], texts: Texts) -> Small:
    where = next((each for each in others if each.ref == person.reached_at), person)
    return Small(texts("accounts.reached", account=told(where, texts)))


def _changes(person: Account, others: Sequence[Account], texts: Texts) -> list[Button]:
    elsewhere = [each for each in (person, *others) if each.ref != person.reached_at]
    reach = [
        Button(texts.plain("accounts.reach_me", account=told(each, texts)), REACH, of(each.ref)) for each in elsewhere
    ]
    apart = [Button(texts.plain("accounts.unlink", account=told(each, texts)), UNLINK, of(each.ref)) for each in others]
    return [*reach, *apart]


def of(account: AccountRef) -> Subject:
    return Subject(None, account.workspace, account.user)
