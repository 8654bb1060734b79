"""Reads tables that offices send: XLSX and XLS by calamine, CSV of any encoding and separator, pasted cells.

Nothing is ever evaluated: of a formula only the value that the spreadsheet saved is read, macros are named and left.
"""

import csv
import io
import re
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass

from python_calamine import CalamineError, CalamineWorkbook, SheetVisibleEnum

from asah.foundation.text.cells import Cell, text_of
from asah_basics.formats import number

LARGEST_FILE = 50 * 1024 * 1024
LARGEST_UNPACKED = 1500 * 1024 * 1024
MOST_ROWS = 200_000
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SEPARATORS = (";", ",", "\t", "|")


class Unreadable(ValueError):
    """A file that cannot be read as a table; `str()` is an Indonesian sentence that says what to do."""


@dataclass(frozen=True)
class Table:
    """A sheet as it was found: rows of cells, first row of the sheet first, blank rows kept so that numbers agree.

    sheets: names of the visible sheets; hidden: names of the hidden ones, which are never read;
    formulas: number of cells of the sheet with a formula; macros: whether the workbook carries any;
    kind: "xlsx", "xls" or "csv"; encoding and separator: how a CSV was read, empty for workbooks.
    """

    rows: Sequence[Sequence[Cell]]
    sheet: str = ""
    sheets: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()
    formulas: int = 0
    macros: bool = False
    kind: str = "csv"
    encoding: str = ""
    separator: str = ""


def read_table(content: bytes, sheet: str = "") -> Table:
    """Read a file by its content; its name and type are not trusted.

    sheet: which visible sheet; empty takes the one with most rows.

    Raises Unreadable for a file that is empty, too large, locked by a password, damaged, or no table at all.
    """
    if len(content) > LARGEST_FILE:
        raise Unreadable("Berkas lebih dari 50 MB. Bagi menjadi beberapa berkas, lalu unggah satu per satu.")
    if not content.strip():
        raise Unreadable("Berkas ini kosong. Pilih berkas yang berisi baris data.")
    if content[:4] == b"PK\x03\x04":
        return _workbook(content, sheet, "xlsx")
    if content[:8] == _OLE:
        return _workbook(content, sheet, "xls")
    if content[:4] == b"%PDF" or content[:3] == b"\xff\xd8\xff" or content[:4] == b"\x89PNG":
        raise Unreadable("Berkas ini gambar atau PDF. Unggah XLSX atau CSV, atau tempel isi tabelnya.")
    return read_csv(content)


def read_csv(content: bytes) -> Table:
    """Read comma, semicolon, tab or bar separated text in UTF-8, UTF-16 or Windows-1252."""
    text, encoding = decode(content)
    if text[:4].lower() == "sep=":
        separator, text = text[4:5], text.split("\n", 1)[-1]
    else:
        separator = separator_of(text)
    try:
        rows: list[list[Cell]] = [list(row) for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator)]
    except csv.Error as error:
        raise Unreadable(
            "Berkas CSV ini rusak: ada tanda kutip yang tidak ditutup. Simpan ulang sebagai CSV."
        ) from error
    _refuse_length(len(rows))
    return Table(rows=rows, kind="csv", encoding=encoding, separator=separator)


def read_pasted(text: str) -> Table:
    """Read cells pasted from a spreadsheet: tabs between cells, lines between rows."""
    if not text.strip():
        raise Unreadable("Belum ada yang ditempel. Salin sel beserta judul kolomnya, lalu tempel di sini.")
    return read_csv(text.encode())


def decode(content: bytes) -> tuple[str, str]:
    """Text of a file and the encoding found: byte order marks first, then UTF-8, then Windows-1252."""
    for mark, name in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if content.startswith(mark):
            return _decoded(content, name), name
    if content[1:2] == b"\x00" or content[:1] == b"\x00":
        name = "utf-16-le" if content[1:2] == b"\x00" else "utf-16-be"
        return _decoded(content, name), name
    if b"\x00" in content[:4096]:
        raise Unreadable("Berkas ini bukan tabel. Unggah XLSX atau CSV.")
    try:
        return content.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        return _decoded(content, "cp1252"), "cp1252"


def separator_of(text: str) -> str:
    """The separator that cuts the first lines into the same, largest number of cells."""
    head = text[:20_000].splitlines()[:20] or [""]

    def score(separator: str) -> tuple[float, int]:
        widths = [len(row) for row in csv.reader(head, delimiter=separator) if row]
        if not widths or max(widths) == 1:
            return (0.0, 0)
        usual = max(set(widths), key=widths.count)
        return (widths.count(usual) / len(widths) if usual > 1 else 0.0, usual)

    return max(_SEPARATORS, key=score)


def _decoded(content: bytes, name: str) -> str:
    try:
        return content.decode(name)
    except UnicodeDecodeError as error:
        raise Unreadable(
            "Huruf di berkas ini tidak terbaca. Simpan ulang sebagai “CSV UTF-8” atau XLSX, lalu unggah lagi."
        ) from error


def _workbook(content: bytes, sheet: str, kind: str) -> Table:
    macros = _inspect(content) if kind == "xlsx" else False
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        named = [(info.name, info.visible == SheetVisibleEnum.Visible) for info in book.sheets_metadata]
        visible = tuple(name for name, seen in named if seen)
        if not visible:
            raise Unreadable("Semua lembar di berkas ini tersembunyi. Tampilkan lembarnya, simpan, lalu unggah lagi.")
        wanted = [sheet] if sheet in visible else visible
        page = max((book.get_sheet_by_name(name) for name in wanted), key=lambda one: one.height)
        chosen = page.name
        _refuse_length(page.total_height)
        rows = page.to_python(skip_empty_area=False)
        position = [name for name, _seen in named].index(chosen)
    except (CalamineError, OSError, ValueError) as error:
        if isinstance(error, Unreadable):
            raise
        raise Unreadable(
            "Berkas ini terkunci sandi atau rusak. Buka di aplikasi lembar kerja, simpan sebagai XLSX tanpa sandi, "
            "lalu unggah lagi."
        ) from error
    return Table(
        rows=rows,
        sheet=chosen,
        sheets=visible,
        hidden=tuple(name for name, seen in named if not seen),
        formulas=_formulas(content, position) if kind == "xlsx" else 0,
        macros=macros,
        kind=kind,
    )


def _inspect(content: bytes) -> bool:
    """Whether a workbook carries macros; refuses archives that unpack to more than memory can hold."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            infos = archive.infolist()
    except zipfile.BadZipFile as error:
        raise Unreadable("Berkas ini rusak atau belum selesai disalin. Unggah lagi dari berkas aslinya.") from error
    if sum(info.file_size for info in infos) > LARGEST_UNPACKED:
        raise Unreadable("Isi berkas ini terlalu besar setelah dibuka. Hapus gambar dan lembar lain, lalu unggah lagi.")
    if not any(info.filename.startswith("xl/") for info in infos):
        raise Unreadable("Berkas ini bukan lembar kerja XLSX. Unggah XLSX atau CSV.")
    return any(info.filename.lower().endswith("vbaproject.bin") for info in infos)


def _formulas(content: bytes, position: int) -> int:
    """Count the cells with a formula in the sheet at a position; the file is streamed, never built up in memory."""
    count, tail = 0, b""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = sorted(
            (name for name in archive.namelist() if re.fullmatch(r"xl/worksheets/sheet\d+\.xml", name)),
            key=lambda name: int(re.sub(r"\D", "", name)),
        )
        if position >= len(names):
            return 0
        with archive.open(names[position]) as stream:
            while chunk := stream.read(1 << 20):
                seen = tail + chunk
                count += seen.count(b"<f>") + seen.count(b"<f ") + seen.count(b"<f/>")
                # The last two bytes may be the beginning of a mark: they are looked at again, never counted twice.
                tail = seen[-2:]
    return count


def _refuse_length(rows: int) -> None:
    if rows > MOST_ROWS:
        raise Unreadable(f"Berkas memuat {number(rows)} baris; paling banyak 200.000.")


def column_texts(rows: Sequence[Sequence[Cell]], index: int) -> list[str]:
    """The texts of one column, short rows filled with empty cells."""
    return [text_of(row[index]) if index < len(row) else "" for row in rows]
