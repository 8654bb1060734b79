"""From draft to version: partners, replaced regulations, two who publish at once, steps back."""

import threading
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection

from asah.foundation.access.actor import Actor, Held
from asah.foundation.access.permissions import Permission
from asah.foundation.access.scope import agency_scope
from asah.foundation.audit.door import use_case
from asah.foundation.jobs.models import JobRun
from asah.foundation.search.models import Entry
from asah.stages.catalogue import queries, services
from asah.stages.catalogue.models import Programme, ProgrammeVersion
from asah.stages.catalogue.rules import Curriculum, CurriculumRefused, Gain
from asah.stages.partners import services as partners
from tests.factories.competence import dictionary_of_the_catalogue
from tests.stages.catalogue.test_curriculum import PRIMA

TODAY = date(2027, 1, 12)
CONTENT = replace(PRIMA, gains=(Gain("MAN-05", Decimal(1), 4),))


@pytest.fixture
def known(scope: Any) -> Any:
    dictionary_of_the_catalogue(scope.pk)
    return scope


def draft(planner: Actor, now: datetime, code: str = "X-01", **changes: Any) -> Programme:
    return services.draft_programme(actor=planner, now=now, code=code, curriculum=replace(CONTENT, **changes))


def publish(planner: Actor, now: datetime, code: str = "X-01", **more: Any) -> ProgrammeVersion:
    return services.publish_version(actor=planner, now=now, code=code, **more)


def drafted() -> dict[str, Any]:
    row = Programme.objects.get()
    assert row.draft is not None
    return dict(row.draft)


def unipa(planner: Actor, now: datetime, ends_on: date) -> Any:
    row = partners.add_partner(
        actor=planner, now=now, partner=partners.PartnerInput("UNIPA", "Univ Papua", "universitas")
    )
    days = (date(2026, 1, 1), date(2026, 1, 1), ends_on)
    signed = partners.AgreementInput("pks", "1/PKS/2026", "Pelatihan", *days)
    partners.sign_agreement(actor=planner, now=now, partner=str(row.uid), agreement=signed)
    return row


def test_everything_of_a_version_is_kept(known: Any, planner: Actor, now: datetime) -> None:
    row = unipa(planner, now, date(2027, 12, 31))
    more: dict[str, Any] = {
        "partner": "UNIPA", "recurrence": "P2Y", "validity": "P3Y", "duty": "pkp", "practice_percent": 60,
        "legal_bases": ("permenpanrb-14-2017",),
    }  # fmt: skip
    draft(planner, now, **more)
    version = publish(planner, now)
    assert (version.partner_id, version.recurrence, version.again_after_months) == (row.pk, "P2Y", 24)
    page = queries.programme_page(planner, "X-01", TODAY)
    assert page.current is not None
    assert queries.content_of(page.current) == replace(CONTENT, **more)
    assert page.duty is not None
    assert (page.duty.within, page.duty.since, page.duty.by, page.duty.confirmed) == (
        "1 tahun", "TMT jabatan", "jabatan", False,
    )  # fmt: skip
    assert (page.recurrence, page.validity, page.to_review) == ("2 tahun", "3 tahun", ())
    assert [row.code for row in queries.programmes_with(row.pk)] == ["X-01"]


def test_an_agreement_that_is_over_keeps_a_programme_from_being_published(
    known: Any, planner: Actor, now: datetime
) -> None:
    unipa(planner, now, date(2026, 12, 31))
    draft(planner, now, partner="UNIPA")
    with pytest.raises(CurriculumRefused, match="1/PKS/2026 dengan Univ Papua sudah berakhir 31 Desember 2026"):
        publish(planner, now)
    assert not ProgrammeVersion.objects.exists()


def test_an_agreement_that_ends_later_marks_what_rests_on_it(known: Any, planner: Actor, now: datetime) -> None:
    unipa(planner, now, date(2027, 1, 31))
    draft(planner, now, partner="UNIPA")
    publish(planner, now)
    assert queries.programmes_page(planner, TODAY).cards[0].no_agreement == ""
    later = queries.programmes_page(planner, date(2027, 2, 1)).cards[0]
    assert "sudah berakhir 31 Januari 2027" in later.no_agreement
    assert "sudah berakhir" in queries.programme_page(planner, "X-01", date(2027, 2, 1)).no_agreement


def test_an_archived_partner_is_refused(known: Any, planner: Actor, now: datetime) -> None:
    row = unipa(planner, now, date(2027, 12, 31))
    partners.archive_partner(actor=planner, now=now, partner=str(row.uid))
    draft(planner, now, partner="UNIPA")
    with pytest.raises(CurriculumRefused, match="sudah diarsipkan"):
        publish(planner, now)


def test_a_replaced_regulation_marks_the_material(known: Any, planner: Actor, now: datetime) -> None:
    draft(planner, now, legal_bases=("uu-5-2014", "permenpanrb-14-2017"))
    draft(planner, now, code="X-02", legal_bases=("uu-20-2023",))
    services.publish_drafts(actor=planner, now=now, codes=["X-01", "X-02"])
    page = queries.programme_page(planner, "X-01", TODAY)
    assert [(row.code, row.replaced_by[:15]) for row in page.to_review] == [("uu-5-2014", "UU 20 Tahun 202")]
    found = queries.programmes_page(planner, TODAY, review=True)
    assert [card.version.code for card in found.cards] == ["X-01"]
    assert found.to_review == 1
    assert queries.programme_page(planner, "X-01", date(2020, 1, 1)).to_review == ()


def test_an_unknown_duty_basis_or_form_is_named(known: Any, planner: Actor, now: datetime) -> None:
    draft(planner, now, duty="sunat", legal_bases=("uu-0",), form_id=26)
    with pytest.raises(CurriculumRefused) as refused:
        publish(planner, now)
    told = " ".join(refused.value.faults)
    assert "Kewajiban sunat" in told
    assert "Dasar hukum uu-0" in told
    assert "kode SIASN 1 sampai 25" in told


def test_a_draft_that_changed_since_it_was_read_is_not_published_unseen(
    known: Any, planner: Actor, now: datetime
) -> None:
    row = draft(planner, now)
    services.edit_draft(actor=planner, now=now, code="X-01", version=1, curriculum=replace(CONTENT, class_max=20))
    with pytest.raises(CurriculumRefused, match="berubah sejak Anda membacanya"):
        publish(planner, now, version=row.version)
    assert publish(planner, now, version=row.version + 1).class_max == 20


def test_steps_back_and_an_old_version_again(known: Any, planner: Actor, now: datetime) -> None:
    do: dict[str, Any] = {"actor": planner, "now": now, "code": "X-01"}
    draft(planner, now)
    services.edit_draft(**do, version=1, curriculum=replace(CONTENT, class_max=20))
    services.undo_draft(**do)
    assert drafted()["class_max"] == 35
    services.undo_draft(**do)
    assert drafted()["class_max"] == 20
    publish(planner, now)
    with pytest.raises(services.NothingToUndo):
        services.undo_draft(**do)
    row = services.restore_version(**do, number=1)
    services.edit_draft(**do, version=row.version, curriculum=replace(CONTENT, class_max=25))
    publish(planner, now)
    services.restore_version(**do, number=1)
    assert publish(planner, now, change_note="Kembali ke versi 1").number == 3
    page = queries.difference_page(planner, "X-01", 1, 3)
    assert page.changes == ()
    assert page.old.digest == page.new.digest
    backwards = queries.difference_page(planner, "X-01", 2, 1)
    assert [(one.minus, one.plus) for one in backwards.changes] == [(("25",), ("20",))]
    services.restore_version(**do, number=2)
    services.discard_draft(**do)
    assert Programme.objects.get().draft is None
    services.undo_draft(**do)
    assert drafted()["class_max"] == 25


def test_evidence_replaces_the_prior(known: Any, planner: Actor, now: datetime) -> None:
    draft(planner, now)
    publish(planner, now)
    before = queries.programmes_in_force()[0].effect
    assert (before.is_measured, before.prior is not None) == (False, True)

    @use_case(Permission.CATALOGUE_PUBLISH, says="{actor} menguji pipa")
    def measure(*, actor: Actor, now: datetime) -> None:
        found = {"effect": Decimal("0.4"), "low": Decimal("0.1"), "high": Decimal("0.7")}
        services.record_evidence(actor=actor, now=now, code="X-01", grade="B", source="Evaluasi 2026", **found)

    measure(actor=planner, now=now)
    after = queries.programmes_in_force()[0].effect
    assert (after.share, after.grade, after.is_measured, after.source) == (Decimal("0.4"), "B", True, "Evaluasi 2026")


def test_what_is_published_is_found(known: Any, planner: Actor, now: datetime) -> None:
    draft(planner, now)
    publish(planner, now)
    assert JobRun.objects.filter(name="catalogue.search").count() == 1
    worker = Actor(agency=planner.agency, account=None, name="Asah", roles=(Held("system"),))
    assert services.refresh_search(actor=worker, now=now) == 1
    assert Entry.objects.get(kind="programme").is_open


@pytest.mark.django_db(transaction=True)
def test_two_who_publish_at_once_make_one_version(agency: Any, planner: Actor, now: datetime) -> None:
    with agency_scope(agency.pk):
        dictionary_of_the_catalogue(agency.pk)
        draft(planner, now)
    outcomes: list[str] = []
    start = threading.Barrier(4)

    def work() -> None:
        try:
            start.wait()
            with agency_scope(agency.pk):
                outcomes.append(str(publish(planner, now).number))
        except CurriculumRefused as refused:
            outcomes.append(refused.faults[0])
        finally:
            connection.close()

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert sorted(outcomes) == ["1", *["Belum ada rancangan untuk diterbitkan. Ubah program lebih dulu."] * 3]
    with agency_scope(agency.pk):
        assert ProgrammeVersion.objects.count() == 1
        assert Programme.objects.get().latest == 1


def test_curriculum_is_a_value() -> None:
    assert isinstance(CONTENT, Curriculum)
    with pytest.raises(AttributeError):
        CONTENT.name = "lain"  # type: ignore[misc]
