"""A sheet to draw on: SVG elements with classes only, so that a strict content policy and both themes hold."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from html import escape

WIDE = 600.0
NARROW = 312.0

Point = tuple[float, float]


def coordinate(value: float) -> str:
    """A coordinate with at most one decimal and no superfluous characters."""
    text = f"{value:.1f}"
    return "0" if text in ("-0.0", "0.0") else text.removesuffix(".0")


def text_width(text: str, size: float = 13) -> float:
    """About how many pixels a text takes in the system fonts; on the safe side for Latin letters."""
    return len(text) * size * 0.56


def wrapped(text: str, width: float, lines: int = 2, size: float = 13) -> list[str]:
    """Break a label into at most `lines` lines of about `width` pixels; what does not fit ends with an ellipsis."""
    room = max(4, int(width / (size * 0.56)))
    rows: list[str] = [""]
    for word in text.split():
        longer = f"{rows[-1]} {word}".strip()
        if len(longer) <= room or not rows[-1]:
            rows[-1] = longer
        else:
            rows.append(word)
    kept = rows[:lines]
    if len(rows) > lines:
        kept[-1] = f"{kept[-1]} …"
    return [row if len(row) <= room else row[: room - 1].rstrip() + "…" for row in kept]


@dataclass
class Canvas:
    """One drawing of `width` × `height` pixels (of the view box), wide or for phones."""

    width: float
    height: float
    parts: list[str] = field(default_factory=list)

    @property
    def is_wide(self) -> bool:
        """Whether this is the drawing for wide boxes."""
        return self.width == WIDE

    def text(self, x: float, y: float, text: str, classes: str = "") -> None:
        """One line of text with its baseline at y. Classes: strong, tiny, big, halo, end, mid, t1, t2."""
        mark = f' class="{classes}"' if classes else ""
        self.parts.append(f'<text{mark} x="{coordinate(x)}" y="{coordinate(y)}">{escape(text, quote=False)}</text>')

    def label(self, x: float, y: float, text: str, width: float, classes: str = "") -> None:
        """A label of one or two lines, centred on the height y."""
        rows = wrapped(text, width)
        for index, row in enumerate(rows):
            self.text(x, y + 4.5 + (index - (len(rows) - 1) / 2) * 15, row, classes)

    def rect(self, classes: str, x: float, y: float, width: float, height: float, opacity: float = 1) -> None:
        """A filled box; nothing is drawn for a box without area."""
        if width <= 0 or height <= 0:
            return
        faint = f' fill-opacity="{opacity:g}"' if opacity < 1 else ""
        place = f'x="{coordinate(x)}" y="{coordinate(y)}" width="{coordinate(width)}" height="{coordinate(height)}"'
        self.parts.append(f'<rect class="{classes}" {place}{faint}/>')

    def path(self, classes: str, points: Iterable[Point], *, closed: bool = False) -> None:
        """A line through the points, or an area when closed."""
        joined = " ".join(f"{coordinate(x)} {coordinate(y)}" for x, y in points)
        self.parts.append(f'<path class="{classes}" d="M{joined}{"Z" if closed else ""}"/>')

    def line(self, classes: str, x1: float, y1: float, x2: float, y2: float) -> None:
        """A straight line."""
        self.path(classes, ((x1, y1), (x2, y2)))

    def circle(self, classes: str, x: float, y: float, radius: float) -> None:
        """A dot."""
        self.parts.append(
            f'<circle class="{classes}" cx="{coordinate(x)}" cy="{coordinate(y)}" r="{coordinate(radius)}"/>'
        )

    def hatch(self, x: float, y: float, width: float, height: float) -> None:
        """Slanted lines inside a box: "no data". Drawn line by line, because a shared pattern needs a page-wide id."""
        strokes = []
        offset = 6.0
        while offset < width + height:
            top, bottom = max(0.0, offset - width), min(offset, height)
            strokes.append(
                f"M{coordinate(x + offset - top)} {coordinate(y + top)}"
                f"L{coordinate(x + offset - bottom)} {coordinate(y + bottom)}"
            )
            offset += 6
        self.parts.append(f'<path class="hatching" d="{"".join(strokes)}"/>')
        self.parts.append(
            f'<rect class="hatching" x="{coordinate(x)}" y="{coordinate(y)}" '
            f'width="{coordinate(width)}" height="{coordinate(height)}"/>'
        )

    def svg(self, alt: str) -> str:
        """The finished element with its text alternative."""
        kind = "wide-chart" if self.is_wide else "narrow-chart"
        box = f"0 0 {coordinate(self.width)} {coordinate(self.height)}"
        return f'<svg class="{kind}" viewBox="{box}" role="img" aria-label="{escape(alt)}">{"".join(self.parts)}</svg>'


def both(draw: Callable[[float], Canvas], alt: str) -> tuple[str, str]:
    """Draw wide and for phones; returns the two SVG texts."""
    return draw(WIDE).svg(alt), draw(NARROW).svg(alt)


def spread(heights: Sequence[float], gap: float, low: float, high: float) -> list[float]:
    """Move label heights apart so that they stand at least `gap` from each other, within low and high if they fit.

    The order stays. Used for labels at line ends.
    """
    order = sorted(range(len(heights)), key=lambda index: heights[index])
    placed = list(heights)
    floor = low
    for index in order:
        placed[index] = max(placed[index], floor)
        floor = placed[index] + gap
    ceiling = high
    for index in reversed(order):
        placed[index] = min(placed[index], ceiling)
        ceiling = placed[index] - gap
    return placed
