"""What taking part was worth, told by whoever it was worth it to: a story by the five cycles of Wenger-Trayner.

Offered once, beside what somebody says they did with something; never asked for. Beyond the community it goes only
where its author says so.
"""

from facilitation.events import ButtonPressed, CommandGiven, FormSubmitted
from facilitation.knowledge import writing, writing_forms
from facilitation.knowledge.acts import ActKind
from facilitation.knowledge.finds import Link
from facilitation.knowledge.inputs import named_input, tags_input, title_input
from facilitation.knowledge.items import KnowledgeItem
from facilitation.knowledge.kinds import CYCLES, Audience, Kind
from facilitation.knowledge.reading import shared_item
from facilitation.knowledge.repository import KnowledgeWork
from facilitation.messages import (
    TITLE_AT_MOST,
    Answer,
    ChoiceInput,
    Form,
    OpenForm,
    Option,
    Small,
    Subject,
    Whisper,
)
from facilitation.texts import Texts
from facilitation.wording import for_actor, shorten

STORY = "knowledge.story"
REACHES = (Audience.COMMUNITY, Audience.ORGANISATION)


def on_story(_: CommandGiven, said: str, work: KnowledgeWork) -> Answer:
    """`/kring story [title]`."""
    title = shorten(" ".join(said.split()), TITLE_AT_MOST)
    return OpenForm(_form(Subject(work.community.id), title, work, for_actor(work)))


def on_offered(press: ButtonPressed, work: KnowledgeWork) -> Answer:
    """Of an item that they used: the story links to it."""
    item = shared_item(press.subject, work)
    return item if isinstance(item, Whisper) else OpenForm(_form(press.subject, "", work, for_actor(work)))


def on_told(form: FormSubmitted, work: KnowledgeWork) -> Answer:
    reach = Audience.ORGANISATION if form.choice("reach") == Audience.ORGANISATION else Audience.COMMUNITY
    answer, story = writing.keep(form, Kind.STORY, CYCLES, work, reach)
    used = work.knowledge.item(form.subject.id) if form.subject.id else None
    if story and used:
        work.knowledge.link(Link(community_id=story.community_id, item_id=used.id, other_id=story.id, at=work.now))
    return answer


def is_offered(item: KnowledgeItem, how: ActKind, work: KnowledgeWork) -> bool:
    """After the first time that they used it."""
    if how not in (ActKind.TRIED, ActKind.ADAPTED):
        return False
    return sum(act.by == work.account.ref and act.kind is how for act in work.knowledge.acts(item.id)) == 1


def _form(subject: Subject, title: str, work: KnowledgeWork, texts: Texts) -> Form:
    options = tuple(Option(each, texts.plain(f"knowledge.story_reach.{each}")) for each in REACHES)
    return Form(
        title=texts.plain("knowledge.story_title"),
        action=STORY,
        submit=texts.plain("knowledge.keep_submit"),
        subject=subject,
        intro=(
            Small(texts("knowledge.story_what")),
            Small(texts("knowledge.story_seen", community=work.community.name)),
            Small(texts("knowledge.write_agree")),
        ),
        inputs=(
            title_input(title, texts),
            *writing_forms.fields(CYCLES, (), texts),
            ChoiceInput("reach", texts.plain("knowledge.story_reach"), options, initial=(Audience.COMMUNITY,)),
            tags_input((), texts),
            named_input(texts),
        ),
    )
