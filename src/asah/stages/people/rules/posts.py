"""Kinds of posts, levels of functional posts, heads of units and the order of ranks (SIASN's codes)."""

import re

STRUCTURAL, FUNCTIONAL, DOUBLE, PELAKSANA = "1", "2", "3", "4"
JOB_KINDS = {STRUCTURAL: "Struktural", FUNCTIONAL: "Fungsional", DOUBLE: "Rangkap", PELAKSANA: "Pelaksana"}

LEVELS = {
    "PM": "Pemula", "TR": "Terampil", "MH": "Mahir", "PY": "Penyelia",
    "PT": "Ahli Pertama", "MU": "Ahli Muda", "MA": "Ahli Madya", "UT": "Ahli Utama",
}  # fmt: skip

# "Jabatan Fungsional Umum" is the old name of pelaksana: it is no functional post although it says so (trap 22).
_KINDS = (
    (re.compile(r"fungsional\s*umum|\bjfu\b|pelaksana"), PELAKSANA),
    (re.compile(r"fungsional|\bjft?\b"), FUNCTIONAL),
    (re.compile(r"rangkap"), DOUBLE),
    (re.compile(r"struktural|\bjpt\b|administrator|pengawas"), STRUCTURAL),
)
_LEVELS = (
    ("ahli pertama", "PT"), ("ahli muda", "MU"), ("ahli madya", "MA"), ("ahli utama", "UT"),
    ("pemula", "PM"), ("terampil", "TR"), ("pelaksana lanjutan", "MH"), ("mahir", "MH"), ("penyelia", "PY"),
    (" pertama", "PT"), (" muda", "MU"), (" madya", "MA"), (" utama", "UT"),
)  # fmt: skip
_HEADS = re.compile(
    r"^(kepala|lurah|camat|direktur|inspektur|sekretaris daerah|sekretaris dprd|sekretaris dewan|plt\.? kepala)\b"
)
# Posts that begin like a head's but are none: a school's or ward's deputies and heads of rooms.
_NO_HEADS = re.compile(r"^(kepala ruang|kepala kamar|kepala tata usaha sementara)")
_PPPK = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV", "XVI", "XVII")
_LETTERS = "abcde"
_ROMAN = ("I", "II", "III", "IV")


def job_kind_of(words: str) -> str:
    """SIASN's code of a kind of post, from the code or from words ("JABATAN FUNGSIONAL UMUM" gives pelaksana).

    Raises ValueError for words that name none.
    """
    plain = words.strip().lower()
    if plain in JOB_KINDS:
        return plain
    for pattern, code in _KINDS:
        if pattern.search(plain):
            return code
    raise ValueError(f"“{words}” bukan jenis jabatan. Pilihannya Struktural, Fungsional, Pelaksana.")


def functional_level_of(title: str) -> str:
    """Level code of a functional post from its title ("Perawat Ahli Muda" gives MU), empty when the title has none."""
    plain = f" {title.lower()}"
    return next((code for words, code in _LEVELS if words in plain), "")


def without_level(title: str) -> str:
    """The title of a functional post without its level: all Perawat are one."""
    plain = title
    for word in ("Ahli Pertama", "Ahli Muda", "Ahli Madya", "Ahli Utama", "Pemula", "Terampil", "Mahir", "Penyelia"):
        plain = plain.replace(word, "").replace(word.upper(), "")
    return " ".join(plain.split()).strip(" -/")


def is_head_title(title: str, head_title: str = "", unit_name: str = "") -> bool:
    """Whether a post is that of the head of its unit.

    head_title: the title the unit itself gives its head, which decides when it is known; otherwise words such as
    Kepala, Lurah, Camat decide, and for a secretariat its Sekretaris.
    """
    plain = " ".join(title.lower().split())
    if head_title:
        return plain == " ".join(head_title.lower().split())
    if plain.startswith("sekretaris") and unit_name.lower().startswith("sekretariat"):
        return True
    return bool(_HEADS.match(plain)) and not _NO_HEADS.match(plain)


def rank_order(rank_id: str) -> tuple[int, int]:
    """Sort key of a rank. PNS ranks sort among themselves, PPPK ranks after them: IV and IV are not the same thing."""
    if rank_id.isdigit():
        return (0, int(rank_id))
    return (1, _PPPK.index(rank_id)) if rank_id in _PPPK else (2, 0)


def rank_text(rank_id: str) -> str:
    """A rank as people write it: "III/c" for 33, "IX" for a PPPK's IX."""
    if len(rank_id) == 2 and rank_id.isdigit() and 1 <= int(rank_id[0]) <= 4 and 1 <= int(rank_id[1]) <= 5:
        return f"{_ROMAN[int(rank_id[0]) - 1]}/{_LETTERS[int(rank_id[1]) - 1]}"
    return rank_id


def rank_id_of(words: str) -> str:
    """SIASN's id of a rank from "33", "III/c", "III c", or "IX". Raises ValueError for anything else."""
    plain = re.sub(r"[\s./\-]", "", words).upper()
    if plain in _PPPK:
        return plain
    if re.fullmatch(r"[1-4][1-5]", plain):
        return plain
    found = re.fullmatch(r"(IV|I{1,3})([A-E])", plain)
    if not found:
        raise ValueError(f"“{words}” bukan golongan. Contoh: III/c untuk PNS, IX untuk PPPK.")
    return f"{_ROMAN.index(found[1]) + 1}{'ABCDE'.index(found[2]) + 1}"
