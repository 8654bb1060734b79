"""Diverging stacked bars (what was liked, what was not?) and plain stacked bars."""

from collections.abc import Sequence
from dataclasses import dataclass

from asah_basics.charts.canvas import Canvas, both
from asah_basics.charts.chart import Chart
from asah_basics.charts.rows import RowFrame
from asah_basics.charts.scale import Scale
from asah_basics.formats import join_and, number, percent

_SHADES = {
    5: (("f2", 1), ("f2", 0.45), ("fm", 1), ("f1", 0.45), ("f1", 1)),
    4: (("f2", 1), ("f2", 0.45), ("f1", 0.45), ("f1", 1)),
}


@dataclass(frozen=True, slots=True)
class Rated:
    """How many chose each level of one question, from the worst to the best."""

    label: str
    counts: Sequence[int]

    @property
    def total(self) -> int:
        """How many answered."""
        return sum(self.counts)


def diverging(
    items: Sequence[Rated],
    levels: Sequence[str],
    *,
    sub: str,
    source: str,
    title: str | None = None,
) -> Chart:
    """Answers on a scale of four or five levels, left and right of a middle line.

    A middle level (of five) is split evenly across the line. The per cent of the lower and of the upper levels stand
    at the two ends. Questions without an answer are hatched. Raises ValueError for other numbers of levels, counts
    that do not fit them, or negative counts.
    """
    if len(levels) not in _SHADES or not items:
        raise ValueError(f"diverging bars need questions and four or five levels, not {len(levels)}")
    for item in items:
        if len(item.counts) != len(levels) or min(item.counts) < 0:
            raise ValueError(f"question {item.label!r} needs {len(levels)} counts, none negative")
    told = [_rated_words(item) for item in items[:6]]
    alt = f"Dari {levels[0].lower()} sampai {levels[-1].lower()}: {join_and(told)}."
    wide, narrow = both(lambda width: _draw_rated(width, items, levels), alt)
    return Chart(
        title=title or _rated_finding(items),
        sub=sub,
        wide_svg=wide,
        narrow_svg=narrow,
        alt=alt,
        source=source,
        columns=("Pertanyaan", *levels, "Banyak jawaban"),
        rows=tuple((item.label, *item.counts, item.total) for item in items),
    )


def _sides(item: Rated) -> tuple[float, float]:
    """Shares of the lower and of the upper levels, the middle one left out."""
    half = len(item.counts) // 2
    if not item.total:
        return 0.0, 0.0
    return sum(item.counts[:half]) / item.total, sum(item.counts[-half:]) / item.total


def _rated_words(item: Rated) -> str:
    if not item.total:
        return f"{item.label} belum ada jawaban"
    low, high = _sides(item)
    return f"{item.label} {percent(high, 0)} baik, {percent(low, 0)} kurang, {number(item.total)} jawaban"


def _rated_finding(items: Sequence[Rated]) -> str:
    answered = [item for item in items if item.total]
    if not answered:
        return "Belum ada jawaban"
    worst = max(answered, key=lambda item: _sides(item)[0])
    if _sides(worst)[0] == 0:
        return "Tidak ada penilaian kurang"
    return f"Paling banyak dinilai kurang: {worst.label} ({percent(_sides(worst)[0], 0)})"


def _draw_rated(width: float, items: Sequence[Rated], levels: Sequence[str]) -> Canvas:
    frame = RowFrame(width, len(items), label_width=190, value_width=44, top=26)
    canvas = frame.canvas()
    left, right = frame.left + (44 if frame.is_wide else 40), frame.right
    reach = max(0.2, *(side for item in items for side in _reach(item)))
    scale = Scale(-reach, reach, left, right)
    canvas.text(scale(0) - 8, 13, f"← {levels[0]}", "end tiny")
    canvas.text(scale(0) + 8, 13, f"{levels[-1]} →", "tiny")
    for index, y in frame.place(canvas, [item.label for item in items]):
        item = items[index]
        if not item.total:
            canvas.hatch(left, y - 9, right - left, 18)
            canvas.text(left + 8, y + 4.5, "belum ada jawaban", "halo tiny")
            continue
        place = -_reach(item)[0]
        for count, (fill, opacity) in zip(item.counts, _SHADES[len(levels)], strict=True):
            share = count / item.total
            canvas.rect(fill, scale(place), y - 9, scale(place + share) - scale(place), 18, opacity)
            place += share
        low, high = _sides(item)
        canvas.text(scale(-_reach(item)[0]) - 6, y + 4.5, percent(low, 0), "end tiny")
        canvas.text(scale(_reach(item)[1]) + 6, y + 4.5, percent(high, 0), "strong")
    for index in range(len(items)):
        if items[index].total:
            canvas.line("axis", scale(0), frame.centre(index) - 12, scale(0), frame.centre(index) + 12)
    return canvas


def _reach(item: Rated) -> tuple[float, float]:
    low, high = _sides(item)
    middle = (1 - low - high) / 2 if item.total else 0.0
    return low + middle, high + middle


@dataclass(frozen=True, slots=True)
class Stack:
    """One bar made of parts, in the order of the parts."""

    label: str
    amounts: Sequence[float]


def stacked(
    stacks: Sequence[Stack], parts: Sequence[str], *, measure: str, sub: str, source: str, title: str | None = None
) -> Chart:
    """Bars of the same length split into at most four parts: what is the whole made of?

    Raises ValueError for more than four parts, amounts that do not fit them, or negative amounts.
    """
    if not stacks or not 2 <= len(parts) <= 4:
        raise ValueError(f"stacked bars need rows and two to four parts, not {len(parts)}")
    for stack in stacks:
        if len(stack.amounts) != len(parts) or min(stack.amounts) < 0:
            raise ValueError(f"row {stack.label!r} needs {len(parts)} amounts, none negative")
    told = [f"{stack.label}: {_stack_words(stack, parts)}" for stack in stacks[:5]]
    alt = f"{measure}. {'; '.join(told)}."
    wide, narrow = both(lambda width: _draw_stacks(width, stacks, parts), alt)
    totals = [sum(stack.amounts[index] for stack in stacks) for index in range(len(parts))]
    largest = totals.index(max(totals))
    whole = sum(totals)
    return Chart(
        title=title or f"{percent(max(totals) / whole if whole else 0, 0)} untuk {parts[largest].lower()}",
        sub=sub,
        wide_svg=wide,
        narrow_svg=narrow,
        alt=alt,
        source=source,
        columns=("Nama", *parts, "Jumlah"),
        rows=tuple((stack.label, *stack.amounts, sum(stack.amounts)) for stack in stacks),
    )


def _stack_words(stack: Stack, parts: Sequence[str]) -> str:
    whole = sum(stack.amounts) or 1
    return join_and(
        [f"{part.lower()} {percent(amount / whole, 0)}" for part, amount in zip(parts, stack.amounts, strict=True)]
    )


def _draw_stacks(width: float, stacks: Sequence[Stack], parts: Sequence[str]) -> Canvas:
    key_rows = 1 if width > 400 else (len(parts) + 1) // 2
    frame = RowFrame(width, len(stacks), value_width=0, top=14 + key_rows * 18)
    canvas = frame.canvas()
    for index, part in enumerate(parts):
        column, row = (index, 0) if key_rows == 1 and width > 400 else (index % 2, index // 2)
        x = column * (width / len(parts) if width > 400 else width / 2)
        canvas.rect(f"f{index + 1}", x, row * 18 + 3, 11, 11)
        canvas.text(x + 17, row * 18 + 13, part, "tiny")
    for index, y in frame.place(canvas, [stack.label for stack in stacks]):
        _one_stack(canvas, stacks[index], frame.left, frame.right, y)
    return canvas


def _one_stack(canvas: Canvas, stack: Stack, left: float, right: float, y: float) -> None:
    whole = sum(stack.amounts)
    if not whole:
        canvas.hatch(left, y - 10, right - left, 20)
        return
    place = left
    for index, amount in enumerate(stack.amounts):
        length = amount / whole * (right - left)
        canvas.rect(f"f{index + 1}", place, y - 10, max(length - 1, 0), 20)
        if length > 40:
            canvas.text(place + length / 2, y + 4.5, percent(amount / whole, 0), "mid tiny on")
        place += length
