"""The way of the AKPK: Disusun, Terverifikasi, Tervalidasi, Ditetapkan; each step by another person."""

from collections.abc import Collection, Mapping

NEXT_STEP: Mapping[str, str] = {"disusun": "diverifikasi", "diverifikasi": "divalidasi", "divalidasi": "ditetapkan"}
STEP_WORDS: Mapping[str, str] = {
    "disusun": "Disusun",
    "diverifikasi": "Terverifikasi",
    "divalidasi": "Tervalidasi",
    "ditetapkan": "Ditetapkan",
    "dikembalikan": "Dikembalikan",
}


def standing(taken: Collection[str]) -> str:
    """The furthest step that was taken; a return ends the way."""
    if "dikembalikan" in taken:
        return "dikembalikan"
    return next((step for step in ("ditetapkan", "divalidasi", "diverifikasi") if step in taken), "disusun")


def step_after(taken: Collection[str]) -> str:
    """The step that comes next, empty when nothing does."""
    return NEXT_STEP.get(standing(taken), "")
