"""Partners, agreements and instructors in the database; what cites an agreement that is over is refused."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from asah.foundation.access.actor import Actor, Held, NotAllowed
from asah.foundation.access.models import Account, Membership
from asah.foundation.access.scope import agency_scope
from asah.foundation.documents.files import FileRefused
from asah.foundation.documents.models import Document
from asah.foundation.notices.models import Notice
from asah.foundation.search.models import Entry
from asah.stages.partners import queries, services
from asah.stages.partners.jobs import remind_when_due
from asah.stages.partners.models import Agreement, AgreementReminder
from asah.stages.partners.services import AgreementInput, AgreementRefused, InstructorInput, InstructorRefused
from asah.stages.people.models import Grant
from tests.factories.towns import Town, person, unit

PKS = AgreementInput("pks", "12/PKS/2026", "Pelatihan pelayanan", date(2026, 2, 1), date(2026, 1, 1), date(2027, 1, 31))
TODAY = date(2027, 1, 12)


def sign(planner: Actor, now: datetime, partner: Any, **changes: Any) -> Agreement:
    agreement = replace(PKS, **changes)
    return services.sign_agreement(actor=planner, now=now, partner=str(partner.uid), agreement=agreement)


def test_a_partner_is_known_by_its_code_and_found_by_its_fields(unipa: Any, planner: Actor, now: datetime) -> None:
    assert (unipa.code, unipa.name) == ("UNIPA", "Universitas Papua")
    assert "pelayanan publik" in Entry.objects.get(kind="partner").words
    with pytest.raises(services.PartnerExists, match="UNIPA sudah dipakai"):
        services.add_partner(actor=planner, now=now, partner=services.PartnerInput("Unipa", "Lain", "lsm"))


def test_two_people_edit_a_partner(unipa: Any, planner: Actor, now: datetime) -> None:
    base = services.PartnerInput("UNIPA", "Universitas Papua", "universitas", ("Manajemen", "Pelayanan publik"))
    do: dict[str, Any] = {"actor": planner, "now": now, "partner": str(unipa.uid), "version": 1}
    services.edit_partner(**do, values=replace(base, city="Manokwari"))
    with pytest.raises(services.PartnerChangedMeanwhile) as refused:
        services.edit_partner(**do, values=replace(base, city="Sorong"))
    assert refused.value.conflicts == [("Kota", "Manokwari", "Sorong")]
    assert queries.partners_by_code()["UNIPA"].city == "Manokwari"


def test_an_agreement_with_its_file(unipa: Any, planner: Actor, now: datetime, settings: Any, tmp_path: Any) -> None:
    settings.DATA_DIR = tmp_path
    row = sign(planner, now, unipa, content=b"%PDF-1.7 perjanjian", filename="pks.pdf")
    assert row.document is not None
    assert Document.objects.get().title == "Perjanjian kerja sama 12/PKS/2026, Universitas Papua"
    found = queries.require_agreement(unipa.pk, date(2026, 6, 1), date(2026, 6, 5))
    assert (found.number, found.document) == ("12/PKS/2026", str(row.document.uid))
    with pytest.raises(FileRefused):
        sign(planner, now, unipa, number="13", content=b"PK bukan pdf", filename="pks.pdf")


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"ends_on": date(2025, 12, 31), "signed_on": date(2025, 1, 1)}, "ends_on"),
        ({"signed_on": date(2027, 6, 1), "ends_on": date(2027, 5, 1)}, "signed_on"),
        ({"signed_on": date(2027, 1, 20)}, "signed_on"),
    ],
)
def test_contradictory_dates_are_refused_at_their_field(
    unipa: Any, planner: Actor, now: datetime, changes: dict[str, Any], field: str
) -> None:
    with pytest.raises(AgreementRefused) as refused:
        sign(planner, now, unipa, **changes)
    assert refused.value.field == field
    assert not Agreement.objects.exists()


def test_the_database_refuses_contradictory_dates_too(unipa: Any, planner: Actor, now: datetime) -> None:
    row = sign(planner, now, unipa)
    with pytest.raises(IntegrityError), transaction.atomic():
        Agreement.objects.filter(pk=row.pk).update(ends_on=date(2025, 1, 1))
    with pytest.raises(IntegrityError), transaction.atomic():
        Agreement.objects.filter(pk=row.pk).update(ended_on=date(2026, 6, 1), ended_reason="")


def test_a_number_is_kept_once(unipa: Any, planner: Actor, now: datetime) -> None:
    sign(planner, now, unipa)
    with pytest.raises(AgreementRefused, match="sudah tercatat"):
        sign(planner, now, unipa)
    sign(planner, now, unipa, kind="mou")


def test_what_cites_an_agreement_that_is_over_is_refused_with_the_way_out(
    unipa: Any, planner: Actor, now: datetime
) -> None:
    sign(planner, now, unipa)
    with pytest.raises(queries.NoAgreement, match="berakhir 31 Januari 2027, sebelum selesai pada 3 Februari 2027"):
        queries.require_agreement(unipa.pk, date(2027, 1, 29), date(2027, 2, 3))
    renewed = {"number": "2/PKS/2027", "starts_on": date(2027, 1, 1), "ends_on": date(2028, 1, 1)}
    sign(planner, now, unipa, **renewed)
    assert queries.require_agreement(unipa.pk, date(2027, 1, 29), date(2027, 2, 3)).number == "2/PKS/2027"


def test_an_early_end_needs_a_day_inside_and_a_reason(unipa: Any, planner: Actor, now: datetime) -> None:
    row = sign(planner, now, unipa)
    do: dict[str, Any] = {"actor": planner, "now": now, "agreement": str(row.uid)}
    with pytest.raises(AgreementRefused, match="antara 1 Januari 2026 dan 31 Januari 2027"):
        services.end_agreement(**do, ended_on=date(2027, 2, 1), reason="Mundur")
    with pytest.raises(AgreementRefused, match="alasan"):
        services.end_agreement(**do, ended_on=date(2026, 12, 31), reason=" ")
    services.end_agreement(**do, ended_on=date(2026, 12, 31), reason="Mitra mundur")
    with pytest.raises(queries.NoAgreement, match="sudah berakhir 31 Desember 2026"):
        queries.require_agreement(unipa.pk, TODAY, TODAY)


def test_planners_are_told_once_at_each_distance(unipa: Any, planner: Actor, now: datetime, agency: Any) -> None:
    account = Account.objects.create_user("maria", name="Maria", password="kuda laut biru 7")
    member = Membership.objects.create(account=account, agency=agency)
    Grant.objects.create(agency=agency, membership=member.pk, role="planner", valid=(date(2026, 1, 1), None))
    sign(planner, now, unipa)
    worker = Actor(agency=agency.pk, account=None, name="Asah", roles=(Held("system"),), zone=agency.zone)
    assert services.remind_ending(actor=worker, now=now, today=TODAY) == 1
    assert services.remind_ending(actor=worker, now=now, today=date(2027, 1, 13)) == 0
    assert services.remind_ending(actor=worker, now=now, today=date(2027, 1, 25)) == 1
    texts = list(Notice.objects.order_by("pk").values_list("account", "text"))
    assert [who for who, _text in texts] == [account.pk, account.pk]
    assert "berakhir 31 Januari 2027, 19 hari lagi." in texts[0][1]
    assert set(AgreementReminder.objects.values_list("days", flat=True)) == {30, 7}


def test_the_daily_duty_asks_the_clock_of_the_agency(unipa: Any, planner: Actor, now: datetime, agency: Any) -> None:
    story = datetime(2027, 1, 11, 23, 0, tzinfo=UTC)
    agency.clock_shift_seconds = int((story - datetime.now(UTC)).total_seconds())
    agency.save(update_fields=["clock_shift_seconds"])
    assert remind_when_due(agency) == 0
    sign(planner, now, unipa)
    assert remind_when_due(agency) == 1
    assert remind_when_due(agency) == 0


def test_an_instructor_belongs_to_one_house(scope: Any, unipa: Any, planner: Actor, now: datetime) -> None:
    town = Town(scope.pk)
    unit(town, "BKPSDM")
    own = person(town, "Widya", "BKPSDM")
    do: dict[str, Any] = {"actor": planner, "now": now}
    rate: dict[str, Any] = {"fields": ("Manajemen",), "rate_rupiah": 300_000, "rate_per": "ojp"}
    services.add_instructor(**do, instructor=InstructorInput("Dr. A, M.Si.", partner=str(unipa.uid), **rate))
    services.add_instructor(**do, instructor=InstructorInput("Widya, S.T.", person=own, **rate))
    for wrong in (InstructorInput("X"), InstructorInput("X", partner=str(unipa.uid), person=own)):
        with pytest.raises(InstructorRefused, match="salah satu saja"):
            services.add_instructor(**do, instructor=wrong)
    with pytest.raises(InstructorRefused, match="sudah tercatat"):
        services.add_instructor(**do, instructor=InstructorInput("Lain", person=own))
    with pytest.raises(InstructorRefused, match="orang-jam"):
        services.add_instructor(**do, instructor=InstructorInput("Y", partner=str(unipa.uid), rate_per="hari"))
    assert [row.name for row in queries.instructors_of(unipa.pk)] == ["Dr. A, M.Si."]
    assert len(queries.instructors_of(field="manajemen")) == 2


def test_a_member_of_a_partner_sees_his_own_house_only(unipa: Any, planner: Actor, now: datetime) -> None:
    other = services.add_partner(actor=planner, now=now, partner=services.PartnerInput("LSM", "Yayasan", "lsm"))
    guest = Actor(agency=planner.agency, account=9, name="Tamu", roles=(Held("partner", partner=unipa.pk),))
    assert [card.partner.code for card in queries.partners_page(guest, TODAY)] == ["UNIPA"]
    with pytest.raises(Exception, match="partner"):
        queries.partner_page(guest, str(other.uid), TODAY)
    with pytest.raises(NotAllowed):
        services.archive_partner(actor=guest, now=now, partner=str(unipa.uid))


def test_another_agency_sees_nothing(unipa: Any, planner: Actor) -> None:
    from asah.foundation.access.models import Agency

    elsewhere = Agency.objects.create(slug="lain", name="Lain", zone="Asia/Jakarta")
    with agency_scope(elsewhere.pk):
        assert queries.partner_rows() == []
