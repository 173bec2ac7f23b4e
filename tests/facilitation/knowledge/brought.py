"""What comes to be kept of questions and of a session's harvest, and whose the words in it are."""

import re
from collections.abc import Iterator, Sequence

from sqlalchemy import select

from facilitation.events import Actor, Contributed, SessionHarvested
from facilitation.knowledge.model import Keeping
from facilitation.messages import ChoiceInput, OpenForm
from storage.unit import SqlUnit
from tests.carrier import Post
from tests.facilitation.clear_writing import NOOR
from tests.shown import buttons
from tests.village import CHANNEL, Village

TOKEN = re.compile(r"said\d+by[a-z]+")


def own(seen: str, by: Actor) -> set[str]:
    return {word for word in TOKEN.findall(seen) if word.endswith(f"by{by.ref.user}")}


def keepings(unit: SqlUnit) -> list[Keeping]:
    return list(unit._transaction.session.scalars(select(Keeping)).all())


def keep_form(village: Village, asker: Actor) -> Iterator[tuple[str, OpenForm]]:
    """Of the newest offer to keep an answer, if it stands: what it would be, and the form."""
    for post in [post for post in village.private(asker) if str(post.key).endswith("/offer")][-1:]:
        if any(each.startswith("Keep") for each in buttons(post)):
            form = village.press(asker, post, "Keep")
            if isinstance(form, OpenForm):
                yield form.form.subject.id, form


def put_together(village: Village, other: Post) -> None:
    """By who facilitates, with the first question that goes with it."""
    more = village.press(NOOR, other, "What else")
    if any(each.startswith("Put it together") for each in buttons(more)):
        form = village.press(NOOR, more, "Put it together")
        if isinstance(form, OpenForm) and isinstance(form.form.inputs[0], ChoiceInput):
            village.fill(NOOR, form, other=(form.form.inputs[0].options[0].value,))


def harvest(village: Village, by: Actor, said: Sequence[Contributed], title: str, session: str) -> None:
    village.happen(
        SessionHarvested(
            community_id=village.community().id,
            session_id=session,
            by=by.ref,
            kind="lesson",
            title=title,
            contributed=tuple(said),
            source=CHANNEL,
            audience="community",
            taking_part=tuple(author for each in said for author in each.authors),
        )
    )


def one_with(village: Village, people: Sequence[Actor], label: str, choose: int) -> Iterator[tuple[Actor, Post]]:
    """Somebody's direct message with that button, if there is any."""
    found = [
        (person, post)
        for person in people
        for post in village.private(person)
        if any(each.startswith(label) for each in buttons(post))
    ]
    if found:
        yield found[choose % len(found)]
