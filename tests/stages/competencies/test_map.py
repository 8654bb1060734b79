"""The map of gaps and its pages: from a figure to people to sources, within reach."""

import uuid
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from asah.foundation.access.actor import Actor, Held, NotAllowed, NotThere
from asah.foundation.access.models import Account, Membership
from asah.foundation.audit.models import EventDetail
from asah.foundation.jobs.models import JobRun
from asah.stages.competencies import queries, services
from asah.stages.people.models import Grant, Posting
from tests.factories.towns import Town, person, staff, unit

TODAY = date(2027, 1, 12)
DIGITAL = "TEK-DIGITAL"


@pytest.fixture
def mapped(town: Town, planner: Actor, now: datetime) -> Town:
    """Ten of Dinas Kesehatan, two of the health centre and two of the registry are assessed."""
    rows = [_seen(town, f"Kes {n:02}", "1") for n in range(8)]
    rows += [_seen(town, f"Kes {n:02}", "2") for n in range(8, 10)]
    rows += [_seen(town, f"Remu {n}", "0") for n in range(2)] + [_seen(town, f"Duk {n}", "0") for n in range(2)]
    rows += [_seen(town, f"Kes {n:02}", "2", "diri") for n in range(6)]
    rows += [_seen(town, f"Kes {n:02}", "1", "atasan") for n in range(6)]
    services.record_assessments(actor=planner, now=now, rows=rows)
    services.refresh_gaps(actor=planner, now=now)
    return town


def _seen(town: Town, name: str, level: str, source: str = "uji") -> services.Seen:
    return services.Seen(town.people[name], DIGITAL, Decimal(level), source, date(2026, 6, 1))


def _client(town: Town, role: str = "", where: str = "", who: str = "") -> Client:
    account = Account.objects.create_user(uuid.uuid4().hex[:12], name="Orang Asah", password="kuda laut biru 7")
    member = Membership.objects.create(account=account, agency_id=town.agency, person=town.people.get(who))
    if role:
        valid = (date(2020, 1, 1), None)
        place = town.units.get(where)
        Grant.objects.create(agency_id=town.agency, membership=member.pk, role=role, valid=valid, unit_id=place)
    client = Client()
    client.force_login(account)
    return client


def _officer(town: Town, where: str) -> Actor:
    held = Held("personnel_officer", town.paths[where])
    return Actor(agency=town.agency, account=None, name="Petugas", roles=(held,), zone="Asia/Jayapura")


def test_rows_add_up_along_the_tree(mapped: Town, planner: Actor) -> None:
    found = queries.gap_map(planner, TODAY)
    rows = {row.name: row for row in found.rows}
    column = next(column for column in found.columns if column.code == DIGITAL)
    assert set(rows) == {"Dinas Kesehatan", "Disdukcapil"}
    assert (rows["Dinas Kesehatan"].people, rows["Dinas Kesehatan"].answered) == (18, 12)
    assert rows["Dinas Kesehatan"].cells[column.id].answered == 12
    assert (found.mix.people, found.mix.test, found.mix.superior) == (21, 14, 6)


def test_below_a_unit_its_own_people_stand_apart(mapped: Town, planner: Actor) -> None:
    found = queries.gap_map(planner, TODAY, under="DINAS KESEHATAN")
    assert {row.name: row.people for row in found.rows} == {
        "Dinas Kesehatan, tanpa unit di bawahnya": 12,
        "Puskesmas Remu": 6,
    }


def test_an_officer_sees_his_subtree_only(mapped: Town) -> None:
    officer = _officer(mapped, "Dinas Kesehatan")
    assert {row.path for row in queries.gap_map(officer, TODAY).rows} <= {
        mapped.paths["Dinas Kesehatan"],
        mapped.paths["Puskesmas Remu"],
    }
    for call in (
        lambda: queries.gap_map(officer, TODAY, under="DISDUKCAPIL"),
        lambda: queries.unit_seen(officer, "DISDUKCAPIL", TODAY),
        lambda: queries.gaps_in_cell(officer, mapped.paths["Disdukcapil"], 1),
    ):
        with pytest.raises(NotThere):
            call()


def test_an_officer_of_two_units_has_a_row_for_each(mapped: Town) -> None:
    held = tuple(Held("personnel_officer", mapped.paths[name]) for name in ("Puskesmas Remu", "Disdukcapil"))
    actor = Actor(agency=mapped.agency, account=None, name="Petugas", roles=held, zone="Asia/Jayapura")
    found = queries.gap_map(actor, TODAY)
    assert {row.name: (row.people, row.answered) for row in found.rows} == {
        "Puskesmas Remu": (6, 2),
        "Disdukcapil": (3, 2),
    }


def test_people_of_a_cell_come_from_the_largest_gap_and_the_unknown_last(mapped: Town, planner: Actor) -> None:
    competency = queries.competency_ids()[DIGITAL]
    rows = queries.gap_rows(queries.gaps_in_cell(planner, mapped.paths["Dinas Kesehatan"], competency))
    assert len(rows) == 18
    assert [row.gap for row in rows[:2]] == [Decimal(2), Decimal(2)]
    assert rows[-1].gap is None


def test_queries_of_the_map_do_not_grow_with_units(mapped: Town, planner: Actor, now: datetime) -> None:
    with CaptureQueriesContext(connection) as few:
        queries.gap_map(planner, TODAY)
    for number in range(12):
        unit(mapped, f"Dinas {number}", under="Kota")
        staff(mapped, f"Dinas {number}", [f"D{number} {n}" for n in range(3)])
    services.refresh_gaps(actor=planner, now=now)
    with CaptureQueriesContext(connection) as many:
        assert len(queries.gap_map(planner, TODAY).rows) == 14
    assert len(few) == len(many) <= 5


def test_the_page_shows_figures_only_where_enough_people_were_assessed(mapped: Town) -> None:
    page = _client(mapped, "planner").get(reverse("gap_map")).content.decode()
    assert "Kesenjangan terbesar ada pada Literasi Digital di Dinas Kesehatan" in page
    assert "Belum cukup penilaian: 2 dari 3" in page
    assert "selang kepercayaan 95%" in page


def test_from_a_cell_to_people_to_sources(mapped: Town) -> None:
    client = _client(mapped, "planner")
    cell = {"sel": f"{mapped.units['Dinas Kesehatan']}:{DIGITAL}"}
    page = client.get(reverse("gap_map"), cell).content.decode()
    assert "Lihat 18 orang" in page
    assert EventDetail.objects.filter(says__contains="membuka orang pada Literasi Digital").count() == 1
    rows = {"unit": "DINAS KESEHATAN", "kompetensi": DIGITAL}
    listed = client.get(reverse("gap_people"), rows).content.decode()
    assert "Remu 0" in listed
    assert "Uji 1 · Atasan 1 · Diri 2 · berbeda pandangan" in listed
    uid = Posting.objects.get(person_id=mapped.people["Kes 00"]).person.uid
    one = client.get(reverse("gap_person", args=[uid])).content.decode()
    assert "Kes 00" in one
    assert "Pemetaan kompetensi" in one


def test_a_cell_with_few_answers_opens_to_its_reason_and_to_no_names(mapped: Town) -> None:
    client = _client(mapped, "planner")
    page = client.get(
        reverse("gap_map"), {"unit": "DINAS KESEHATAN", "sel": f"{mapped.units['Puskesmas Remu']}:{DIGITAL}"}
    )
    text = page.content.decode()
    assert "Angka muncul setelah 5 orang dinilai" in text
    assert "Remu 0" not in text


def test_a_fragment_and_the_page_come_from_the_same_view(mapped: Town) -> None:
    client = _client(mapped, "planner")
    cell = {"sel": f"{mapped.units['Dinas Kesehatan']}:{DIGITAL}"}
    part = client.get(reverse("gap_map"), cell, headers={"HX-Request": "true", "HX-Target": "rincian"}).content.decode()
    assert "Lihat 18 orang" in part
    assert "<html" not in part


def test_links_out_of_reach_look_as_if_they_led_nowhere(mapped: Town) -> None:
    client = _client(mapped, "personnel_officer", "Disdukcapil")
    rows = {"unit": "DINAS KESEHATAN", "kompetensi": DIGITAL}
    assert client.get(reverse("gap_people"), rows).status_code == 404
    assert client.get(reverse("gap_map"), {"unit": "DINAS KESEHATAN"}).status_code == 404
    assert client.get(reverse("gap_map"), {"sel": "1:TIDAK-ADA"}).status_code == 404
    assert client.get(reverse("gap_map")).status_code == 200


def test_the_planner_asks_for_one_refresh(mapped: Town) -> None:
    JobRun.objects.all().delete()
    client = _client(mapped, "planner")
    assert [client.post(reverse("gap_refresh")).status_code for _ in range(2)] == [302, 302]
    assert JobRun.objects.count() == 1
    assert _client(mapped, "auditor").post(reverse("gap_refresh")).status_code == 403


def test_dictionaries_can_be_loaded_and_standards_set_on_their_pages(town: Town) -> None:
    client = _client(town, "planner")
    assert client.post(reverse("competency_start")).status_code == 302
    url = reverse("competency_detail", args=[DIGITAL])
    form = {"job_key": "jabatan:JF-1", "level": "4", "from_on": "12/01/2027", "legal_basis": "SK 1/2027"}
    assert client.post(url, form).status_code == 302
    assert "jabatan:JF-1" in client.get(url).content.decode()
    wrong = client.post(url, form | {"job_key": "Kepala Dinas"})
    assert wrong.status_code == 422
    assert "Kunci jabatan diawali" in wrong.content.decode()


def test_a_team_from_the_largest_lack(mapped: Town) -> None:
    person(mapped, "Kepala", "Dinas Kesehatan", is_head=True)
    page = _client(mapped, who="Kepala").get(reverse("gap_team")).content.decode()
    # Twelve of his own office and six of the health centre, which has no head of its own.
    assert "10 dari 18 orang" in page
    assert "Kes 00" in page
    assert "Duk 0" not in page


def test_voices_are_ones_own(mapped: Town, planner: Actor, now: datetime) -> None:
    boss = person(mapped, "Kepala", "Disdukcapil", is_head=True)
    duk = mapped.people["Duk 2"]
    superior = Actor(
        agency=mapped.agency,
        account=None,
        name="Kepala",
        person=boss,
        roles=(Held("superior"), Held("asn")),
        zone="Asia/Jayapura",
    )
    given: dict[str, Any] = {"now": now, "person": duk, "competency": DIGITAL, "assessed_on": TODAY}
    services.record_assessment(actor=superior, source="atasan", level=Decimal(1), **given)
    services.record_assessment(actor=planner, source="uji", level=Decimal(2), **given)
    row = next(row for row in queries.gaps_of_person(duk) if row.code == DIGITAL)
    assert (row.held, row.superior, row.test) == (Decimal("1.57"), Decimal(1), Decimal(2))
    cell = next(row for row in queries.gap_map(planner, TODAY).rows if row.name == "Disdukcapil")
    assert cell.answered == 3
    for actor, source in ((superior, "uji"), (superior, "diri"), (planner, "atasan")):
        with pytest.raises(services.BadAssessment, match="atas nama"):
            services.record_assessment(actor=actor, source=source, level=Decimal(1), **given)
    with pytest.raises(NotAllowed):
        services.record_assessment(
            actor=superior, source="atasan", level=Decimal(1), **(given | {"person": mapped.people["Kes 00"]})
        )


def test_match_of_a_person_under_three_rule_sets(mapped: Town, planner: Actor, now: datetime) -> None:
    who = mapped.people["Kes 00"]
    rows = queries.gaps_of_person(who)
    from asah.stages.people import queries as people

    place = people.where_was(who, TODAY)
    assert place is not None
    matches = {row.rule_set: row for row in queries.matches_of(place, rows, TODAY)}
    # Held (1 x 40 + 1 x 30 + 2 x 10) / 80 = 1.13 of 2.
    assert [(str(matches[name].capped.value), matches[name].capped.name) for name in "ABC"] == [
        ("56.50", "Kurang Optimal"),
        ("56.50", "Kurang Memenuhi Syarat"),
        ("57", "Kurang"),
    ]
