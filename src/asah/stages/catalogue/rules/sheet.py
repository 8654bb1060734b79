"""A curriculum as one row of a spreadsheet, and back: what goes out comes in as the same curriculum."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from asah.stages.catalogue.rules.audience import AUDIENCE_KEYS
from asah.stages.catalogue.rules.curriculum import (
    DELIVERIES,
    MEASURES,
    SCOPES,
    CostItem,
    Curriculum,
    CurriculumRefused,
    Gain,
)
from asah.stages.catalogue.rules.durations import read_duration
from asah.stages.catalogue.rules.methods import METHODS
from asah_basics.formats import number, parse_number

ITEM, PART = "|", ";"
"""Items of a list are separated by a bar (cells lose line ends), parts of an item by semicolons."""


@dataclass(frozen=True)
class SheetColumn:
    """One column: field of the curriculum, header, what a cell holds, an example."""

    field: str
    header: str
    meaning: str
    example: str = ""
    required: bool = False


SHEET: Sequence[SheetColumn] = (
    SheetColumn("name", "Program", "Nama program", "Pelayanan publik prima", True),
    SheetColumn("summary", "Ringkasan", "Satu kalimat: mengapa orang mengikutinya", "Melayani warga di loket."),
    SheetColumn("outcomes", "Hasil belajar", "Kemampuan dipisah garis tegak (|)", "menerapkan antrean prioritas", True),
    SheetColumn("form_id", "Bentuk", "Nama atau nomor 1 sampai 25 jenis diklat SIASN", "3", True),
    SheetColumn("method", "Metode", "Nama atau kode metode", "Simulasi kasus", True),
    SheetColumn("practice_percent", "Praktik (persen)", "Bagian praktik dari jam, 0 sampai 100", "60"),
    SheetColumn("scope", "Lingkup", "Nasional bila kosong", "Nasional"),
    SheetColumn("quantity", "Lama", "Dalam satuan di kolom Satuan", "24", True),
    SheetColumn("measure", "Satuan", "JP kurikulum, hari, atau kegiatan", "JP kurikulum", True),
    SheetColumn("days", "Hari di luar kantor", "0 untuk yang diikuti dari meja kerja", "3", True),
    SheetColumn("delivery", "Penyelenggaraan", "Kelas sendiri atau Pengiriman peserta", "Kelas sendiri", True),
    SheetColumn("partner", "Mitra", "Kode mitra", "UNIPA"),
    SheetColumn("class_min", "Peserta terkecil", "Paling sedikit per kelas", "20", True),
    SheetColumn("class_max", "Peserta terbesar", "Paling banyak per kelas", "35", True),
    SheetColumn("most_classes", "Kelas sebulan", "Paling banyak dibuka sebulan", "2", True),
    SheetColumn("months", "Bulan", "Angka 1 sampai 12, dipisah titik koma", "3; 6", True),
    SheetColumn("gains", "Kompetensi", "Kode; kenaikan; level tertinggi, dipisah garis tegak", "MAN-05; 1; 4", True),
    SheetColumn("costs", "Biaya", "Kode standar; per; jumlah; catatan, dipisah garis tegak", "KIT; orang; 1", True),
    SheetColumn("audience", "Sasaran", "Kunci: nilai, nilai, kunci dipisah garis tegak", "eselon: 41, 42"),
    SheetColumn("prerequisites", "Prasyarat", "Kode program, dipisah titik koma", "PT-01"),
    SheetColumn("mandatory_basis", "Dasar kewajiban", "Sumber yang mewajibkan seluruh sasaran", ""),
    SheetColumn("duty", "Tenggat kewajiban", "Kunci di tabel Kewajiban pelatihan", "latsar"),
    SheetColumn("recurrence", "Diulang setiap", "Lama waktu, misalnya 3 tahun atau P3Y", "P3Y"),
    SheetColumn("validity", "Sertifikat berlaku", "Lama waktu, misalnya 5 tahun atau P5Y", "P5Y"),
    SheetColumn("legal_bases", "Dasar hukum", "Kode peraturan, dipisah titik koma", "permenpanrb-14-2017"),
    SheetColumn("tags", "Tanda kebijakan", "Dipisah titik koma", "seminar"),
)
_WORDS: Mapping[str, Mapping[str, str]] = {
    "method": {code: row.label for code, row in METHODS.items()},
    "scope": SCOPES,
    "measure": MEASURES,
    "delivery": DELIVERIES,
}
_WHOLE = ("form_id", "days", "class_min", "class_max", "most_classes")
_SHORT_LISTS = ("prerequisites", "legal_bases", "tags")


def cells_of(curriculum: Curriculum) -> dict[str, str]:
    """The texts of a row, by field; empty where nothing is."""
    return {column.field: _text(column.field, getattr(curriculum, column.field)) for column in SHEET}


def _text(field: str, value: Any) -> str:
    if value is None:
        return ""
    if field in ("recurrence", "validity"):
        return read_duration(value).iso if value else ""
    if field in _WORDS:
        return _WORDS[field].get(value, value)
    if field == "outcomes":
        return f" {ITEM} ".join(value)
    if field == "gains":
        return f" {ITEM} ".join(_joined(one.competency, _figure(one.lift), str(one.up_to)) for one in value)
    if field == "costs":
        return f" {ITEM} ".join(_joined(one.standard, one.per, _figure(one.quantity), one.note) for one in value)
    if field == "audience":
        return f" {ITEM} ".join(f"{AUDIENCE_KEYS[key]}: {_listed(held)}" for key, held in value.items() if held)
    if isinstance(value, tuple):
        return f"{PART} ".join(str(one) for one in value)
    return _figure(value) if isinstance(value, Decimal) else str(value)


def _joined(*parts: str) -> str:
    return f"{PART} ".join(parts).rstrip(f"{PART} ")


def _listed(value: Any) -> str:
    return "ya" if value is True else ", ".join(str(one) for one in value)


def _figure(value: Decimal) -> str:
    return number(value, at_most=4)


def tidy_cell(field: str, text: str) -> str:
    """The one spelling of what a cell says. Raises ValueError with what to mend."""
    return _text(field, _value(field, text.strip()))


def curriculum_of(cells: Mapping[str, str]) -> Curriculum:
    """The curriculum that a row of texts says. Raises CurriculumRefused with one sentence for each cell to mend."""
    values, faults = {}, []
    for column in SHEET:
        text = str(cells.get(column.field) or "").strip()
        if not text and column.required:
            faults.append(f"{column.header} belum terisi.")
        elif text:
            try:
                values[column.field] = _value(column.field, text)
            except (ValueError, IndexError) as wrong:
                faults.append(f"{column.header}: {wrong if str(wrong) else column.meaning}")
    if faults:
        raise CurriculumRefused(faults)
    return Curriculum(**{"summary": "", **values})


def _value(field: str, text: str) -> Any:
    if field in _WORDS:
        return _code(field, text)
    if field in ("recurrence", "validity"):
        return read_duration(text).iso
    if field == "outcomes":
        return _items(text)
    if field == "gains":
        return tuple(_gain(_parts(one)) for one in _items(text))
    if field == "costs":
        return tuple(_cost(_parts(one)) for one in _items(text))
    if field == "audience":
        return dict(_rule(one) for one in _items(text))
    if field == "months":
        return tuple(sorted({_whole(part) for part in _parts(text.replace(",", PART))}))
    if field in _SHORT_LISTS:
        return tuple(_parts(text.replace(ITEM, PART)))
    if field in _WHOLE or field == "practice_percent":
        return _whole(text)
    return parse_number(text) if field == "quantity" else text


def _code(field: str, text: str) -> str:
    table = {word.casefold(): code for code, label in _WORDS[field].items() for word in (code, label)}
    if text.casefold() not in table:
        raise ValueError(f"“{text}” tidak dikenal. Pakai: {', '.join(_WORDS[field].values())}.")
    return table[text.casefold()]


def _items(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.replace("\n", ITEM).split(ITEM) if line.strip())


def _parts(text: str) -> list[str]:
    return [part.strip() for part in text.split(PART) if part.strip()]


def _whole(text: str) -> int:
    value = parse_number(text)
    if value != value.to_integral_value():
        raise ValueError(f"{text} harus bilangan bulat.")
    return int(value)


def _gain(parts: list[str]) -> Gain:
    if len(parts) < 2:
        raise ValueError("tulis kode; kenaikan; level tertinggi dipisah garis tegak.")
    return Gain(parts[0].upper(), Decimal(parse_number(parts[1])), _whole(parts[2]) if len(parts) > 2 else 5)


def _cost(parts: list[str]) -> CostItem:
    if len(parts) < 3:
        raise ValueError("tulis kode standar; per; jumlah dipisah garis tegak.")
    return CostItem(parts[0], parts[1], Decimal(parse_number(parts[2])), parts[3] if len(parts) > 3 else "")


def _rule(line: str) -> tuple[str, Any]:
    label, _sep, rest = line.partition(":")
    keys = {word.casefold(): key for key, words in AUDIENCE_KEYS.items() for word in (key, words)}
    key = keys.get(label.strip().casefold())
    if key is None:
        raise ValueError(f"kunci “{label.strip()}” tidak dikenal. Pakai: {', '.join(AUDIENCE_KEYS.values())}.")
    if key == "heads_only":
        return key, rest.strip().casefold() in ("ya", "true", "1")
    return key, [part.strip() for part in rest.replace(PART, ",").split(",") if part.strip()]
