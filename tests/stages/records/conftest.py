"""A town with two OPD: permanent staff, a PPPK, and nobody trained yet."""

from datetime import date
from typing import Any

import pytest

from tests.factories.towns import Town, person, staff, unit


@pytest.fixture
def town(scope: Any) -> Town:
    """Ten PNS in the health office and below, three in the registry, one PPPK with a contract from March 2025."""
    made = Town(scope.pk)
    unit(made, "Kota", kind="pemda")
    unit(made, "Dinas Kesehatan", under="Kota")
    unit(made, "Puskesmas Remu", under="Dinas Kesehatan", kind="puskesmas")
    unit(made, "Disdukcapil", under="Kota")
    staff(made, "Dinas Kesehatan", [f"Kes {n}" for n in range(6)])
    staff(made, "Puskesmas Remu", [f"Remu {n}" for n in range(4)])
    staff(made, "Disdukcapil", [f"Duk {n}" for n in range(3)])
    contract = {"contract_from": date(2025, 3, 1), "contract_until": date(2030, 2, 28)}
    person(made, "Kontrak", "Disdukcapil", employment="PPPK", **contract)
    return made
