"""A town whose people are surveyed: an office of twelve and a health centre of four, led by one head each."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import pytest

from asah.foundation.access.actor import Actor, Held
from asah.stages.competencies import services as competencies
from asah.stages.questionnaires import queries, services
from asah.stages.questionnaires.models import Survey
from tests.factories.towns import Town, person, staff, unit

OPENS, CLOSES = date(2027, 1, 11), date(2027, 1, 31)


@pytest.fixture
def town(scope: Any, planner: Actor, now: datetime) -> Town:
    """Dinas Kesehatan (head Ruben, 12 clerks) and Puskesmas Remu below it (4 nurses); posts have standards."""
    made = Town(scope.pk)
    unit(made, "Kota", kind="pemda")
    unit(made, "Dinas Kesehatan", under="Kota")
    unit(made, "Puskesmas Remu", under="Dinas Kesehatan", kind="puskesmas")
    person(made, "Wali Kota", "Kota", is_head=True, job_kind="1")
    person(made, "Ruben", "Dinas Kesehatan", is_head=True, job_kind="1")
    staff(made, "Dinas Kesehatan", [f"Kes {n:02}" for n in range(12)], job_family="kesehatan")
    staff(made, "Puskesmas Remu", [f"Remu {n}" for n in range(4)], job_family="kesehatan")
    for dictionary in ("pan38-2017", "mdn108-2017", "asah-teknis-1"):
        competencies.load_dictionary(actor=planner, now=now, dictionary=dictionary)
    competencies.adopt_default_standards(actor=planner, now=now, from_on=date(2026, 1, 1))
    competencies.refresh_gaps(actor=planner, now=now)
    services.adopt_starting_instruments(actor=planner, now=now)
    return made


@dataclass
class Round:
    """An open survey, and how people of the town act in it."""

    town: Town
    row: Survey
    now: datetime

    @property
    def uid(self) -> uuid.UUID:
        return self.row.uid

    def who(self, name: str) -> Actor:
        """Somebody of the town."""
        held = (Held("asn"), Held("superior")) if name in ("Ruben", "Wali Kota") else (Held("asn"),)
        return Actor(self.town.agency, None, name, self.town.people[name], held, "Asia/Jayapura")

    def do(self, name: str) -> dict[str, Any]:
        """Actor, clock and survey of a deed."""
        return {"actor": self.who(name), "now": self.now, "survey": self.uid}

    def sheet(self, name: str) -> queries.Sheet:
        """Somebody's sheet."""
        return queries.sheet_of(self.who(name), self.uid, date(2027, 1, 12))


Opener = Callable[..., Round]


@pytest.fixture
def open_round(town: Town, planner: Actor, now: datetime) -> Opener:
    """Open a survey about "diri" or "tim" for the whole town."""

    def opener(about: str = "diri", **given: Any) -> Round:
        version = next(one for one in queries.newest_versions() if one.about == about)
        wanted: dict[str, Any] = {"opens_on": OPENS, "closes_on": CLOSES, "title": f"Survei {about} 2027"}
        row = services.prepare_survey(actor=planner, now=now, year=2027, version=version.id, **(wanted | given))
        services.open_survey(actor=planner, now=now, survey=row.uid)
        row.refresh_from_db()
        return Round(town, row, now)

    return opener


@pytest.fixture
def own(open_round: Opener) -> Round:
    """A survey about oneself."""
    return open_round("diri")


@pytest.fixture
def team(open_round: Opener) -> Round:
    """A survey of superiors about their teams."""
    return open_round("tim")
