"""Lists, spelled-out numbers (terbilang) and Roman numerals."""

from collections.abc import Sequence

_ONES = ("nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan", "sepuluh", "sebelas")
_SCALES = ((10**12, "triliun"), (10**9, "miliar"), (10**6, "juta"))
_ROMAN = (
    (1000, "M"),
    (900, "CM"),
    (500, "D"),
    (400, "CD"),
    (100, "C"),
    (90, "XC"),
    (50, "L"),
    (40, "XL"),
    (10, "X"),
    (9, "IX"),
    (5, "V"),
    (4, "IV"),
    (1, "I"),
)


def _join(parts: Sequence[str], word: str) -> str:
    if len(parts) < 3:
        return f" {word} ".join(parts)
    return f"{', '.join(parts[:-1])}, {word} {parts[-1]}"


def join_and(parts: Sequence[str]) -> str:
    """`A`, `A dan B`, `A, B, dan C`; an empty list is an empty text."""
    return _join(parts, "dan")


def join_or(parts: Sequence[str]) -> str:
    """`A`, `A atau B`, `A, B, atau C`."""
    return _join(parts, "atau")


def roman(value: int) -> str:
    """Roman numeral of 1 to 3,999, as letters use for classes and months. Raises ValueError outside that range."""
    if not 1 <= value <= 3999:
        raise ValueError(f"a Roman numeral lies between 1 and 3999, not {value}")
    text = ""
    for size, letters in _ROMAN:
        count, value = divmod(value, size)
        text += letters * count
    return text


def spell(value: int) -> str:
    """Spell a whole number below one quadrillion: `spell(1850)` is `seribu delapan ratus lima puluh`.

    `se-` stands for one ten, hundred and thousand; `satu` before juta, miliar and triliun (KBBI).
    """
    if abs(value) >= 10**15:
        raise ValueError(f"a number to spell lies below 10**15, not {value}")
    return f"minus {_spell(-value)}" if value < 0 else _spell(value)


def _spell(value: int) -> str:
    if value < 12:
        return _ONES[value]
    if value < 20:
        return f"{_ONES[value - 10]} belas"
    if value < 100:
        return _with_rest(f"{_ONES[value // 10]} puluh", value % 10)
    if value < 1000:
        head = "seratus" if value < 200 else f"{_ONES[value // 100]} ratus"
        return _with_rest(head, value % 100)
    if value < 10**6:
        head = "seribu" if value < 2000 else f"{_spell(value // 1000)} ribu"
        return _with_rest(head, value % 1000)
    scale, word = next((size, name) for size, name in _SCALES if value >= size)
    return _with_rest(f"{_spell(value // scale)} {word}", value % scale)


def _with_rest(head: str, rest: int) -> str:
    return f"{head} {_spell(rest)}" if rest else head


def spell_rupiah(amount: int) -> str:
    """Spell money as receipts and letters do: `satu miliar delapan ratus lima puluh juta rupiah`."""
    return f"{spell(amount)} rupiah"
