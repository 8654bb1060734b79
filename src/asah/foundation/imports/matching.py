"""Finds the header row of a table and which column is which field: by synonyms first, then by what the cells hold."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from asah.foundation.imports.formats import ImportFormat
from asah.foundation.text.cells import Cell, plain_key, text_of

_SEARCHED = 20
_SAMPLED = 200
_SHOWN = 3
_SURE = 0.8


@dataclass(frozen=True)
class Column:
    """One column of the file: its place, its header, three sample values."""

    index: int
    header: str
    samples: tuple[str, ...]


@dataclass(frozen=True)
class Matched:
    """The header row (index into the rows), the columns, and field name -> column index."""

    header_row: int
    columns: tuple[Column, ...]
    mapping: Mapping[str, int]

    @property
    def unused(self) -> tuple[Column, ...]:
        """Columns that no field takes."""
        taken = set(self.mapping.values())
        return tuple(column for column in self.columns if column.index not in taken)

    def as_json(self) -> dict[str, Any]:
        """For the batch."""
        return {"header_row": self.header_row, "columns": [asdict(column) for column in self.columns]}


def match(rows: Sequence[Sequence[Cell]], one: ImportFormat, remembered: Mapping[str, str] | None = None) -> Matched:
    """Match a table's columns to a format's fields.

    remembered: field name -> header of the last import from the same source; it wins over synonyms.
    """
    at = header_row_of(rows, one)
    headers = _headers(rows, at)
    body = rows[at + 1 : at + 1 + _SAMPLED]
    samples = {index: _samples(body, index) for index in range(len(headers))}
    mapping = _by_header(one, headers, remembered or {})
    mapping |= _by_content(one, samples, mapping)
    columns = tuple(
        Column(index, header, tuple(samples[index][:_SHOWN]))
        for index, header in enumerate(headers)
        if header or samples[index]
    )
    return Matched(at, columns, mapping)


def header_row_of(rows: Sequence[Sequence[Cell]], one: ImportFormat) -> int:
    """The row, among the first twenty, whose cells name most fields; titles above the table are passed over."""
    known = {plain_key(word) for field in one.fields for word in _words(field)}

    def score(index: int) -> tuple[int, int]:
        texts = [plain_key(text_of(cell)) for cell in rows[index]]
        return sum(text in known for text in texts), -index

    return max(range(min(len(rows), _SEARCHED)), key=score, default=0)


def _headers(rows: Sequence[Sequence[Cell]], at: int) -> list[str]:
    """Header texts; where merged cells leave a blank, the text of the row above stands in."""
    if not rows:
        return []
    own = [text_of(cell) for cell in rows[at]]
    above = [text_of(cell) for cell in rows[at - 1]] if at else []
    width = max([len(own), *(len(row) for row in rows[at + 1 : at + 1 + _SAMPLED])])
    own += [""] * (width - len(own))
    many_above = sum(bool(text) for text in above) > 1
    return [text or (above[index] if many_above and index < len(above) else "") for index, text in enumerate(own)]


def _samples(body: Sequence[Sequence[Cell]], index: int) -> list[str]:
    texts = (text_of(row[index]) for row in body if index < len(row))
    return [text for text in texts if text]


def _words(field: Any) -> tuple[str, ...]:
    return (field.name, str(field.label), *field.synonyms)


def _by_header(one: ImportFormat, headers: Sequence[str], remembered: Mapping[str, str]) -> dict[str, int]:
    places: dict[str, int] = {}
    for index, header in enumerate(headers):
        places.setdefault(plain_key(header), index)
    places.pop("", None)
    found: dict[str, int] = {}
    for field in one.fields:
        words = ([remembered[field.name]] if field.name in remembered else []) + list(_words(field))
        for word in words:
            index = places.get(plain_key(word), -1)
            if index >= 0 and index not in found.values():
                found[field.name] = index
                break
    return found


def _by_content(one: ImportFormat, samples: Mapping[int, list[str]], done: Mapping[str, int]) -> dict[str, int]:
    """Fields still without a column take the free column that looks most like them, if it clearly does."""
    taken = set(done.values())
    found: dict[str, int] = {}
    for field in one.fields:
        if field.name in done or field.recognise is None:
            continue
        scores = [(field.recognise(texts), -i) for i, texts in samples.items() if texts and i not in taken]
        best, place = max(scores, default=(0.0, 0))
        if best >= _SURE:
            found[field.name] = -place
            taken.add(-place)
    return found
