"""The planner's home: one key picture of who stays behind."""

import pytest

from asah.foundation.access.scope import agency_scope
from asah.stages.records.models import JpYear
from tests.desks.conftest import Town
from tests.factories.crowd import grow

pytestmark = pytest.mark.django_db


def _home(town: Town) -> str:
    return town.client("p", "Maria W.", "planner").get("/").content.decode()


def test_the_picture_shows_each_unit_and_names_the_lowest(town: Town) -> None:
    with agency_scope(town.agency.pk):
        grow(town.agency.pk, town.unit, 15)
        JpYear.objects.update(employment="PNS", legal=24)
        low = JpYear.objects.filter(year=2026).order_by("-path")[0]
        JpYear.objects.filter(path=low.path).update(legal=3)
    text = _home(town)
    assert "paling rendah: 0%" in text
    assert "pegawai yang mencapai 20 JP" in text


def test_without_hours_the_gaps_are_shown(town: Town) -> None:
    with agency_scope(town.agency.pk):
        grow(town.agency.pk, town.unit, 15)
        JpYear.objects.all().delete()
    assert "Rata-rata level di bawah syarat jabatan" in _home(town)
