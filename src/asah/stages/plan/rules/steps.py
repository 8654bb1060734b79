"""The way of a plan: Usulan -> Terverifikasi -> Tervalidasi -> Ditetapkan, each step by another person.

Source: PerLAN 10/2018 (verification by the personnel agency, validation by the PyB, enactment by the PPK); the budget
stages are those of Permendagri 77/2020.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class StepRule:
    """One step: its number, the state it starts from, the state and decision it leads to, who takes it, its words."""

    number: int
    before: str
    after: str
    office: str
    word: str
    button: str


STEPS: tuple[StepRule, ...] = (
    StepRule(1, "diajukan", "terverifikasi", "BKPSDM", "Terverifikasi", "Verifikasi rencana"),
    StepRule(2, "terverifikasi", "tervalidasi", "PyB", "Tervalidasi", "Validasi rencana"),
    StepRule(3, "tervalidasi", "ditetapkan", "PPK", "Ditetapkan", "Catat penetapan"),
)
STATUS_WORDS: Mapping[str, str] = {
    "draf": "Draf",
    "diajukan": "Usulan",
    "dikembalikan": "Perlu perbaikan",
    "terverifikasi": "Terverifikasi",
    "tervalidasi": "Tervalidasi",
    "ditetapkan": "Ditetapkan",
    "digantikan": "Digantikan perubahan",
}
OPEN: frozenset[str] = frozenset(step.before for step in STEPS)
"""States in which a plan waits for somebody else."""
FIXED: frozenset[str] = frozenset({"ditetapkan", "digantikan"})
"""States in which a plan is never edited; a change is a new plan."""
STAGES: tuple[str, ...] = ("rkpd", "kua_ppas", "dpa", "dppa")
ENACTABLE: frozenset[str] = frozenset({"dpa", "dppa"})
"""Participants are fixed under money that exists: before the DPA a plan ends validated."""


def step_from(status: str) -> StepRule | None:
    """The step that a plan in this state waits for; None when it waits for nobody."""
    return next((step for step in STEPS if step.before == status), None)


def next_stage(stage: str, *, is_enacted: bool) -> str:
    """The budget stage a plan is carried on to, empty when there is none.

    Up to the DPA a plan is carried on; an enacted one is changed under the DPPA.
    """
    if is_enacted:
        return "dppa"
    place = STAGES.index(stage) + 1
    return STAGES[place] if place < STAGES.index("dppa") else ""


def changed_words(before: int, after: int) -> str:
    """What a decider reads whose page is older than the plan; versions before and after."""
    count = max(1, after - before)
    return f"Rencana berubah sejak Anda membukanya ({count} perubahan). Tinjau dulu."


def missing_of_decree(number: str, has_date: bool, has_file: bool) -> Sequence[str]:
    """What a decree lacks, in words; a click is not a decree."""
    parts: Mapping[str, bool] = {"nomor": bool(number.strip()), "tanggal": has_date, "berkas": has_file}
    return [word for word, is_there in parts.items() if not is_there]
