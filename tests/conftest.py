"""Tests create and migrate as owner, then run as the application role, under row security."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

import pytest


def pytest_xdist_make_scheduler(config: Any, log: Any) -> Any:
    """A file's tests stay together, for its servers are costly; all journeys do, because they share one loaded town."""
    from xdist.scheduler import LoadFileScheduling

    class ByHouse(LoadFileScheduling):
        def _split_scope(self, nodeid: str) -> str:
            shared = "tests/journeys"
            return shared if nodeid.startswith(f"{shared}/") else str(super()._split_scope(nodeid))

    return ByHouse(config, log)


NOW = datetime(2027, 1, 11, 23, 0, tzinfo=UTC)  # 12 January 2027 08.00 WIT


@contextmanager
def as_role(url: str) -> Iterator[None]:
    """Reconnect the default connection as another role of the same database."""
    from django.db import connection

    from asah.config.settings import database

    wanted = database(url)
    before = {key: connection.settings_dict[key] for key in ("USER", "PASSWORD")}
    connection.close()
    connection.settings_dict.update({key: wanted[key] for key in ("USER", "PASSWORD")})
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict.update(before)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """After pytest-django has built the database as owner, everything runs as the application role."""
    from django.test import TransactionTestCase

    from asah.config.settings import APP_URL, OWNER_URL

    flush = TransactionTestCase._fixture_teardown

    def flush_as_owner(self: Any) -> None:
        with as_role(OWNER_URL):
            flush(self)

    with pytest.MonkeyPatch.context() as patch, django_db_blocker.unblock():
        patch.setattr(TransactionTestCase, "_fixture_teardown", flush_as_owner)
        with as_role(APP_URL):
            yield


@pytest.fixture
def now() -> datetime:
    """12 January 2027 08.00 WIT."""
    return NOW


@pytest.fixture
def agency(db: None) -> Any:
    """An empty agency in Papua."""
    from asah.foundation.access.models import Agency

    return Agency.objects.create(slug="sorong", name="Kota Sorong", zone="Asia/Jayapura")


@pytest.fixture
def scope(agency: Any) -> Iterator[Any]:
    """The test runs inside the agency's scope."""
    from asah.foundation.access.scope import agency_scope

    with agency_scope(agency.pk):
        yield agency


@pytest.fixture
def planner(agency: Any) -> Any:
    """An actor who plans for the whole agency."""
    from asah.foundation.access.actor import Actor, Held

    return Actor(agency=agency.pk, account=None, name="Maria W.", roles=(Held("planner"),), zone=agency.zone)


@pytest.fixture
def admin(agency: Any) -> Any:
    """An actor who administers the agency."""
    from asah.foundation.access.actor import Actor, Held

    return Actor(agency=agency.pk, account=None, name="Admin", roles=(Held("admin"),), zone=agency.zone)


@pytest.fixture
def auditor(agency: Any) -> Any:
    """An actor who reads everything and changes nothing."""
    from asah.foundation.access.actor import Actor, Held

    return Actor(agency=agency.pk, account=None, name="Auditor", roles=(Held("auditor"),), zone=agency.zone)
