"""Canonical blocks, buttons and cards as Block Kit blocks."""

from collections.abc import Iterable, Iterator, Sequence

from adapters.border import Json, clean
from adapters.markup import LINK_SCHEMES
from adapters.markup import plain as plain_markdown
from adapters.slack import limits, rich_text
from adapters.slack.names import FILE, LINK, action_id
from facilitation.messages import Action, Block, Button, Card, Chart, Facts, Paragraph, Picture, Quote, Small, Tone


def plain_text(text: str, longest: int) -> Json:
    """A text object in which nothing is interpreted; Slack refuses an empty one."""
    return {"type": "plain_text", "text": limits.shorten(clean(text).strip(), longest) or limits.ELLIPSIS}


def header(title: str) -> Json:
    one_line = " ".join(clean(title).split())
    return {"type": "header", "text": plain_text(one_line, limits.HEADER)}


def more_is_left_out() -> Json:
    return {"type": "context", "elements": [plain_text(limits.ELLIPSIS, 1)]}


def of_card(card: Card, longest: int) -> Iterator[Json]:
    """The title, the body and the buttons. Texts longer than `longest` characters are shortened."""
    yield header(card.title)
    yield from body(card.body, longest)
    yield from buttons(card.actions)


def has_room(block: Block) -> bool:
    """Whether a quiet line or a picture's description is shown whole."""
    match block:
        case Small():
            marked = rich_text.mrkdwn(block.text) or ""
            return max(limits.length(marked), limits.length(plain_markdown(block.text))) <= limits.CONTEXT_TEXT
        case Picture():
            return limits.length(block.alt) <= limits.ALT_TEXT
        case _:
            return True


def body(blocks: Iterable[Block], longest: int) -> Iterator[Json]:
    for block in blocks:
        if (drawn := _drawn(block, longest)) is not None:
            yield drawn


def buttons(actions: Sequence[Action]) -> Iterator[Json]:
    """Rows of buttons; a link that Slack would not open is left out."""
    shown = [drawn for place, action in enumerate(actions) if (drawn := _button(action, place)) is not None]
    for start in range(0, len(shown), limits.BUTTONS_PER_BLOCK):
        yield {"type": "actions", "elements": shown[start : start + limits.BUTTONS_PER_BLOCK]}


def _drawn(block: Block, longest: int) -> Json | None:
    match block:
        case Paragraph():
            return rich_text.of_markdown(block.text, longest)
        case Small():
            return {"type": "context", "elements": [_quiet(block.text)]}
        case Quote():
            return rich_text.of_quote(block.text, block.by, longest)
        case Facts():
            return rich_text.of_pairs(block.pairs, longest) if block.pairs else None
        case Picture():
            return _picture(block)
        case Chart():
            return None  # where it was uploaded it is a picture by now


def _quiet(markdown: str) -> Json:
    marked = rich_text.mrkdwn(markdown)
    if marked is None or limits.length(marked) > limits.CONTEXT_TEXT:
        return plain_text(plain_markdown(markdown), limits.CONTEXT_TEXT)
    return {"type": "mrkdwn", "text": marked, "verbatim": True}


def _picture(picture: Picture) -> Json:
    alt = limits.shorten(clean(picture.alt).strip(), limits.ALT_TEXT) or limits.ELLIPSIS
    if picture.url.startswith(FILE):
        return {"type": "image", "slack_file": {"id": picture.url.removeprefix(FILE)}, "alt_text": alt}
    if not _opens(picture.url, limits.IMAGE_URL):
        return {"type": "context", "elements": [plain_text(picture.alt, limits.CONTEXT_TEXT)]}
    return {"type": "image", "image_url": picture.url, "alt_text": alt}


def _button(action: Action, place: int) -> Json | None:
    label = plain_text(" ".join(clean(action.label).split()), limits.BUTTON_LABEL)
    if not isinstance(action, Button):
        linked: Json = {"type": "button", "text": label, "action_id": action_id(LINK, place), "url": action.url}
        return linked if _opens(action.url, limits.BUTTON_URL) else None
    pressed: Json = {
        "type": "button",
        "text": label,
        "action_id": action_id(action.action, place),
        "value": limits.shorten(clean(action.subject.encode()), limits.BUTTON_VALUE),
    }
    return pressed if action.tone is Tone.PLAIN else {**pressed, "style": action.tone.value}


def _opens(url: str, longest: int) -> bool:
    return url.startswith(LINK_SCHEMES) and limits.length(url) <= longest
