"""What somebody changed in an item's file, where it is certain what they meant; quotes stay as they were said."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.bundles.pages import MARK, OPENING, Block, Page, digest_of
from bot.bundles.refusals import Refused, refused, told
from facilitation.events import EditedOutside
from facilitation.messages import TITLE_AT_MOST
from facilitation.playbooks.faults import Faulty
from facilitation.playbooks.pages import open_page

LONGEST_HEADING = 500  # lines
LONGEST_TAG = 60  # characters
MOST_TAGS = 50
BROKEN = "it begins with a line of three hyphens, and another ends what stands before the text"
OF_A_QUESTION = "question"


@dataclass
class _Reading:
    """One file, read against the page that was exported."""

    name: str
    page: Page
    problems: list[str] = field(default_factory=list)

    def say(self, line: int, why: str) -> None:
        self.problems.append(told(self.name, why, line))


def edit_in(text: str, name: str, page: Page, exported: str) -> EditedOutside | None:
    """None where nothing was changed. `exported`: a digest of the file as it was. Raises: Refused, file and line."""
    if digest_of(page.text) != exported:
        raise refused(name, "this was changed, and another Kring wrote it: only that one can tell what. Put it back.")
    text = text.removeprefix("\N{ZERO WIDTH NO-BREAK SPACE}")
    if "\r" not in page.text:
        text = text.replace("\r\n", "\n")
    if text == page.text:
        return None
    reading, lines = _Reading(name, page), text.split("\n")
    end = _end_of_heading(lines)
    if end is None:
        reading.say(1, BROKEN)
    elif not page.is_clear:
        reading.say(
            1, "words in it look like Kring's own marks, so it can't be told what was changed. Leave it as it was."
        )
    else:
        edit = _edit(lines, end, reading)
        if not reading.problems:
            return edit
    raise Refused(reading.problems)


def _end_of_heading(lines: Sequence[str]) -> int | None:
    if lines[0].rstrip() != OPENING:
        return None
    return next((at for at, line in enumerate(lines[1:LONGEST_HEADING], 1) if line.rstrip() == OPENING), None)


def _edit(lines: Sequence[str], end: int, reading: _Reading) -> EditedOutside:
    given = _heading(lines[1:end], reading)
    title, start = _title(given, lines, end, reading)
    return EditedOutside(
        item_id=str(reading.page.heading["id"]),
        title=title,
        tags=_tags(given.get("tags", ()), reading),
        texts=tuple(_texts(lines, start, reading)),
    )


def _heading(lines: Sequence[str], reading: _Reading) -> Mapping[str, Any]:
    """Only the title and the tags can be changed there."""
    try:
        page = open_page("\n".join(lines), reading.name)
    except Faulty as faulty:
        reading.say(faulty.faults[0].line + 1, "what stands before the text can't be read as YAML")
        return {}
    for fault in page.faults:
        reading.say(fault.line + 1, "this can't be read as plain YAML")
    exported = reading.page.heading
    for name in dict.fromkeys((*exported, *page.content)):
        if name not in ("title", "tags") and page.content.get(name) != _firm(exported.get(name)):
            reading.say(
                page.line((name,)) + 1, f"“{name[:40]}” is told by Kring: only title, tags and text are read back"
            )
    return page.content


def _firm(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


def _tags(given: Any, reading: _Reading) -> tuple[str, ...]:
    tags = tuple(given) if isinstance(given, tuple) else ("",)
    sound = [isinstance(tag, str) and 0 < len(tag.strip()) <= LONGEST_TAG and "\n" not in tag for tag in tags]
    if not all(sound) or len(tags) > MOST_TAGS:
        reading.say(1, f"tags: give a list of words, each of at most {LONGEST_TAG} characters")
        return ()
    return tuple(dict.fromkeys(tags))


def _title(given: Mapping[str, Any], lines: Sequence[str], end: int, reading: _Reading) -> tuple[str, int]:
    """The title as it is now, and where what comes after it begins."""
    before = str(reading.page.heading["title"])
    at = next((place for place, line in enumerate(lines[end + 1 :], end + 1) if line.strip()), len(lines) - 1)
    above, below = given.get("title", ""), lines[at].removeprefix("# ").strip()
    if not lines[at].startswith("# "):
        reading.say(at + 1, "the title stands here, after a number sign")
        return before, at
    changed = [each for each in (above, below) if each not in (before, " ".join(before.split()))]
    if not changed:
        return before, at + 1
    wanted = changed[0]
    if len(changed) > 1 and changed[0] != changed[1]:
        reading.say(at + 1, "the title reads otherwise here than above: which is meant?")
    elif not isinstance(wanted, str) or not 0 < len(wanted.strip()) <= TITLE_AT_MOST or "\n" in wanted:
        reading.say(at + 1, f"a title has at most {TITLE_AT_MOST} characters, on one line")
    elif str(reading.page.heading["from"]).partition(":")[0] == OF_A_QUESTION:
        reading.say(at + 1, "this title is the question as it was asked: it stays its asker's")
    return str(wanted), at + 1


def _texts(lines: Sequence[str], start: int, reading: _Reading) -> Iterator[tuple[int, str]]:
    """What members write together, as it reads now, where that changed."""
    blocks = {block.mark: block for block in reading.page.blocks}
    left = dict(blocks)
    for at, content in _sections(lines, start, reading):
        block = left.pop(lines[at].strip(), None)
        if block is None:
            reading.say(at + 1, "this mark is not one of Kring's here, or it is here twice")
        elif block.is_open:
            now = _stripped(content)
            if block.head and now[0].startswith("## ") and now[0] != block.headline:
                below = next(place for place, line in enumerate(content) if line.strip())
                reading.say(at + 2 + below, "this heading is Kring's: put it back")
            elif now != _stripped(block.content):
                yield block.number, _without_head(now, block)
        else:
            _check_quote(block, content, at, reading)
    for block in left.values():
        if block.is_open:
            yield block.number, ""
        else:
            reading.say(len(lines), f"the words under {block.mark} are gone: only who said them can take them out")


def _sections(lines: Sequence[str], start: int, reading: _Reading) -> Iterator[tuple[int, Sequence[str]]]:
    """Where each mark stands, and the lines under it."""
    marks = [at for at, line in enumerate(lines) if at >= start and MARK.fullmatch(line.strip())]
    for at in range(start, marks[0] if marks else len(lines)):
        if lines[at].strip():
            reading.say(at + 1, "this stands under no mark: write it under one whose text is open")
            break
    for at, following in zip(marks, [*marks[1:], len(lines)], strict=True):
        yield at, lines[at + 1 : following]


def _check_quote(block: Block, content: Sequence[str], at: int, reading: _Reading) -> None:
    padded = ["", *block.content, ""]
    if _stripped(content) == _stripped(block.content):
        return
    pairs = zip(content, padded, strict=False)
    first = next(
        (place for place, (now, then) in enumerate(pairs) if now.rstrip() != then), min(len(content), len(padded))
    )
    reading.say(
        at + first + 2, "a quote stays as it was said: put it back. What you would add, write under an open text"
    )


def _stripped(lines: Sequence[str]) -> list[str]:
    """Without the empty lines around."""
    return "\n".join(line.rstrip() for line in lines).strip("\n").split("\n")


def _without_head(lines: list[str], block: Block) -> str:
    kept = lines[1:] if block.head and lines[0] == block.headline else lines
    return "\n".join(kept).strip("\n")
