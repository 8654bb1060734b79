"""The month strip: is the year balanced?"""

from calendar import isleap
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from asah_basics.charts.canvas import WIDE, Canvas, both
from asah_basics.charts.chart import Chart
from asah_basics.charts.rows import RowFrame
from asah_basics.charts.scale import Scale
from asah_basics.formats import MONTHS, date_range, join_and, number


@dataclass(frozen=True, slots=True)
class Span:
    """Something that runs from the first to the last day, both included."""

    label: str
    first_on: date
    last_on: date
    highlight: bool = False


def month_strip(
    spans: Sequence[Span],
    year: int,
    *,
    pauses: Sequence[Span] = (),
    noun: str = "kelas",
    sub: str,
    source: str,
    title: str | None = None,
    limit: int = 16,
) -> Chart:
    """Rows along the twelve months; on phones one bar per month with how many run in it.

    `pauses` (holidays, fasting month) are hatched. Rows come by first day; only `limit` are drawn when wide, the table
    and the months count all. Raises ValueError for no spans, or one that ends before it begins or misses the year.
    """
    if not spans:
        raise ValueError("a month strip needs at least one span")
    for span in (*spans, *pauses):
        if span.last_on < span.first_on or span.last_on.year < year or span.first_on.year > year:
            raise ValueError(f"{span.label!r} ends before it begins or lies outside {year}")
    ordered = sorted(spans, key=lambda span: (span.first_on, span.last_on, span.label))
    counts = [sum(_runs_in(span, year, month) for span in spans) for month in range(1, 13)]
    alt = f"{noun.capitalize()} per bulan {year}: " + join_and(
        [f"{MONTHS[index]} {number(count)}" for index, count in enumerate(counts) if count]
    )
    wide = _draw_year(ordered[:limit], pauses, year, len(ordered) - limit, noun).svg(f"{alt}.")
    _, narrow = both(lambda width: _draw_months(width, counts), f"{alt}.")
    return Chart(
        title=title or _finding(counts, noun),
        sub=sub,
        wide_svg=wide,
        narrow_svg=narrow,
        alt=f"{alt}.",
        source=source,
        columns=("Nama", "Mulai", "Selesai", "Waktu"),
        rows=tuple(
            (span.label, span.first_on.isoformat(), span.last_on.isoformat(), date_range(span.first_on, span.last_on))
            for span in ordered
        ),
    )


def _finding(counts: Sequence[int], noun: str) -> str:
    most = max(counts)
    if counts.count(most) > 1:
        return f"Paling padat {number(most)} {noun} sebulan"
    return f"{MONTHS[counts.index(most)]} paling padat: {number(most)} {noun}"


def _runs_in(span: Span, year: int, month: int) -> bool:
    return (span.first_on.year, span.first_on.month) <= (year, month) <= (span.last_on.year, span.last_on.month)


def _days(day: date, year: int) -> float:
    """Days since 1 January of the year, kept within the year."""
    return min(max((day - date(year, 1, 1)).days, 0), 366 if isleap(year) else 365)


def _draw_year(spans: Sequence[Span], pauses: Sequence[Span], year: int, hidden: int, noun: str) -> Canvas:
    frame = RowFrame(WIDE, len(spans), label_width=168, value_width=4, top=24, bottom=22 if hidden > 0 else 4)
    canvas = frame.canvas()
    scale = Scale(0, 366 if isleap(year) else 365, frame.left, frame.right)
    foot = frame.height - frame.bottom
    for pause in pauses:
        start, end = scale(_days(pause.first_on, year)), scale(_days(pause.last_on, year) + 1)
        canvas.hatch(start, frame.top, max(end - start, 3), foot - frame.top)
    for month in range(1, 13):
        x = scale(_days(date(year, month, 1), year))
        canvas.line("grid", x, frame.top - 4, x, foot)
        canvas.text(x + 3, 15, MONTHS[month - 1][:3] if month != 8 else "Agu", "tiny")
    for index, y in frame.place(canvas, [span.label for span in spans]):
        span = spans[index]
        start, end = scale(_days(span.first_on, year)), scale(_days(span.last_on, year) + 1)
        canvas.rect("f2" if span.highlight else "f1", start, y - 7, max(end - start, 3), 14)
    if hidden > 0:
        canvas.text(0, frame.height - 6, f"dan {number(hidden)} {noun} lain di tabel", "tiny")
    return canvas


def _draw_months(width: float, counts: Sequence[int]) -> Canvas:
    canvas = Canvas(width, 12 * 24 + 4)
    scale = Scale(0, max(counts), 84, width - 40)
    for index, count in enumerate(counts):
        y = index * 24 + 12
        canvas.text(0, y + 4.5, MONTHS[index])
        if count:
            canvas.rect("f2" if count == max(counts) else "f1", 84, y - 8, scale(count) - 84, 16)
        canvas.text(scale(count) + 6, y + 4.5, number(count), "strong" if count else "tiny")
    return canvas
