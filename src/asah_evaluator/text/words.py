"""Comments as words: splitting, everyday spelling, stems, and hiding of what points at a person.

Stems by PySastrawi (the Nazief-Adriani family of rules with a dictionary of roots), each word once.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

EVERYDAY = {
    "yg": "yang", "dgn": "dengan", "dg": "dengan", "utk": "untuk", "tdk": "tidak", "gak": "tidak", "ga": "tidak",
    "nggak": "tidak", "ngga": "tidak", "enggak": "tidak", "gk": "tidak", "tak": "tidak", "ndak": "tidak",
    "blm": "belum", "blum": "belum", "sdh": "sudah", "udah": "sudah", "krn": "karena", "karna": "karena",
    "bgt": "banget", "sgt": "sangat", "skali": "sekali", "tp": "tapi", "tetapi": "tapi", "jg": "juga", "dlm": "dalam",
    "pd": "pada", "klo": "kalau", "kalo": "kalau", "org": "orang", "bs": "bisa", "bisa2": "bisa", "trlalu": "terlalu",
    "mantab": "mantap", "bgus": "bagus", "krg": "kurang", "kurg": "kurang", "hrs": "harus", "lbh": "lebih",
    "lg": "lagi", "spy": "supaya", "trims": "terima kasih", "makasih": "terima kasih", "narsum": "narasumber",
    "nara": "narasumber", "aja": "saja", "jgn": "jangan", "thd": "terhadap", "sm": "sama", "dr": "dari",
    "diklat": "pelatihan", "training": "pelatihan", "wifi": "internet", "wi-fi": "internet",
}  # fmt: skip
"""Everyday spellings and their full words."""

_STOP = """\
ada adalah adanya agar akan aku anda antara apa apabila apakah atas atau bagi bahwa banyak beberapa begitu belum
    berapa bersama bisa bukan buat cara dalam dan dapat dari dengan di dia dilakukan dirinya harus hal hanya hari hingga
    ia ini itu jadi jangan jika juga kalau kami kami kamu karena ke kembali kepada ketika kita kurang lagi lain lainnya
    lalu lebih maka masih mau melakukan memang mereka merupakan mungkin namun nanti oleh orang pada paling para per
    perlu pernah pun saat saja saling sama sampai sangat satu saya sebab sebagai sebelum sebuah secara sedang sekali
    sekarang selain selalu selama seluruh semoga semua sendiri seorang seperti serta sesuai sesudah setelah setiap
    sudah supaya tapi telah tentang terhadap terlalu terlebih tersebut tersedia terima kasih tidak tiap untuk walaupun
    yaitu yakni yang ya nya bila banget mohon tolong harap sebaiknya tanpa cukup kali amat begini demikian lah kah kok
    dong sih deh nah oh wah ok oke bapak ibu pak bu sdr sdri kak mas mbak"""
STOP_WORDS = frozenset(_STOP.split())
"""Words that carry no theme."""

_WHOLE = """\
pengajar pelajaran pelatihan latihan peserta panitia penyelenggara materi kebersihan jaringan tampilan salindia
    contoh praktik pelayanan pekerjaan kesempatan pertanyaan pemahaman"""
WHOLE_WORDS = frozenset(_WHOLE.split())
"""Words of training life that stay as they are, because their root means something else."""

_TEACHERS = "instruktur narasumber pemateri fasilitator pembicara penyaji widyaiswara dosen mentor guru"
SAME_THING = dict.fromkeys(_TEACHERS.split(), "pengajar")
"""Words of one thing, counted together in themes."""

_IDIOM = re.compile(r"\bbukan main\b|\bluar biasa\b|\bterima kasih\b")
_WORD = re.compile(r"[a-z]+(?:-[a-z]+)*|[.,;:!?\n]")
_PERSONAL = (
    (re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"), "[surel]"),
    (re.compile(r"(?<!\w)(?:\+?\d[\d .\-]{6,}\d)(?!\w)"), "[nomor]"),
    (
        re.compile(
            r"\b(Pak|Bapak|Bu|Ibu|Sdr|Sdri|Saudara|Saudari|Kak|Kakak|Mas|Mbak|Bang|Dr|Prof)\b\.?(?: [A-Z][\w'’.]+)+"
        ),
        r"\1 [nama]",
    ),
)


def tokens(comment: str) -> list[str]:
    """Words of a comment in lower case, everyday spelling undone, with marks of the end of a clause as ``.``.

    Repeated words (``teman-teman``) count once.
    """
    found: list[str] = []
    for piece in _WORD.findall(_IDIOM.sub(_one_word, comment.lower())):
        if not piece[0].isalpha():
            found.append(".")
            continue
        for part in EVERYDAY.get(piece, _once(piece)).split():
            found.append(part)
    return found


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """Root of an Indonesian word in lower case; words of training life stay whole (also without their -nya)."""
    for form in (word, word.removesuffix("nya")):
        if form in WHOLE_WORDS or form in SAME_THING:
            return SAME_THING.get(form, form)
    return str(_stemmer().stem(word))


def mask_personal(comment: str) -> str:
    """A comment without e-mail addresses, long numbers (NIP, telephone) and names after a form of address."""
    for pattern, mask in _PERSONAL:
        comment = pattern.sub(mask, comment)
    return comment


def _one_word(found: re.Match[str]) -> str:
    """An idiom as one word: ``bukan main`` praises, ``luar biasa`` too, ``terima kasih`` says nothing."""
    return {"bukan main": "sangat", "luar biasa": "istimewa"}.get(found.group(), " ")


def _once(piece: str) -> str:
    """``teman-teman`` as ``teman``, other hyphenated words as their parts."""
    parts = piece.split("-")
    return parts[0] if len(set(parts)) == 1 else " ".join(EVERYDAY.get(part, part) for part in parts)


@lru_cache(maxsize=1)
def _stemmer() -> Any:
    """The stemmer; its dictionary is read once."""
    from Sastrawi.Stemmer.StemmerFactory import StemmerFactory

    return StemmerFactory().create_stemmer()
