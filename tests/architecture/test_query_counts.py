"""Opening a page asks the database as often in a large town as in a small one, and no oftener than is written down.

Every page of the page x role matrix is opened as its main role with about ten and about a hundred people around it.
The numbers stand in query_counts.txt; `python -m tools.baselines` writes them anew, and the difference is reviewed like
any other change.
"""

from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from asah.foundation.access.roles import GRANTABLE
from asah.foundation.access.scope import agency_scope
from tests.architecture.test_pages import PAGES
from tests.baselines import is_renewing
from tests.desks.conftest import Town
from tests.factories.crowd import grow

pytestmark = pytest.mark.django_db
BASELINE = Path(__file__).with_name("query_counts.txt")
SMALL, LARGE = 10, 100
MAIN = ("planner", "superior", "asn", "admin")
"""Whose visit is counted: the first of these who may open the page, else the first role of the table who may."""


def _main_role(expected: dict[str, int]) -> str | None:
    return next((role for role in (*MAIN, *GRANTABLE) if expected[role] == 200), None)


OPENED = [(row, role) for row in PAGES if (role := _main_role(row[2]))]


def _written() -> dict[str, tuple[str, int]]:
    lines = [line.split() for line in BASELINE.read_text().splitlines() if line and not line.startswith("#")]
    return {route: (role, int(number)) for route, role, number in lines}


def _write(route: str, role: str, number: int) -> None:
    """Renew one line; lines of pages that are gone disappear."""
    known = _written() if BASELINE.exists() else {}
    alive = {row[0] for row, _role in OPENED}
    known = {name: value for name, value in known.items() if name in alive} | {route: (role, number)}
    lines = [f"{name:<28} {who:<16} {n}" for name, (who, n) in sorted(known.items())]
    head = "# page, who opens it, number of SQL queries; written by python -m tools.baselines"
    BASELINE.write_text("\n".join([head, *lines]) + "\n")


def _open(client: Client, url: str) -> list[str]:
    """The queries of one visit; savepoints are left out, because only a test's own transaction makes them."""
    with CaptureQueriesContext(connection) as seen:
        assert client.get(url).status_code == 200
    return [row["sql"] for row in seen.captured_queries if "SAVEPOINT" not in row["sql"]]


@pytest.mark.parametrize(("page", "role"), OPENED, ids=[row[0] for row, _role in OPENED])
def test_queries_of_a_page_do_not_grow_with_the_town(town: Town, page: tuple[str, Any, Any], role: str) -> None:
    route, arguments, _expected = page
    person = {"asn": town.clerk, "superior": town.head}.get(role)
    client = town.client("kode-utama", "Orang Asah", *(() if person else (role,)), person=person)
    with agency_scope(town.agency.pk):
        grow(town.agency.pk, town.unit, SMALL)
        url = reverse(route, kwargs=arguments(town) if callable(arguments) else arguments)
    _open(client, url)  # what is remembered between requests is remembered now
    small = _open(client, url)
    with agency_scope(town.agency.pk):
        grow(town.agency.pk, town.unit, LARGE - SMALL)
    large = _open(client, url)
    assert len(large) == len(small), "\n".join(sorted(set(large) - set(small)))
    if is_renewing():
        _write(route, role, len(small))
    known = _written().get(route)
    assert known == (role, len(small)), f"{route}: {known} is written down; python -m tools.baselines renews it"


def test_every_line_belongs_to_a_page() -> None:
    assert set(_written()) == {row[0] for row, _role in OPENED}
