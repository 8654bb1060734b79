"""Class tables of regulations, dated, with their legal source.

A product keeps its own editable copy; these are the values known when the library was released, so that notebooks and
the command line have something to pass. ``in_force`` picks the table of a day.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from asah_evaluator.survey.ikm import IkmClass, IkmTable


def _class(low: str, high: str, mark: str, words: str) -> IkmClass:
    """One row of a class table."""
    return IkmClass(Decimal(low), Decimal(high), mark, words)


IKM_TABLES: tuple[IkmTable, ...] = (
    IkmTable(
        # The regulation names the year; surveys of the whole year 2017 are read by it.
        valid_from=date(2017, 1, 1),
        source="Permen PANRB 14/2017, lampiran: nilai interval konversi",
        classes=(
            _class("25.00", "64.99", "D", "Tidak baik"),
            _class("65.00", "76.60", "C", "Kurang baik"),
            _class("76.61", "88.30", "B", "Baik"),
            _class("88.31", "100.00", "A", "Sangat baik"),
        ),
    ),
)


def in_force(on: date, tables: Iterable[IkmTable] = IKM_TABLES) -> IkmTable:
    """The table in force on a day. Raises ``ValueError`` for a day before the first table."""
    ordered = sorted(tables, key=lambda table: table.valid_from)
    known = [table for table in ordered if table.valid_from <= on]
    if not known:
        raise ValueError(
            f"no class table is in force on {on.isoformat()}; the first begins {ordered[0].valid_from.isoformat()}"
        )
    return known[-1]
