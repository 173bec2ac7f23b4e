"""The words that were given in a session, looked up where they are kept."""

from collections.abc import Mapping, Sequence

from facilitation.sessions.course.values import Step
from facilitation.sessions.rooms import Floor


def words_of(floor: Floor, steps: Sequence[int]) -> Mapping[str, str]:
    """The texts of what was given in those steps, by their ids."""
    found: dict[str, str] = {}
    for step in steps:
        for given in floor.work.sessions.gathered(floor.session.id, step):
            found.update({words.id: words.text for words in given.texts})
        found.update({voice.id: voice.text for voice in floor.work.sessions.voices(floor.session.id, step)})
    return found


def topic_of(step: Step, floor: Floor) -> str:
    """The words of what the step is about; nothing where it is about none."""
    item = next((each for each in floor.course.items if each.id == step.topic), None)
    return words_of(floor, [item.step]).get(item.id, "") if item else ""


def shown_with(step: Step, floor: Floor) -> str:
    """What it is about, or what an earlier phase gave, where the playbook says that it is shown."""
    shows = floor.playbook.phases[step.phase].shows
    items = floor.course.items_of(shows) if shows else ()
    words = words_of(floor, sorted({item.step for item in items}))
    return topic_of(step, floor) or "\n\n".join(words[item.id] for item in items if item.id in words)
