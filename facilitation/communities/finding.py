"""Which communities there are in the workspace that want to be found; and whether this one does."""

from facilitation.audit import record
from facilitation.events import CommandGiven, FormSubmitted
from facilitation.messages import (
    Answer,
    Block,
    Card,
    ChoiceInput,
    Form,
    Notice,
    OpenForm,
    Option,
    Paragraph,
    Small,
    Subject,
    Whisper,
)
from facilitation.people import Community
from facilitation.ports.audit import Change
from facilitation.ports.memory import UnitOfWork
from facilitation.texts import Md, Texts, escape
from facilitation.wording import for_actor, shorten

SET = "communities.set"
FOUND, HIDDEN = "found", "hidden"
AT_MOST = 30  # told at once
PURPOSE_SHOWN = 120  # characters


def on_list(command: CommandGiven, said: str, work: UnitOfWork) -> Answer:
    """`/kring communities`: those that want to be found, and one's own; and how one comes in."""
    texts, mine = for_actor(work), work.people.communities_of(work.account.ref)
    others = [each for each in work.people.findable(work.acting.workspace) if each not in mine]
    body: list[Block] = []
    for key, those in (("communities.mine", mine), ("communities.others", others)):
        if those:
            lines = [_line(each, work, texts) for each in those[:AT_MOST]]
            body.append(Paragraph(Md("\n".join([f"**{texts(key)}**", *lines]))))
    body.append(Small(texts("communities.how_to_come_in") if others else texts("communities.no_others")))
    return Whisper(Card(texts.plain("communities.there_are"), tuple(body)))


def on_installed_here(command: CommandGiven, said: str, work: UnitOfWork) -> Answer:
    """`/kring installed`: for whoever administers the workspace: how many communities, and nothing of what they say."""
    texts, here = for_actor(work), work.acting.workspace
    communities = work.people.communities_in(here)
    findable = [_line(each, work, texts) for each in communities if each.findable][:AT_MOST]
    body: list[Block] = [Paragraph(texts.count("communities.installed", len(communities)))]
    if findable:
        body.append(Paragraph(Md("\n".join(findable))))
    linked = len(work.links.in_workspace(here))
    if linked:
        body.append(Paragraph(texts.count("communities.linked_here", linked)))
    body.append(Small(texts("communities.installed_small")))
    return Whisper(Card(texts.plain("communities.installed_title"), tuple(body)))


def on_settings(command: CommandGiven, said: str, work: UnitOfWork) -> Answer:
    """`/kring community settings`: whether others may find it."""
    texts, community = for_actor(work), work.community
    options = tuple(Option(each, texts.plain(f"communities.findable.{each}")) for each in (FOUND, HIDDEN))
    now = FOUND if community.findable else HIDDEN
    choice = ChoiceInput("findable", texts.plain("communities.findable"), options, initial=(now,))
    return OpenForm(
        Form(
            title=texts.plain("communities.settings_of", community=community.name),
            action=SET,
            submit=texts.plain("common.keep"),
            subject=Subject(community.id),
            intro=(Small(texts("communities.findable_means")),),
            inputs=(choice,),
        )
    )


def on_set(form: FormSubmitted, work: UnitOfWork) -> Answer:
    wants = form.choice("findable") == FOUND
    if wants != work.community.findable:
        work.community.findable = wants
        record(work, Change.FINDABLE if wants else Change.NOT_FINDABLE)
    kept = FOUND if wants else HIDDEN
    return Whisper(Notice(for_actor(work)(f"communities.findable_kept.{kept}", community=work.community.name)))


def _line(community: Community, work: UnitOfWork, texts: Texts) -> Md:
    channel = work.people.place_name(community.place)
    where = f"#{channel}" if channel else texts.plain("communities.its_channel")
    purpose = shorten(" ".join(community.purpose.split()), PURPOSE_SHOWN)
    return Md(f"- **{escape(community.name)}** ({escape(where)}){escape(f': {purpose}' if purpose else '')}")
