"""The table of traps is complete and true; traps that stand in dated tables are read back from them."""

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from asah.stages.agency import queries as agency_queries
from asah.stages.agency.models import LegalBasis

ROOT = Path(__file__).resolve().parents[3]
DAY = date(2027, 1, 12)
# Their subjects come with later issues.
MAY_WAIT = {4, 13, 26}


def rows() -> dict[int, str]:
    """Number of the trap -> what stands in the column of tests."""
    text = (ROOT / "docs" / "reference" / "traps.md").read_text()
    found = re.findall(r"^\| (\d+) \|.*\| (.*) \|$", text, re.M)
    return {int(number): cell for number, cell in found}


def test_all_thirty_traps_have_a_row_and_only_some_may_wait() -> None:
    assert set(rows()) == set(range(1, 31))
    waiting = {number for number, cell in rows().items() if "::" not in cell}
    assert waiting <= MAY_WAIT


def test_every_test_named_in_the_table_exists() -> None:
    for path, name in re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", " ".join(rows().values())):
        assert re.search(rf"^def {name}\(", (ROOT / path).read_text(), re.M), f"{path}::{name}"


@pytest.mark.django_db
def test_sorong_is_two_governments_with_codes_of_the_ministry(scope: Any) -> None:
    """Traps 16 and 17: Kota and Kabupaten Sorong; codes are Kemendagri's, with BKN's beside them, never BPS's."""
    regions = agency_queries.rules("wilayah", DAY)
    assert regions["96.71"].values["name"] == "Kota Sorong"
    assert regions["96.01"].values["name"] == "Kabupaten Sorong"
    assert regions["96.71"].values["bkn_code"] != regions["96.01"].values["bkn_code"]
    assert regions["12.75"].values["name"] == "Kota Binjai"
    assert not {"1276", "12.76", "9171", "92.71"} & set(regions)
    assert all(re.fullmatch(r"\d{2}\.\d{2}(\.\d{2})?", code) for code in regions)


@pytest.mark.django_db
def test_bad_behaviour_is_worse_than_poor_results(scope: Any) -> None:
    """Trap 14: Kurang stands below Butuh Perbaikan, whatever the average of the two axes would be."""
    table = {key: row.values for key, row in agency_queries.rules("matriks_kinerja", DAY).items()}
    bad_behaviour, poor_results = table["di_atas/di_bawah"], table["di_bawah/di_atas"]
    assert (bad_behaviour["predicate"], poor_results["predicate"]) == ("Kurang", "Butuh Perbaikan")
    assert bad_behaviour["predicate_id"] > poor_results["predicate_id"]


@pytest.mark.django_db
def test_the_law_in_force_is_cited(scope: Any) -> None:
    """Traps 7 and 30: revoked laws are known as revoked, and no table in force rests on one of them."""
    revoked = set(LegalBasis.objects.exclude(revoked_by="").values_list("code", flat=True))
    assert {"uu-5-2014", "perpres-33-2020"} <= revoked
    assert LegalBasis.objects.get(code="uu-5-2014").revoked_on == date(2023, 10, 31)
    resting = {
        row.legal_basis
        for table in agency_queries.tables(DAY)
        for row in agency_queries.rules(table.kind, DAY).values()
    }
    assert not resting & {"uu-5-2014", "perpres-33-2020"}


@pytest.mark.django_db
def test_forms_of_development_keep_the_national_ids(scope: Any) -> None:
    """Trap 29: Asah feeds SIASN with SIASN's own 25 forms instead of a list of its own."""
    forms = agency_queries.rules("jenis_bangkom", DAY)
    assert set(forms) == {str(number) for number in range(1, 26)}
    assert forms["9"].values["name"] == "Seminar"
