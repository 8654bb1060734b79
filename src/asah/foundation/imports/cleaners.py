"""Ready-made cleaners: text of one cell -> value. Each raises Problem with a sentence that says how to repair it."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from asah.foundation.imports.findings import Problem, Suggestion
from asah.foundation.text.cells import plain_key
from asah_basics.formats.dates import parse_date
from asah_basics.formats.errors import FormatError
from asah_basics.formats.money import parse_rupiah
from asah_basics.formats.numbers import parse_number


def plain(text: str) -> str:
    """Text as it stands."""
    return text


def text_up_to(length: int) -> Callable[[str], str]:
    """Text of at most `length` letters."""

    def clean(text: str) -> str:
        if len(text) > length:
            raise Problem(f"Isi sel ini {len(text)} huruf; paling banyak {length}. Singkat tulisannya.")
        return text

    return clean


def day(text: str) -> date:
    """A date in any Indonesian spelling, or a date cell; a time after it is dropped (`1990-02-28 00:00:00`)."""
    typed = re.sub(r"[ T]\d{1,2}[:.]\d{2}([:.]\d{2})?$", "", text)
    try:
        return parse_date(typed)
    except FormatError as error:
        raise Problem(str(error).removeprefix("Tanggal ")) from None


def whole(low: int | None = None, high: int | None = None) -> Callable[[str], int]:
    """A whole number, optionally bounded (both ends inclusive)."""

    def clean(text: str) -> int:
        value = number(text)
        if value != value.to_integral_value():
            raise Problem(f"“{text}” harus bilangan bulat.")
        if (low is not None and value < low) or (high is not None and value > high):
            raise Problem(f"{text} di luar batas {low} sampai {high}.")
        return int(value)

    return clean


def number(text: str) -> Decimal:
    """A number with decimal comma; what two people may read differently is refused."""
    try:
        return parse_number(text)
    except FormatError as error:
        raise Problem(str(error)) from None


def rupiah(text: str) -> int:
    """Whole rupiah: `Rp 1.850.000.000`, `1,85 miliar`; refuses ambiguity."""
    try:
        return parse_rupiah(text)
    except FormatError as error:
        raise Problem(str(error)) from None


def one_of(words: Mapping[str, Any], *, shown: tuple[str, ...] = ()) -> Callable[[str], Any]:
    """One of a few words, compared without case and punctuation. words: spelling -> value; shown: the buttons."""
    table = {plain_key(word): value for word, value in words.items()}

    def clean(text: str) -> Any:
        try:
            return table[plain_key(text)]
        except KeyError:
            offered = shown or tuple(words)[:4]
            raise Problem(f"“{text}” tidak dikenal.", *(Suggestion(word) for word in offered)) from None

    return clean


def yes_no(text: str) -> bool:
    """ya / tidak, y / t, 1 / 0, true / false."""
    return bool(_YES_NO(text))


_YES_NO = one_of(
    {"ya": True, "y": True, "1": True, "true": True, "tidak": False, "t": False, "0": False, "false": False},
    shown=("ya", "tidak"),
)


def email(text: str) -> str:
    """An e-mail address, lower case."""
    if not re.fullmatch(r"[^@\s]+@[^@\s]+\.[A-Za-z]{2,}", text):
        raise Problem(f"“{text}” bukan alamat email. Contoh: nama@kota.go.id.")
    return text.lower()


def phone(text: str) -> str:
    """An Indonesian mobile number as 08...; accepts +62, spaces and dashes."""
    digits = re.sub(r"[^\d]", "", text)
    if digits.startswith("62"):
        digits = "0" + digits[2:]
    elif digits.startswith("8"):
        digits = "0" + digits
    if not re.fullmatch(r"0\d{8,13}", digits):
        raise Problem(f"“{text}” bukan nomor telepon. Contoh: 081234567890.")
    return digits
