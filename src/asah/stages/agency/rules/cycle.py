"""Phases of a year and tasks of the set-up."""

from dataclasses import dataclass
from typing import Literal

# The six places of the map in their order, then closed. A year may step on, or one step back to correct.
PHASES = ("persiapan", "kebutuhan", "rencana", "pelaksanaan", "belajar", "evaluasi", "ditutup")

Done = Literal["belum", "sebagian", "selesai"]


def next_phases(phase: str) -> tuple[str, ...]:
    """Phases to which a year may move: one on, one back; a closed year stays closed.

    Raises ValueError for an unknown phase.
    """
    if phase not in PHASES:
        raise ValueError(f"phase must be one of {', '.join(PHASES)}")
    if phase == "ditutup":
        return ()
    at = PHASES.index(phase)
    return tuple(PHASES[step] for step in (at + 1, at - 1) if 0 <= step < len(PHASES))


@dataclass(frozen=True)
class SetupTask:
    """One of the nine tasks of Siapkan Asah, as the stage that owns it sees it.

    order: place in the list of nine; status: how far; hint: what is there or missing, in one sentence;
    route: name of the page where it is done.
    """

    order: int
    title: str
    status: Done
    hint: str
    route: str
