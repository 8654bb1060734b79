"""What every picture is, beside its drawing."""

from dataclasses import dataclass

Cell = str | int | float | None
"""One value of the table beside a picture; None is "no data"."""

CONFIDENCE = "garis = selang kepercayaan 95%"


@dataclass(frozen=True, slots=True)
class Chart:
    """A finished picture.

    `title` is the finding as a sentence, `sub` names unit, period and place, `source` where the numbers come from and
    when; `alt` says in words what the picture shows. `wide_svg` is for boxes of at least 480 px, `narrow_svg` for
    phones. `columns` and `rows` are the same numbers as a table (all rows, even when the picture shows the first ten).
    """

    title: str
    sub: str
    wide_svg: str
    narrow_svg: str
    alt: str
    source: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
