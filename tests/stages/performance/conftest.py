"""A town with a health office, a health centre and a registry; nobody rated yet."""

from typing import Any

import pytest

from tests.factories.towns import Town, staff, unit


@pytest.fixture
def town(scope: Any) -> Town:
    """Twelve people in the health centre, three in the registry."""
    made = Town(scope.pk)
    unit(made, "Kota", kind="pemda")
    unit(made, "Dinas Kesehatan", under="Kota", short="Dinkes")
    unit(made, "Puskesmas Remu", under="Dinas Kesehatan", kind="puskesmas")
    unit(made, "Disdukcapil", under="Kota")
    staff(made, "Puskesmas Remu", [f"Remu {n}" for n in range(12)])
    staff(made, "Disdukcapil", [f"Duk {n}" for n in range(3)])
    return made
