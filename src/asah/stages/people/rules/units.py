"""Units: kinds by name, paths, and the one thing a tree may never hold, a cycle."""

import re
from collections.abc import Mapping

from asah.foundation.text.cells import plain_key

_KINDS = (
    (r"\bpuskesmas\b|\bpkm\b", "puskesmas"),
    (r"\brsud\b|rumah sakit", "rsud"),
    (r"^(tk|sd|smp|sma|smk|slb|paud|skb)\b|^(sekolah|taman kanak)", "sekolah"),
    (r"^(kelurahan|kel\.|kampung)\b", "kelurahan"),
    (r"^(kecamatan|kec\.|distrik)\b", "kecamatan"),
    (r"\bupt[d]?\b|\bbalai\b|laboratorium", "uptd"),
    (r"^(sub\s?bag|subbagian|sub\s?bidang|subbidang|seksi|sub koordinator)", "seksi"),
    (r"^(sekretariat daerah|sekretariat dewan|sekretariat dprd)", "opd"),
    (r"^(bidang|bagian|sekretariat|inspektur pembantu|irban|asisten)", "bidang"),
    (r"^(dinas|badan|satuan|inspektorat|kantor)\b", "opd"),
)
_SPELLINGS = ((r"\bdistrik\b", "kecamatan"), (r"\bkampung\b", "kelurahan"), (r"palangka\s?raya", "palangkaraya"))


class Cycle(ValueError):
    """A unit would hang below itself; `str()` shows the ring."""


def kind_of_unit(name: str, depth: int) -> str:
    """Kind of a unit by its name; below the government (depth 1) an unknown name is an OPD, deeper a division."""
    plain = name.strip().lower()
    for pattern, kind in _KINDS:
        if re.search(pattern, plain):
            return kind
    return "pemda" if depth == 0 else "opd" if depth == 1 else "bidang"


def unit_key(name: str) -> str:
    """How names of units are compared: without case, blanks, punctuation; distrik = kecamatan, kampung = kelurahan."""
    plain = name.lower()
    for pattern, word in _SPELLINGS:
        plain = re.sub(pattern, word, plain)
    return plain_key(plain)


def path_of(unit: int, parents: Mapping[int, int | None]) -> str:
    """The path "/1/14/120/" of a unit, from the root to itself. Raises Cycle."""
    way, here = [unit], parents.get(unit)
    while here is not None:
        if here in way:
            raise Cycle(" → ".join(str(one) for one in [*way, here]))
        way.append(here)
        here = parents.get(here)
    return "/" + "".join(f"{one}/" for one in reversed(way))


def refuse_cycle(unit: int, parent: int | None, paths: Mapping[int, str]) -> None:
    """Raise Cycle when `parent` is the unit itself or lies below it. paths: id -> path of every unit."""
    if parent is not None and f"/{unit}/" in paths.get(parent, ""):
        raise Cycle("Unit tidak dapat diletakkan di bawah dirinya sendiri. Pilih induk lain.")


def ring(parents: Mapping[str, str]) -> list[str]:
    """A ring among names (child -> parent) if there is one, each name once; empty when the tree is sound."""
    done: set[str] = set()
    for start in parents:
        way: list[str] = []
        here: str | None = start
        while here is not None and here not in done:
            if here in way:
                return way[way.index(here) :]
            way.append(here)
            here = parents.get(here)
        done.update(way)
    return []
