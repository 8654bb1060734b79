"""The predicate of performance: nine cells, five words in an order (PermenPANRB 6/2022).

The cells are the dated table `matriks_kinerja` (source on the page of rules in force); this module reads a cell and
knows the order of the words. "Kurang" (good results, bad behaviour) stands below "Butuh Perbaikan" (poor results, good
behaviour), so a predicate is never the mean of the two axes.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal


@dataclass(frozen=True)
class Predicate:
    """A word of the scale. id: SIASN's kuadran, 1 is the best; rank: 1 (worst) to 5; tone: of its tag on screen."""

    id: int
    word: str
    rank: int
    tone: Literal["", "ok", "warn", "err"] = ""


PREDICATES: Mapping[int, Predicate] = {
    row.id: row
    for row in (
        Predicate(1, "Sangat Baik", 5, "ok"),
        Predicate(2, "Baik", 4, "ok"),
        Predicate(3, "Butuh Perbaikan", 3, "warn"),
        Predicate(4, "Kurang", 2, "err"),
        Predicate(5, "Sangat Kurang", 1, "err"),
    )
}
"""SIASN's kuadran. "Cukup" is what people call "Butuh Perbaikan"."""

EXPECTATIONS: Mapping[str, tuple[int, str]] = {
    "di_atas": (1, "Di atas ekspektasi"),
    "sesuai": (2, "Sesuai ekspektasi"),
    "di_bawah": (3, "Di bawah ekspektasi"),
}
"""What a result of work or behaviour was, against what was expected: SIASN's number and the words."""


class UnknownExpectation(ValueError):
    """A rating of result or behaviour that is none of the three."""

    def __init__(self, given: str) -> None:
        super().__init__(f"“{given}” bukan rating. Pakai: {', '.join(word for _id, word in EXPECTATIONS.values())}.")


def predicate(number: int) -> Predicate:
    """The word of a kuadran. Raises ValueError naming what is allowed."""
    if number not in PREDICATES:
        raise ValueError(f"Predikat memakai nomor kuadran 1 sampai 5, bukan {number}.")
    return PREDICATES[number]


def rate(result: str, behaviour: str, matrix: Mapping[str, Mapping[str, Any]]) -> Predicate:
    """The predicate of a result of work and a behaviour.

    matrix: cells by "result/behaviour" as the dated table gives them, each with `predicate_id`.
    Raises UnknownExpectation for a rating outside the three, ValueError when the table lacks the cell.
    """
    for given in (result, behaviour):
        if given not in EXPECTATIONS:
            raise UnknownExpectation(given)
    cell = matrix.get(f"{result}/{behaviour}")
    if cell is None:
        raise ValueError(f"Tabel predikat kinerja belum memuat {result}/{behaviour}.")
    return predicate(int(cell["predicate_id"]))
