"""Charts as pictures: an SVG of ours, and a PNG of it for platforms that take pictures only.

All of a chart is in its `alt` as well; the picture adds nothing but the look of it.
"""

from html import escape
from pathlib import Path

import resvg_py

from adapters.border import clean
from facilitation.messages import Chart
from facilitation.wording import shorten

FONT = Path(__file__).with_name("NotoSans-Regular.ttf")
WIDTH, ROW, EDGE = 800, 66, 24  # pixels; twelve bars make 840, within Teams' 1024
LABEL_AT_MOST = 72  # characters, at the width of most letters
TOLD_AT_MOST = 16
ROOM = 600  # pixels of the longest bar; what it tells stands behind it
INK, BAR, PAPER, TRACK = "#1d1c1d", "#3d5a80", "#ffffff", "#e8ecf1"


def svg(chart: Chart) -> str:
    most = max((bar.size for bar in chart.bars), default=0) or 1
    rows = "".join(_row(place, most, chart) for place in range(len(chart.bars)))
    height = 2 * EDGE + ROW * len(chart.bars)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{height}" viewBox="0 0 {WIDTH} {height}" '
        f'font-family="Noto Sans" font-size="20" fill="{INK}"><rect width="100%" height="100%" fill="{PAPER}"/>'
        f"{rows}</svg>"
    )


def png(chart: Chart, width: int = WIDTH) -> bytes:
    """Takes a tenth of a second: not for an acknowledgement's path. `width` in pixels."""
    drawn = resvg_py.svg_to_bytes(svg_string=svg(chart), skip_system_fonts=True, font_files=[str(FONT)], width=width)
    return bytes(drawn)


def _row(place: int, most: int, chart: Chart) -> str:
    bar = chart.bars[place]
    top = EDGE + place * ROW
    length = max(round(ROOM * bar.size / most), 2)
    return (
        f'<text x="{EDGE}" y="{top + 20}">{_words(bar.label, LABEL_AT_MOST)}</text>'
        f'<rect x="{EDGE}" y="{top + 30}" width="{ROOM}" height="20" rx="4" fill="{TRACK}"/>'
        f'<rect x="{EDGE}" y="{top + 30}" width="{length}" height="20" rx="4" fill="{BAR}"/>'
        f'<text x="{EDGE + ROOM + 12}" y="{top + 47}">{_words(bar.told, TOLD_AT_MOST)}</text>'
    )


def _words(text: str, at_most: int) -> str:
    return escape(shorten(" ".join(clean(text).split()), at_most))
