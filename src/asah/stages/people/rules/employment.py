"""Kinds of employment under UU 20/2023, read from the words of a roster."""

import re

from asah.foundation.text.nip import Nip

PNS, CPNS, PPPK, PPPK_PART_TIME = "PNS", "CPNS", "PPPK", "PPPK_PW"
EMPLOYMENTS = {PNS: "PNS", CPNS: "CPNS", PPPK: "PPPK", PPPK_PART_TIME: "PPPK Paruh Waktu"}

_ROMAN = re.compile(r"^(?:X{0,1}(?:IX|IV|V?I{0,3}))$")


def employment_of(words: str, rank: str, nip: Nip) -> str:
    """The employment that a roster's status column names; without one, what rank and number say.

    words: "PNS", "P" and "C" (SIASN's status_cpns_pns), "PPPK", "PPPK Paruh Waktu" ...; rank: "III/c" is a PNS's, a
    bare roman number a PPPK's. Raises ValueError for words that name no employment.
    """
    plain = re.sub(r"[^a-z0-9]", "", words.lower())
    if not plain:
        return PPPK if nip.looks_like_pppk or (rank and _ROMAN.match(rank.upper())) else PNS
    if "paruhwaktu" in plain or plain in ("pppkpw", "pppkparttime"):
        return PPPK_PART_TIME
    if plain in ("pppk", "p3k", "pppkpenuhwaktu") or "perjanjiankerja" in plain:
        return PPPK
    if plain in ("c", "cpns") or plain.startswith("calon"):
        return CPNS
    if plain in ("p", "pns", "pegawainegerisipil") or plain.startswith("pns"):
        return PNS
    raise ValueError(f"“{words}” bukan status kepegawaian. Pilihannya PNS, CPNS, PPPK, PPPK Paruh Waktu.")


def contradicts(employment: str, nip: Nip) -> bool:
    """Whether the number's shape speaks against the status: worth a warning, never a refusal.

    A month in digits 13-14 proves nothing about a PPPK (a contract counter may be 01-12); no month speaks against PNS.
    """
    return employment in (PNS, CPNS) and nip.looks_like_pppk
