"""What people of the sample town said in the needs survey of 2027: uneven by office, hardly anything from the islands."""

import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from asah.stages.questionnaires.services import PaperAnswer, PaperUnnamed

SHY = 0.1
"""Share that answers on the islands."""
_HINDERED = ("waktu", "kemampuan", "aturan", "aplikasi", "internet", "arahan", "orang", "tidak_ada")
_HINDERED_WEIGHTS = (22, 15, 16, 14, 12, 6, 11, 4)
_UNIT_HINDERED = ("kemampuan", "orang", "aturan", "aplikasi", "anggaran", "koordinasi", "tidak_ada")
_WAYS = ("tatap_muka", "lokakarya", "daring", "simulasi", "proyek", "dampingan")
_NEEDED = ("pengganti", "perjalanan", "jadwal", "izin", "tidak_ada")
_WHERE = (
    "di loket",
    "di kelurahan",
    "di puskesmas",
    "untuk warga pulau",
    "di kantor kami",
    "saat jam sibuk",
    "di UPTD",
)
_WISHES = (
    "Antrean diatur dengan nomor supaya warga tidak berdesakan {0}.",
    "Nomor antrean daring supaya antrean {0} lebih pendek.",
    "Internet yang stabil {0}, sebab aplikasi sering putus.",
    "Jaringan internet cadangan {0} saat listrik padam.",
    "Alur izin yang jelas dan tertulis {0}.",
    "Prosedur layanan ditempel dan dipahami semua petugas {0}.",
    "Pelatihan aplikasi yang baru dipakai, langsung praktik {0}.",
    "Pelatihan singkat tentang aplikasi sebelum diwajibkan {0}.",
    "Tambahan petugas pengganti ketika teman mengikuti pelatihan {0}.",
    "Ada petugas pengganti supaya layanan tidak tutup {0}.",
    "Cara menghadapi warga yang marah dan aduan {0}.",
    "Aduan warga dijawab cepat dan dicatat {0}.",
)


@dataclass(frozen=True)
class Respondent:
    """Somebody invited: where, and what his post asks (competency code -> level, level held or None)."""

    person: int
    opd: int
    is_island: bool
    asked: Mapping[str, tuple[float, float | None]]
    stays_silent: bool = False


@dataclass
class Forms:
    """What came back: named and unnamed answers, and whose form is complete."""

    named: list[PaperAnswer] = field(default_factory=list)
    unnamed: list[PaperUnnamed] = field(default_factory=list)
    finished: list[int] = field(default_factory=list)


def own_forms(people: Sequence[Respondent], island_two: int, seed: int, opened_on: date, days: int) -> Forms:
    """Answers about oneself. island_two: office in which exactly two people answered."""
    rng = random.Random(seed)
    willing = {opd: rng.uniform(0.34, 0.9) for opd in sorted({one.opd for one in people})}
    forms, islanders = Forms(), 0
    for one in people:
        if one.opd == island_two:
            islanders += 1
            answers = islanders <= 2
        else:
            answers = rng.random() < (SHY if one.is_island else willing[one.opd])
        if one.stays_silent:
            continue
        if not answers and not one.is_island and one.asked and rng.random() < 0.06:
            forms.named.append(PaperAnswer(one.person, "mampu", rng.choice((2, 3)), min(one.asked)))
        if answers:
            _fill(forms, one, rng, opened_on + timedelta(days=rng.randrange(days)))
    return forms


def _fill(forms: Forms, one: Respondent, rng: random.Random, day: date) -> None:
    for code, (required, held) in rng.sample(sorted(one.asked.items()), min(len(one.asked), rng.choice((3, 4, 4, 5)))):
        believed = held if held is not None else required - 0.7
        level = min(5, max(1, round(believed + rng.gauss(0.2, 0.7))))
        forms.named.append(PaperAnswer(one.person, "mampu", level, code))
        if rng.random() < 0.35:
            word = min(4, max(1, round(4 - max(0.0, required - believed) * 1.3 + rng.gauss(0, 0.6))))
            forms.named.append(PaperAnswer(one.person, "bantuan", word, code, required=Decimal(str(required))))
    if one.asked:
        weakest = sorted(one.asked, key=lambda code: (one.asked[code][1] or 0) - one.asked[code][0] + rng.gauss(0, 0.8))
        forms.named.append(PaperAnswer(one.person, "ingin", weakest[: rng.choice((1, 2))]))
    ways = rng.sample(_WAYS, rng.choice((1, 2)))
    forms.named.append(PaperAnswer(one.person, "cara", ways))
    if {"tatap_muka", "lokakarya"} & set(ways):
        need = "perjalanan" if one.is_island else rng.choices(_NEEDED, (34, 16, 24, 14, 12))[0]
        forms.named.append(PaperAnswer(one.person, "hadir", need))
    hindered = "internet" if one.is_island and rng.random() < 0.7 else rng.choices(_HINDERED, _HINDERED_WEIGHTS)[0]
    forms.unnamed.append(PaperUnnamed("hambat", hindered, day, one.opd))
    forms.unnamed.append(PaperUnnamed("adil", rng.choices((1, 2, 3, 4), (14, 31, 40, 15))[0], day, one.opd))
    if rng.random() < 0.3:
        forms.unnamed.append(PaperUnnamed("saran", rng.choice(_WISHES).format(rng.choice(_WHERE)), day, one.opd))
    forms.finished.append(one.person)


def team_forms(teams: Mapping[int, Iterable[Respondent]], silent: set[int], seed: int, day: date) -> Forms:
    """What superiors said about their people: superior -> team. silent: superiors who have not begun."""
    rng = random.Random(seed + 1)
    forms = Forms()
    for boss, team in sorted(teams.items()):
        if boss in silent or rng.random() > 0.62:
            continue
        forms.named += list(_ratings(boss, sorted(team, key=lambda one: one.person), rng))
        forms.named.append(PaperAnswer(boss, "lepas", rng.choices(("0", "1", "2", "3"), (12, 52, 28, 8))[0]))
        forms.unnamed.append(PaperUnnamed("hambat_unit", rng.choice(_UNIT_HINDERED), day))
        forms.finished.append(boss)
    return forms


def _ratings(boss: int, team: Sequence[Respondent], rng: random.Random) -> Iterator[PaperAnswer]:
    counted: dict[str, int] = {}
    for one in team:
        for code in one.asked:
            counted[code] = counted.get(code, 0) + 1
    columns = sorted(counted, key=lambda code: (-counted[code], code))[:5]
    for one in team:
        for code in columns:
            if code in one.asked:
                required, held = one.asked[code]
                believed = held if held is not None else required - 0.9
                level = min(5, max(1, round(believed + rng.gauss(0, 0.6))))
                yield PaperAnswer(boss, "mampu", level, code, about=one.person)


def asked_of(
    gaps: Iterable[tuple[int, int, Any, Any]], codes: Mapping[int, str]
) -> dict[int, dict[str, tuple[float, float | None]]]:
    """Person -> competency code -> (required, held), from the gaps as computed."""
    found: dict[int, dict[str, tuple[float, float | None]]] = {}
    for person, competency, required, held in gaps:
        found.setdefault(person, {})[codes[competency]] = (float(required), None if held is None else float(held))
    return found
