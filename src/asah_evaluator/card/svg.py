"""The card as one SVG picture, for reports and slides."""

from __future__ import annotations

from html import escape

from asah_basics.charts import Chart
from asah_basics.charts.canvas import WIDE, wrapped
from asah_basics.charts.export import FILE_STYLE
from asah_evaluator.card.card import SCALE, Card

MARGIN = 24.0
_STYLE = (
    ".head{font:700 24px Georgia,'Noto Serif',serif;fill:#16211d}"
    ".lead{font:17px Georgia,'Noto Serif',serif;fill:#16211d}"
    ".grade{font:700 22px Georgia,'Noto Serif',serif;fill:#16211d}.ring{fill:#fff;stroke:#16211d;stroke-width:2}"
    ".step{fill:#d5dbd7}.here{fill:#0b6b57}"
)


class _Sheet:
    """Lines written from top to bottom; ``y`` is the next free height."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.y = MARGIN

    def say(self, words: str, style: str, size: float, *, x: float = 0.0, lines: int = 8, after: float = 6.0) -> None:
        """Wrapped words of one style."""
        for line in wrapped(words, WIDE - x, lines=lines, size=size):
            self.y += size * 1.32
            self.parts.append(f'<text class="{style}" x="{x:g}" y="{self.y:.1f}">{escape(line, quote=False)}</text>')
        self.y += after

    def draw(self, chart: Chart) -> None:
        """A picture with its finding above."""
        self.say(chart.title, "title", 18, after=0)
        self.say(chart.sub, "tiny", 12)
        height = float(chart.wide_svg.split('viewBox="', 1)[1].split('"', 1)[0].split()[3])
        body = chart.wide_svg[chart.wide_svg.index(">") + 1 :].removesuffix("</svg>")
        self.parts.append(f'<g transform="translate(0 {self.y:.1f})">{body}</g>')
        self.y += height + 16


def card_svg(card: Card) -> str:
    """The card as a complete SVG document, 648 wide and as high as it needs."""
    sheet = _Sheet()
    sheet.say(card.question, "title", 18)
    if card.meta:
        sheet.say(card.meta, "tiny", 12)
    sheet.y += 8
    sheet.say(card.verdict, "head", 24)
    sheet.say(card.sentence, "lead", 17, after=10)
    sheet.y += 6
    _scale(sheet, card.verdict)
    _grade(sheet, card)
    for chart in card.pictures:
        sheet.draw(chart)
    _listed(sheet, "Yang dapat membuat kami keliru", card.doubts)
    _listed(sheet, "Yang akan mencukupi", card.needed)
    sheet.say(card.source, "tiny", 12, after=0)
    sheet.say(f"Cara hitung: {card.method}", "tiny", 12, after=0)
    if card.digest:
        sheet.say(f"Rancangan {card.digest}", "tiny", 12, after=0)
    height = sheet.y + MARGIN
    alt = f"{card.verdict}. {card.sentence}"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{-MARGIN:g} 0 {WIDE + 2 * MARGIN:g} {height:.0f}" '
        f'width="{WIDE + 2 * MARGIN:g}" height="{height:.0f}" role="img"><title>{escape(card.question)}</title>'
        f"<desc>{escape(alt)}</desc><style>{FILE_STYLE}{_STYLE}</style>"
        f'<rect x="{-MARGIN:g}" y="0" width="100%" height="100%" fill="#fff"/>{"".join(sheet.parts)}</svg>'
    )


def _scale(sheet: _Sheet, verdict: str) -> None:
    """Five steps with the present one marked by colour and weight."""
    width = (WIDE - 4 * 4) / 5
    for place, phrase in enumerate(SCALE):
        x = place * (width + 4)
        here = phrase == verdict
        sheet.parts.append(
            f'<rect class="{"here" if here else "step"}" x="{x:.1f}" y="{sheet.y:.1f}" width="{width:.1f}" height="6"/>'
        )
        for row, line in enumerate(wrapped(phrase, width, lines=2, size=14 if here else 12)):
            style = "tiny strong" if here else "tiny"
            sheet.parts.append(
                f'<text class="{style}" x="{x:.1f}" y="{sheet.y + 21 + 14 * row:.1f}">{escape(line)}</text>'
            )
    sheet.y += 52


def _grade(sheet: _Sheet, card: Card) -> None:
    """Grade in a ring, its words, and the gates that were not passed."""
    top = sheet.y + 4
    sheet.parts.append(f'<circle class="ring" cx="20" cy="{top + 20:.1f}" r="19"/>')
    sheet.parts.append(f'<text class="grade mid" x="20" y="{top + 27.5:.1f}">{escape(card.grade)}</text>')
    passed = sum(1 for _, ok, _ in card.gates if ok)
    state = "rancangan dikunci" if card.locked else "eksploratif"
    sheet.y = top - 4
    sheet.say(f"Tingkat bukti {card.grade}: {card.grade_words}", "strong", 13, x=52, after=0)
    sheet.say(f"{passed} dari {len(card.gates)} syarat lolos; {state}", "tiny", 12, x=52)
    sheet.y = max(sheet.y, top + 44) + 12


def _listed(sheet: _Sheet, heading: str, sentences: tuple[str, ...]) -> None:
    """Numbered sentences under a heading."""
    if not sentences:
        return
    sheet.say(heading, "title", 18, after=0)
    for place, sentence in enumerate(sentences, start=1):
        sheet.say(f"{place}. {sentence}", "", 13, after=0)
    sheet.y += 12
