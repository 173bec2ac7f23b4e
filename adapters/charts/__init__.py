"""Charts as pictures for platforms that take pictures only: an SVG of ours, and a PNG of it.

All of a chart is in its `alt` as well; the picture adds nothing but the look of it. Its ground is its own, for whoever
reads on white and whoever reads on black see the same picture.
"""

from html import escape
from pathlib import Path
from textwrap import wrap

import resvg_py

from adapters.border import clean
from facilitation.messages import Bar, Chart
from facilitation.wording import shorten

FONT = Path(__file__).with_name("NotoSans-Regular.ttf")
# In pixels, as it is seen on a telephone: there the letters are as large as those of the message.
WIDTH, EDGE, LETTERS, LINE, BAR, GAP, ROUND = 480, 24, 20, 27, 20, 20, 16
LARGEST = 1024  # either way; Teams takes no more
ACROSS = 41  # characters of most kinds
LINES, LINES_OF_MANY, MANY = 2, 1, 6  # of a label: so that many bars are no taller than they are read
TOLD_AT_MOST, OF_ONE = 16, 12  # characters, and the pixels of one
GROUND, INK, VALUE, TRACK = "#1b6a5e", "#ffffff", "#bfe5da", "#14534a"


def svg(chart: Chart) -> str:
    most = max((bar.size for bar in chart.bars), default=0) or 1
    room = WIDTH - 2 * EDGE - _told_room(chart)
    lines = LINES if len(chart.bars) <= MANY else LINES_OF_MANY
    top, rows = EDGE, ""
    for bar in chart.bars:
        label = _wrapped(bar.label, lines)
        rows += _row(label, bar, top, room, max(round(room * bar.size / most), 2))
        top += LINE * len(label) + BAR + GAP
    height = top - GAP + EDGE
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{height}" viewBox="0 0 {WIDTH} {height}" '
        f'font-family="Noto Sans" font-size="{LETTERS}" fill="{INK}">'
        f'<rect width="{WIDTH}" height="{height}" rx="{ROUND}" fill="{GROUND}"/>{rows}</svg>'
    )


def png(chart: Chart, width: int = 2 * WIDTH) -> bytes:
    """Takes a tenth of a second: not for an acknowledgement's path. At most `width` pixels wide."""
    drawn = svg(chart)
    height = int(drawn.partition('height="')[2].partition('"')[0])
    fitting = min(width, LARGEST * WIDTH // max(height, WIDTH))
    return bytes(resvg_py.svg_to_bytes(svg_string=drawn, skip_system_fonts=True, font_files=[str(FONT)], width=fitting))


def _row(label: list[str], bar: Bar, top: int, room: int, length: int) -> str:
    """The label, and below it the bar with what it tells."""
    words = "".join(
        f'<text x="{EDGE}" y="{top + LETTERS + LINE * place}">{escape(line)}</text>' for place, line in enumerate(label)
    )
    below = top + LINE * len(label) + LETTERS // 4
    return (
        f'{words}<rect x="{EDGE}" y="{below}" width="{room}" height="{BAR}" rx="4" fill="{TRACK}"/>'
        f'<rect x="{EDGE}" y="{below}" width="{length}" height="{BAR}" rx="4" fill="{VALUE}"/>'
        f'<text x="{EDGE + room + OF_ONE}" y="{below + BAR - 3}">{escape(_told(bar))}</text>'
    )


def _told_room(chart: Chart) -> int:
    """What is told stands beside the bars, all of which begin and may end at the same place."""
    return OF_ONE * (1 + max((len(_told(bar)) for bar in chart.bars), default=0))


def _told(bar: Bar) -> str:
    return shorten(_one_line(bar.told), TOLD_AT_MOST)


def _wrapped(label: str, lines: int) -> list[str]:
    """At least one, be it empty."""
    return wrap(shorten(_one_line(label), ACROSS * lines - lines), ACROSS, max_lines=lines, placeholder="…") or [""]


def _one_line(text: str) -> str:
    return " ".join(clean(text).split())
