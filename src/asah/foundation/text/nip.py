"""NIP of PNS and NI PPPK: one shape of 18 digits, two meanings (Perka BKN 22/2007; numbers of PPPK).

PNS:  8 birth + 6 year and month of the first appointment + 1 sex + 3 sequence
PPPK: 8 birth + 4 year of the first appointment + 2 counter of contracts (21, 22 ...) + 1 sex + 3 sequence

Digits 13-14 are therefore a month only for a PNS; whoever asks them to be a month refuses every PPPK.
"""

import re
from dataclasses import dataclass
from datetime import date

YOUNGEST, OLDEST = 17, 70
# Youngest age at appointment that the number itself may show; the law's ages stand in the dated rules.
YOUNGEST_APPOINTMENT = 16


class NipFault(ValueError):
    """A number that cannot be a NIP or NI PPPK; `str()` is an Indonesian sentence saying why."""


@dataclass(frozen=True)
class Nip:
    """What a number says about its holder.

    digits: 18 digits; birth_on: date of birth; year: year of the first appointment; month: its month for a PNS,
    None for a PPPK; contract: the contract counter of a PPPK, None for a PNS; sex: "L" or "P".
    """

    digits: str
    birth_on: date
    year: int
    month: int | None
    contract: int | None
    sex: str

    @property
    def looks_like_pppk(self) -> bool:
        """True when digits 13-14 cannot be a month."""
        return self.contract is not None


def only_digits(text: str) -> str:
    """Drop spaces (also unbreakable ones), dots, dashes and the apostrophe that spreadsheets put before text."""
    return re.sub(r"[\s\u00a0\u2007\u202f.\-'’`]", "", text)


def read_nip(text: str, today: date) -> Nip:
    """Read a NIP or NI PPPK as typed or as printed (`19650117 199003 1 901`).

    today: the day by which age and year of appointment are judged.

    Raises NipFault for a wrong length, letters, a birth date that is not in the calendar, an age outside 17-70, a year
    of appointment before the sixteenth birthday or after next year, or a sex digit other than 1 and 2. Digits 13-14
    are never a fault: 01-12 is a month, anything else a PPPK's counter.
    """
    digits = only_digits(text)
    if not digits.isascii() or not digits.isdigit():
        raise NipFault("NIP hanya memuat angka.")
    if len(digits) != 18:
        raise NipFault(f"NIP terdiri dari 18 angka. Di sini {len(digits)}.")
    birth_on = _birth(digits)
    age = today.year - birth_on.year - ((today.month, today.day) < (birth_on.month, birth_on.day))
    if not YOUNGEST <= age <= OLDEST:
        raise NipFault(f"Menurut NIP ini umurnya {age} tahun. Periksa delapan angka pertama.")
    year, middle = int(digits[8:12]), int(digits[12:14])
    if not birth_on.year + YOUNGEST_APPOINTMENT <= year <= today.year + 1:
        raise NipFault(f"Menurut NIP ini pengangkatan pertamanya tahun {year}. Periksa angka ke-9 sampai ke-12.")
    if digits[14] not in "12":
        raise NipFault("Angka ke-15 NIP harus 1 (laki-laki) atau 2 (perempuan).")
    is_month = 1 <= middle <= 12
    return Nip(
        digits=digits,
        birth_on=birth_on,
        year=year,
        month=middle if is_month else None,
        contract=None if is_month else middle,
        sex="L" if digits[14] == "1" else "P",
    )


def is_nip_shaped(text: str) -> bool:
    """Whether the text is 18 digits that begin with a date: enough to recognise a column, not to accept a number."""
    digits = only_digits(text)
    return bool(re.fullmatch(r"(19|20)\d{2}(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])\d{10}", digits))


def is_damaged_text(text: str) -> bool:
    """Whether a spreadsheet has turned the number into a power of ten before it was saved (`1,96412E+17`)."""
    return bool(re.fullmatch(r"\d([.,]\d+)?E\+?1[67]", text.strip(), re.IGNORECASE))


def _birth(digits: str) -> date:
    try:
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:8]))
    except ValueError:
        written = f"{digits[6:8]}/{digits[4:6]}/{digits[:4]}"
        raise NipFault(f"Delapan angka pertama NIP menyebut {written}, yang tidak ada di kalender.") from None
