"""What a cell of a spreadsheet says, as text: the one place that knows how offices write "empty"."""

import re
import unicodedata
from datetime import date, datetime, time, timedelta

Cell = str | int | float | bool | date | datetime | time | timedelta | None

_BLANKS = re.compile(r"[\s\u00a0\u2007\u202f\u200b\ufeff]+")
_EMPTY = frozenset({"", "-", "--", "–", "—", "null", "(null)", "none", "nan", "n/a", "#n/a", "nihil"})
_SHORT = 1 + max(map(len, _EMPTY))
_SPARE = ("'", " ")
_FAULTS = frozenset({"#ref!", "#value!", "#name?", "#div/0!", "#num!", "#null!"})


def text_of(cell: Cell) -> str:
    """A cell as text in the way people here write it: dates `2027-01-31`, whole numbers plain, decimals with comma.

    Blanks of every kind become one space; a leading apostrophe (the spreadsheet's mark of text) is dropped; the ways of
    writing "nothing" (`-`, `null`, `#N/A` ...) become the empty text.
    """
    if isinstance(cell, str):
        return tidy(cell)
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "ya" if cell else "tidak"
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat(sep=" ", timespec="minutes")
    if isinstance(cell, int):
        return str(cell)
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else repr(cell).replace(".", ",")
    return cell.isoformat() if isinstance(cell, (date, time)) else str(cell)


def tidy(text: str) -> str:
    """Text with single spaces, without the leading apostrophe, empty when it only says that nothing is there."""
    # Most cells need nothing: only printable letters (no unbreakable blank is), no apostrophe, no blank to spare.
    if text.isprintable() and text[:1] not in _SPARE and text[-1:] != " " and "  " not in text:
        return "" if len(text) < _SHORT and text.lower() in _EMPTY else text
    plain = _BLANKS.sub(" ", text).strip().removeprefix("'").strip()
    return "" if plain.lower() in _EMPTY else plain


def is_number(cell: Cell) -> bool:
    """Whether the file keeps the cell as a number, of which spreadsheets hold 15 digits only."""
    return isinstance(cell, (int, float)) and not isinstance(cell, bool)


def is_fault(text: str) -> bool:
    """Whether the text is what a broken formula leaves behind."""
    return text.lower() in _FAULTS


def is_formula_text(text: str) -> bool:
    """Whether text would be taken for a formula by a spreadsheet that opens it (`=`, `@`, or `+`/`-` and a letter)."""
    return bool(re.match(r"[=@]|[+\-][A-Za-z(]", text))


def plain_key(text: str) -> str:
    """Letters and digits only, lower case, without accents: how headers and names are compared."""
    bare = unicodedata.normalize("NFKD", text)
    return "".join(letter for letter in bare.lower() if letter.isalnum())


def squeezed(text: str) -> str:
    """Lower case words without accents and apostrophes, one space between them: the key by which names are sorted."""
    bare = unicodedata.normalize("NFKD", text)
    bare = "".join(letter for letter in bare if not unicodedata.combining(letter))
    return _BLANKS.sub(" ", re.sub(r"['’`´‘]", "", bare).lower()).strip()
