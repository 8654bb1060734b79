"""A university with whom we work."""

from datetime import datetime
from typing import Any

import pytest

from asah.foundation.access.actor import Actor
from asah.stages.partners import services


@pytest.fixture
def unipa(scope: Any, planner: Actor, now: datetime) -> Any:
    """Universitas Papua, without any agreement."""
    known = services.PartnerInput("unipa", " Universitas Papua ", "universitas", ("Manajemen", "Pelayanan publik"))
    return services.add_partner(actor=planner, now=now, partner=known)
