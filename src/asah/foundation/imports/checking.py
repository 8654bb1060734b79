"""Checks a table against a format: pure computation from the file, the mapping and what people repaired.

Cleaners are called once for each distinct text of a column, so that 50,000 rows with forty ranks clean forty texts.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from asah.foundation.imports.findings import FileFault, Finding, Problem, Tidied
from asah.foundation.imports.formats import Field, ImportFormat
from asah.foundation.text.cells import Cell, is_fault, is_formula_text, is_number, text_of

NUMBER_IN_TEXT = (
    "{label} ini tersimpan sebagai angka sehingga digit akhirnya berubah. Ubah kolom menjadi Teks lalu unggah lagi."
)
_WHOLE_COLUMN = 0.5
_SAFE_DIGITS = 15


@dataclass(frozen=True)
class Source:
    """What is checked. rows: the sheet; header_row: index of the header; mapping: field -> column;

    constants: field -> text for every row; edits: (line in the file, field) -> text; skips: lines;
    memory: (field, given text) -> chosen text.
    """

    rows: Sequence[Sequence[Cell]]
    header_row: int
    mapping: Mapping[str, int]
    constants: Mapping[str, str] = field(default_factory=dict)
    edits: Mapping[tuple[int, str], str] = field(default_factory=dict)
    skips: frozenset[int] = frozenset()
    memory: Mapping[tuple[str, str], str] = field(default_factory=dict)


@dataclass
class Checked:
    """The answer. lines: number of each row in the file (from 1); values: clean values by row; findings: by index."""

    lines: list[int]
    values: list[dict[str, Any]]
    findings: dict[int, list[Finding]]
    skipped: set[int]

    def is_ready(self, index: int) -> bool:
        """Whether the row may go in."""
        return index not in self.skipped and not any(one.is_problem for one in self.findings.get(index, ()))


def check(source: Source, one: ImportFormat, scene: Any, progress: Callable[[int, int], None] | None = None) -> Checked:
    """Clean every cell, then apply the row rules, then the rules over rows together.

    Raises FileFault when a required field has no column, when nothing stands below the header, or when a column that
    must be text is kept as numbers.
    """
    missing = [str(f.label) for f in one.fields if f.required and not _present(f.name, source)]
    if missing:
        raise FileFault(f"Kolom {', '.join(missing)} belum dipasangkan. Kembali ke Cocokkan kolom.")
    places = [i for i in range(source.header_row + 1, len(source.rows)) if any(text_of(c) for c in source.rows[i])]
    if not places:
        raise FileFault("Di bawah judul kolom belum ada baris data.")
    lines = [place + 1 for place in places]
    findings: dict[int, list[Finding]] = {}
    columns: dict[str, list[Any]] = {}
    steps = len(one.fields) + 2
    for step, wanted in enumerate(one.fields):
        columns[wanted.name] = _column(source, wanted, places, lines, scene, findings)
        if progress:
            progress(step * len(lines) // steps, len(lines))
    names = list(columns)
    values = [dict(zip(names, cells, strict=True)) for cells in zip(*columns.values(), strict=True)]
    skipped = {index for index, line in enumerate(lines) if line in source.skips}
    checked = Checked(lines, values, findings, skipped)
    _judge_rows(checked, one, scene)
    _judge_keys(checked, one, scene)
    return checked


def clean_one(wanted: Field, text: str, scene: Any) -> tuple[Any, Finding | None]:
    """Clean one text of one field: (value, finding or None)."""
    if not text:
        if wanted.required:
            return None, Finding(wanted.name, f"{wanted.label} belum terisi.")
        return None, None
    try:
        if is_formula_text(text) or is_fault(text):
            raise Problem("Sel ini berisi rumus. Ganti dengan nilainya.")
        value = wanted.clean_in(text, scene) if wanted.clean_in else wanted.clean(text)
    except Problem as problem:
        return None, Finding(wanted.name, problem.message, True, text, problem.suggestions)
    if isinstance(value, Tidied):
        return value.value, Finding(wanted.name, value.message, False, text, (), value.group)
    return value, None


def _present(name: str, source: Source) -> bool:
    return name in source.mapping or bool(source.constants.get(name))


def _column(
    source: Source, wanted: Field, places: list[int], lines: list[int], scene: Any, findings: dict[int, list[Finding]]
) -> list[Any]:
    name, index = wanted.name, source.mapping.get(wanted.name)
    if index is None:
        text = text_of(source.constants.get(name, ""))
        value, found = clean_one(wanted, text, scene)
        if found is not None and found.is_problem and text:
            raise FileFault(f"Nilai tetap untuk {wanted.label}: {found.message}")
        texts, numbers = [text] * len(places), frozenset[int]()
    else:
        rows = source.rows
        cells = [rows[place][index] if index < len(rows[place]) else None for place in places]
        texts = [text_of(cell) for cell in cells]
        numbers = _numbers(wanted, cells, texts)
    _repair(source, name, lines, texts)
    known = {text: clean_one(wanted, text, scene) for text in set(texts)}
    column = []
    for position, text in enumerate(texts):
        value, found = known[text]
        if position in numbers and (lines[position], name) not in source.edits:
            found = Finding(name, NUMBER_IN_TEXT.format(label=wanted.label), True, text)
        if found is not None:
            findings.setdefault(position, []).append(found)
        column.append(value)
    return column


def _repair(source: Source, name: str, lines: list[int], texts: list[str]) -> None:
    """Put what people remembered and typed in the place of what the file says."""
    memory = {given: chosen for (field_name, given), chosen in source.memory.items() if field_name == name}
    if memory:
        texts[:] = [memory.get(text, text) for text in texts]
    edited = {line: text for (line, field_name), text in source.edits.items() if field_name == name}
    if edited:
        texts[:] = [edited.get(line, text) for line, text in zip(lines, texts, strict=True)]


def _numbers(wanted: Field, cells: Sequence[Cell], texts: list[str]) -> frozenset[int]:
    """Positions of cells that the file keeps as numbers although the field is text; the whole column is a FileFault."""
    if not wanted.as_text:
        return frozenset()
    filled = [i for i, text in enumerate(texts) if text]
    damaged = frozenset(i for i in filled if is_number(cells[i]) or _rounded(texts[i]))
    if filled and len(damaged) / len(filled) > _WHOLE_COLUMN:
        raise FileFault(
            f"Kolom {wanted.label} tersimpan sebagai angka di lembar kerja, sehingga digit akhirnya berubah. "
            "Data ini tidak dapat dipulihkan. Di berkas asal, ubah format kolom menjadi Teks, isi ulang, "
            "lalu unggah lagi. Tidak ada baris yang masuk."
        )
    return damaged


def _rounded(text: str) -> bool:
    """Whether a text shows that it went through a spreadsheet as a number: 1,96E+17, or fifteen digits and 000."""
    if "E+" in text or "e+" in text:
        return True
    return len(text) >= _SAFE_DIGITS + 3 and text.isdigit() and not text[_SAFE_DIGITS:].strip("0")


def _judge_rows(checked: Checked, one: ImportFormat, scene: Any) -> None:
    for index, row in enumerate(checked.values):
        known = checked.findings.get(index, [])
        if any(found.is_problem for found in known):
            checked.findings[index] = [_with_suggestions(found, row, one, scene) for found in known]
            continue
        for found in one.complete(row, scene):
            checked.findings.setdefault(index, []).append(found)
        if checked.is_ready(index):
            for found in one.judge(row, scene):
                checked.findings.setdefault(index, []).append(found)
    ready = [index for index in range(len(checked.values)) if checked.is_ready(index)]
    for position, found in one.judge_together([checked.values[index] for index in ready], scene):
        checked.findings.setdefault(ready[position], []).append(found)


def _with_suggestions(found: Finding, row: Mapping[str, Any], one: ImportFormat, scene: Any) -> Finding:
    more = tuple(one.suggest(found.field, row, scene)) if found.is_problem else ()
    return replace(found, suggestions=found.suggestions + more) if more else found


def _judge_keys(checked: Checked, one: ImportFormat, scene: Any) -> None:
    """The same key twice: the second row and those after it are problems that name the first."""
    if not one.unique:
        return
    first: dict[Any, int] = {}
    for index, row in enumerate(checked.values):
        if not checked.is_ready(index):
            continue
        key = one.key(row, scene)
        if key is None or (isinstance(key, tuple) and all(part is None for part in key)):
            continue
        before = first.setdefault(key, index)
        if before != index:
            where = one.key_fields[0] if one.key_fields else ""
            label = one.field(where).label if where else "Baris"
            found = Finding(where, f"{label} ini sudah ada di baris {checked.lines[before]}. Lewati salah satunya.")
            checked.findings.setdefault(index, []).append(found)
