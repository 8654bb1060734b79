"""Numbers, per cent and ranges: `4.905`, `0,9`, `12,3%`, `0,3–1,5`, `−0,5`."""

import re
from decimal import ROUND_HALF_UP, Decimal

from asah_basics.formats.errors import FormatError

MINUS = "−"
"""The true minus sign (U+2212): as wide as a plus, never mistaken for a hyphen or a line break."""

Number = int | float | Decimal


def _rounded(value: Number, decimals: int) -> Decimal:
    exact = value if isinstance(value, Decimal) else Decimal(str(value))
    if not exact.is_finite():
        raise ValueError(f"a number to show must be finite, not {value!r}")
    rounded = exact.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    return rounded if rounded else abs(rounded)  # a rounded −0,0 is simply 0


def number(value: Number, decimals: int | None = None, *, at_most: int = 2) -> str:
    """Write a number with dots for thousands, a comma for decimals and a true minus.

    `decimals` fixes the number of decimals; None keeps what is needed, `at_most` of them, without trailing
    zeros. Halves round away from zero, as people expect on paper. Raises ValueError for NaN and infinity.

    >>> number(4905), number(0.9), number(-1234.5), number(2, decimals=1)
    ('4.905', '0,9', '−1.234,5', '2,0')
    """
    rounded = _rounded(value, at_most if decimals is None else decimals)
    whole, _, fraction = f"{abs(rounded):,f}".partition(".")
    if decimals is None:
        fraction = fraction.rstrip("0")
    sign = MINUS if rounded < 0 else ""
    return sign + whole.replace(",", ".") + (f",{fraction}" if fraction else "")


def signed(value: Number, decimals: int | None = None, *, at_most: int = 2) -> str:
    """Write a difference: `+0,9`, `−0,9`, and plain `0`."""
    text = number(value, decimals, at_most=at_most)
    is_zero = not text.strip("0,.")
    return text if is_zero or text.startswith(MINUS) else f"+{text}"


def percent(share: Number, decimals: int | None = None) -> str:
    """Write a share of one as per cent: `percent(0.123)` is `12,3%`; at most one decimal unless asked.

    A share that is not zero but would print as `0%` prints as `<0,1%`: nothing is told that is not so.
    """
    exact = (share if isinstance(share, Decimal) else Decimal(str(share))) * 100
    digits = 1 if decimals is None else decimals
    if exact and not _rounded(exact, digits):
        smallest = number(Decimal(1).scaleb(-digits))
        return f"<{smallest}%" if exact > 0 else f"{MINUS}<{smallest}%"
    return number(exact, decimals, at_most=1) + "%"


def interval(low: Number, high: Number, decimals: int | None = None, *, suffix: str = "") -> str:
    """Write a range: `0,3–1,5`; with a negative end in words, `−0,5 sampai 0,3`, since a dash would confuse.

    `suffix` (such as `%`) is written once, at the end. Raises ValueError when `low` is above `high`.
    """
    if low > high:
        raise ValueError(f"the low end {low!r} lies above the high end {high!r}")
    between = " sampai " if low < 0 else "–"
    return f"{number(low, decimals)}{between}{number(high, decimals)}{suffix}"


def file_size(size: int) -> str:
    """Write a size in bytes as phones do: `84 KB`, `1,8 MB` (1 KB = 1,000 bytes)."""
    if size < 1000:
        return f"{number(size)} byte"
    if size < 999_500:
        return f"{number(size / 1000, 0)} KB"
    return f"{number(size / 1_000_000, at_most=1)} MB"


_PLAIN = re.compile(r"\d+(,\d+)?")
_GROUPED = re.compile(r"\d{1,3}(\.\d{3})+(,\d+)?")
_SPACES = re.compile(r"[\s\u00a0\u202f]+")


def read_digits(text: str, what: str) -> Decimal:
    """Read an unsigned Indonesian number, refusing what can be read in two ways; a helper of the parsers here."""
    squeezed = _SPACES.sub("", text)
    whole, comma, fraction = squeezed.partition(",")
    if comma and len(fraction) == 3 and whole.isdigit() and 1 <= len(whole) <= 3 and whole.strip("0"):
        raise FormatError(
            f"{what} “{text}” dapat dibaca dua cara. Tulis {whole}.{fraction} untuk ribuan "
            f"atau {whole},{fraction}0 untuk pecahan."
        )
    if _PLAIN.fullmatch(squeezed) or _GROUPED.fullmatch(squeezed):
        return Decimal(squeezed.replace(".", "").replace(",", "."))
    if re.fullmatch(r"\d+\.\d+", squeezed):
        raise FormatError(
            f"{what} “{text}” dapat dibaca dua cara. Pakai koma untuk pecahan ({squeezed.replace('.', ',')}) "
            "dan titik untuk ribuan (1.850)."
        )
    raise FormatError(f"{what} “{text}” bukan angka. Tulis angka saja, misalnya 1.850 atau 0,5.")


def parse_number(text: str, *, what: str = "Angka") -> Decimal:
    """Read `4.905`, `4905`, `4 905`, `0,9`, `-1,5`; refuse `1.85` and `1,850`, which two people may read differently.

    `what` is the label of the field; it begins the sentence of the refusal. Raises FormatError.
    """
    trimmed = text.strip()
    if not trimmed:
        raise FormatError(f"{what} belum terisi.")
    negative = trimmed[0] in f"-{MINUS}–"
    digits = read_digits(trimmed[1:].strip() if negative else trimmed.removeprefix("+"), what)
    return -digits if negative else digits


def parse_percent(text: str, *, what: str = "Persentase") -> Decimal:
    """Read `12,3` or `12,3%` as the share 0.123; refuse what lies outside 0 to 100. Raises FormatError."""
    share = parse_number(text.strip().removesuffix("%"), what=what) / 100
    if not 0 <= share <= 1:
        raise FormatError(f"{what} harus antara 0 dan 100. Anda mengetik {text.strip()}.")
    return share
