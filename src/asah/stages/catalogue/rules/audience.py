"""Whom a programme is for: a rule over keys of a post, never over its title."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

AUDIENCE_KEYS: Mapping[str, str] = {
    "job_codes": "kode jabatan",
    "job_kinds": "jenis jabatan",
    "families": "rumpun jabatan",
    "echelons": "eselon",
    "levels": "jenjang jabatan fungsional",
    "employments": "status",
    "unit_kinds": "jenis unit",
    "heads_only": "hanya kepala unit",
}


@dataclass(frozen=True)
class Job:
    """What an audience rule may look at: keys of a posting, never the title (domain trap)."""

    job_code: str
    job_kind: str
    family: str
    echelon: str
    level: str
    employment: str
    unit_kind: str
    is_head: bool


def admits(audience: Mapping[str, Any], job: Job) -> bool:
    """Whether somebody with this job belongs to the audience; every key that is given must fit.

    Echelons and functional levels are alternatives of each other: a rule for section heads and their functional
    equals names both.
    """

    def fits(key: str, value: str) -> bool:
        return not audience.get(key) or value in audience[key]

    if audience.get("heads_only") and not job.is_head:
        return False
    plain = (
        ("job_codes", job.job_code),
        ("job_kinds", job.job_kind),
        ("families", job.family),
        ("employments", job.employment),
        ("unit_kinds", job.unit_kind),
    )
    if not all(fits(key, value) for key, value in plain):
        return False
    if not audience.get("echelons") and not audience.get("levels"):
        return True
    return job.echelon in audience.get("echelons", ()) or job.level in audience.get("levels", ())
