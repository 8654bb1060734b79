"""Every address stands in one page x role matrix with its expected status.

Each stage keeps its rows in tests/stages/<stage>/pages.py (PAGES, PUBLIC, ELSEWHERE), desks in tests/desks/pages.py.
Arguments may be a function of the town that makes what the page shows.
"""

from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from asah.foundation.access.roles import GRANTABLE
from asah.foundation.access.scope import agency_scope
from tests.desks.conftest import Town

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).resolve().parents[1]


def _modules() -> list[Any]:
    names = ["tests.desks.pages", "tests.foundation.imports.pages"]
    names += [f"tests.stages.{path.name}.pages" for path in sorted((ROOT / "stages").iterdir()) if path.is_dir()]
    found = []
    for name in names:
        parent = name.rsplit(".", 1)[0]
        if find_spec(parent) and find_spec(name):
            found.append(import_module(name))
    return found


PAGES: list[tuple[str, Any, dict[str, int]]] = [row for module in _modules() for row in module.PAGES]
PUBLIC: set[str] = set().union(*(getattr(module, "PUBLIC", set()) for module in _modules()))
ELSEWHERE: set[str] = set().union(*(getattr(module, "ELSEWHERE", set()) for module in _modules()))


def _routes(patterns: Any) -> set[str]:
    names: set[str] = set()
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            names |= _routes(pattern.url_patterns)
        elif isinstance(pattern, URLPattern):
            names.add(pattern.name or str(pattern.pattern))
    return names


def test_every_route_stands_in_the_matrix_once() -> None:
    listed = [row[0] for row in PAGES]
    assert sorted(set(listed)) == sorted(listed)
    assert _routes(get_resolver().url_patterns) == set(listed) | PUBLIC | ELSEWHERE


def _statuses(town: Town, url: str) -> dict[str, int]:
    """What each role gets. asn is the clerk, superior the head of the unit; the others hold a grant and no post."""
    answers = {}
    for role in GRANTABLE:
        person = {"asn": town.clerk, "superior": town.head}.get(role)
        grants = () if person else (role,)
        client = town.client(f"kode-{role}", "Orang Asah", *grants, person=person)
        answers[role] = client.get(url).status_code
    return answers


@pytest.mark.parametrize(("route", "arguments", "expected"), PAGES, ids=[row[0] for row in PAGES])
def test_page_by_role(town: Town, route: str, arguments: Any, expected: dict[str, int]) -> None:
    if callable(arguments):
        with agency_scope(town.agency.pk):
            arguments = arguments(town)
    url = reverse(route, kwargs=arguments)
    assert Client().get(url).status_code == 302
    answers = _statuses(town, url)
    assert answers == {**answers, **expected}
    assert set(expected) == set(GRANTABLE)


@pytest.mark.parametrize("route", sorted(PUBLIC - {"account_logout", "account_inactive"}))
def test_public_page_opens_without_sign_in(db: None, route: str) -> None:
    assert Client().get(reverse(route)).status_code == 200
