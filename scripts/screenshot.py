"""Turns the text of a terminal, colours included, into an SVG picture.

usage: screenshot.py COLUMNS < text-with-escapes > picture.svg
"""

import re
import sys
from xml.sax.saxutils import escape

WIDTH, HEIGHT, PADDING = 8.4, 18, 16
BACKGROUND, FOREGROUND = "#1b1e24", "#d7dae0"
COLOURS = {
    30: "#5c6370", 31: "#e06c75", 32: "#98c379", 33: "#e5c07b", 34: "#61afef", 35: "#c678dd",
    36: "#56b6c2", 37: "#d7dae0", 90: "#7f848e",
}


def spans(line):
    """Pieces of a line with the SVG attributes that its escape sequences ask for."""
    style = {}
    for piece in re.split(r"(\x1b\[[0-9;]*m)", line):
        match = re.fullmatch(r"\x1b\[([0-9;]*)m", piece)
        if not match:
            if piece:
                yield dict(style), piece
            continue
        for code in (int(part or 0) for part in match.group(1).split(";")):
            if code == 0:
                style.clear()
            elif code == 1:
                style["font-weight"] = "bold"
            elif code == 2:
                style["opacity"] = "0.6"
            elif code == 22:
                style.pop("font-weight", None)
                style.pop("opacity", None)
            elif code == 39:
                style.pop("fill", None)
            elif code in COLOURS:
                style["fill"] = COLOURS[code]


def main():
    columns = int(sys.argv[1])
    lines = sys.stdin.read().rstrip("\n").split("\n")
    width, height = columns * WIDTH + 2 * PADDING, len(lines) * HEIGHT + 2 * PADDING
    print(f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}" '
          f'width="{width:g}" height="{height:g}">')
    print(f'<rect width="100%" height="100%" rx="8" fill="{BACKGROUND}"/>')
    print(f'<g font-family="ui-monospace,DejaVu Sans Mono,monospace" font-size="14" '
          f'fill="{FOREGROUND}" xml:space="preserve">')
    for number, line in enumerate(lines):
        y = PADDING + (number + 0.75) * HEIGHT
        column = 0
        for style, text in spans(line):
            attributes = "".join(f' {name}="{value}"' for name, value in sorted(style.items()))
            # Each piece is told its width, so that the columns hold whatever font there is.
            print(f'<text x="{PADDING + column * WIDTH:g}" y="{y:g}" '
                  f'textLength="{len(text) * WIDTH:g}"{attributes}>{escape(text)}</text>')
            column += len(text)
    print("</g></svg>")


main()
