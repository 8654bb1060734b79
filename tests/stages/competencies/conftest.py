"""A town with two OPD, the dictionaries and the starting standards."""

from datetime import date, datetime
from typing import Any

import pytest

from asah.foundation.access.actor import Actor
from asah.stages.competencies import services
from tests.factories.towns import Town, staff, unit

SINCE = date(2026, 1, 1)


@pytest.fixture
def town(scope: Any, planner: Actor, now: datetime) -> Town:
    """Dinas Kesehatan with 12 people and a health centre with 6, Disdukcapil with 3; nobody assessed yet."""
    made = Town(scope.pk)
    unit(made, "Kota", kind="pemda")
    unit(made, "Dinas Kesehatan", under="Kota")
    unit(made, "Puskesmas Remu", under="Dinas Kesehatan", kind="puskesmas")
    unit(made, "Disdukcapil", under="Kota")
    staff(made, "Dinas Kesehatan", [f"Kes {n:02}" for n in range(12)], job_family="kesehatan")
    staff(
        made,
        "Puskesmas Remu",
        [f"Remu {n}" for n in range(6)],
        job_family="kesehatan",
        job_kind="2",
        functional_level="PT",
    )
    staff(made, "Disdukcapil", [f"Duk {n}" for n in range(3)], job_family="kependudukan")
    for dictionary in ("pan38-2017", "mdn108-2017", "asah-teknis-1"):
        services.load_dictionary(actor=planner, now=now, dictionary=dictionary)
    services.adopt_default_standards(actor=planner, now=now, from_on=SINCE)
    return made
