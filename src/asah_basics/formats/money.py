"""Rupiah: `Rp1.850.000.000`, short `Rp1,85 miliar`, and what people type."""

import re
from decimal import ROUND_HALF_UP, Decimal

from asah_basics.formats.errors import FormatError
from asah_basics.formats.numbers import MINUS, number, read_digits

_STEPS = ((10**12, "triliun"), (10**9, "miliar"), (10**6, "juta"), (10**3, "ribu"))

_UNITS = {
    "ribu": 10**3,
    "rb": 10**3,
    "juta": 10**6,
    "jt": 10**6,
    "miliar": 10**9,
    "milyar": 10**9,
    "mlr": 10**9,
    "triliun": 10**12,
    "trilyun": 10**12,
}

_MONEY = re.compile(
    r"(?:rp\.?|idr)?\s*(?P<digits>[\d.,\s\u00a0\u202f]+?)(?:,-|,–)?\s*(?P<unit>[a-z]+)?\.?", re.IGNORECASE
)


def rupiah(amount: int | Decimal) -> str:
    """Write whole rupiah: `Rp1.850.000.000`, negative ones `−Rp290.000.000`; fractions of a rupiah round half up."""
    text = number(amount, 0)
    return f"{MINUS}Rp{text[1:]}" if text.startswith(MINUS) else f"Rp{text}"


def rupiah_short(amount: int | Decimal) -> str:
    """Write about three figures with the word spelled out: `Rp1,85 miliar`, `Rp185 juta`, `Rp42 ribu`.

    Never `M`, which some read as miliar and others as million. Below one thousand rupiah the amount is written in full.
    """
    size = abs(Decimal(amount))
    sign = MINUS if amount < 0 else ""
    for step, word in _STEPS:
        scaled = _three_figures(size / step)
        if scaled >= 1:
            return f"{sign}Rp{number(scaled)} {word}"
    return rupiah(amount)


def _three_figures(value: Decimal) -> Decimal:
    decimals = 2 if value < 10 else 1 if value < 100 else 0
    return value.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)


def parse_rupiah(text: str, *, what: str = "Jumlah") -> int:
    """Read money as typed: `1850000000`, `Rp 1.850.000.000`, `1 850 000`, `1,85 miliar`, `185 jt`, `500.000,-`.

    Refuses, with an Indonesian sentence, what two people may read differently (`1.85`, `1,85 M`), fractions of a
    rupiah and negative amounts. `what` is the label of the field. Returns whole rupiah; raises FormatError.
    """
    trimmed = text.strip()
    if not trimmed:
        raise FormatError(f"{what} belum terisi.")
    if trimmed[0] in f"-{MINUS}–":
        raise FormatError(f"{what} tidak boleh kurang dari nol.")
    match = _MONEY.fullmatch(trimmed)
    if match is None:
        raise FormatError(f"{what} “{trimmed}” bukan jumlah rupiah. Tulis misalnya 1.850.000.000 atau 1,85 miliar.")
    amount = _digits_of(match["digits"].strip(), match["unit"], what) * _factor(match["unit"], trimmed, what)
    if amount != amount.to_integral_value():
        raise FormatError(f"{what} ditulis dalam rupiah tanpa sen. Anda mengetik {trimmed}.")
    return int(amount)


def _digits_of(digits: str, unit: str | None, what: str) -> Decimal:
    # Before a unit word a dot that cannot part thousands (1.85 miliar) has only one meaning.
    if unit and re.fullmatch(r"\d+\.\d{1,2}", digits):
        return Decimal(digits)
    if unit and re.fullmatch(r"\d{1,3}\.\d{3}", digits):
        raise FormatError(
            f"{what} “{digits} {unit}” dapat dibaca dua cara. Tulis {digits.replace('.', ',').rstrip('0')} {unit} "
            f"atau {digits.replace('.', '')} {unit}."
        )
    return read_digits(digits, what)


def _factor(unit: str | None, typed: str, what: str) -> int:
    if unit is None:
        return 1
    if unit.lower() in ("m", "t"):
        raise FormatError(
            f"{what} “{typed}” kurang jelas: “{unit}” dapat berarti lain bagi orang lain. "
            "Tulis juta, miliar, atau triliun."
        )
    factor = _UNITS.get(unit.lower())
    if factor is None:
        raise FormatError(f"{what} “{typed}”: satuan “{unit}” tidak dikenal. Pakai ribu, juta, miliar, atau triliun.")
    return factor
