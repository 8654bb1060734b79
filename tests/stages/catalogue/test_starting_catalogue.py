"""The starting catalogue: 60 programmes, every subject of the project's founding texts, every one costed."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from asah.foundation.access.actor import Actor, Held
from asah.stages.agency.rules import rule_tables
from asah.stages.budget import services as budget
from asah.stages.budget.queries import prices_on
from asah.stages.catalogue import queries, services
from asah.stages.catalogue.models import Programme, ProgrammeVersion
from asah.stages.catalogue.rules import CurriculumRefused, faults_of, from_plain, starting_catalogue, to_plain
from tests.factories.competence import dictionary_of_the_catalogue

TODAY = date(2027, 1, 12)

# Every subject of training named in the five founding texts (Binjai, Palangka Raya, Palembang, Plaju, Sorong) and the
# programmes that teach it.
SUBJECTS = {
    "manajemen administrasi pemerintahan": ["PP-01"],
    "mengelola dokumen dan layanan publik": ["PP-01", "PT-22"],
    "sistem informasi kesehatan": ["PT-07"],
    "pelayanan publik": ["PM-07"],
    "cara berinteraksi dengan masyarakat, menyelesaikan masalah, memberi solusi": ["PM-07", "PM-05"],
    "inovasi terbaru dalam pelayanan publik": ["PM-09"],
    "penggunaan aplikasi untuk mempermudah akses informasi bagi masyarakat": ["PT-04"],
    "analisis kebutuhan pelatihan dengan survei dan wawancara": ["PT-27"],
    "evaluasi pelatihan dan umpan balik": ["PT-27"],
    "pembelajaran berbasis proyek": ["PT-21"],
    "manajemen": ["PM-14"],
    "program manajemen bersama universitas lokal": ["PM-14"],
    "teknologi informasi": ["PT-02", "PT-03"],
    "beradaptasi dengan perubahan zaman": ["PM-11"],
    "birokrasi profesional, transparan, dan akuntabel": ["PP-03"],
    "penggunaan teknologi informasi dan komunikasi": ["PT-02", "PT-01"],
    "manajemen publik": ["PM-14"],
    "strategi pengelolaan sumber daya manusia": ["PM-16"],
    "pengembangan organisasi": ["PM-15"],
    "teknik komunikasi yang efektif": ["PM-05"],
    "simulasi kasus pengelolaan proyek pemerintah": ["PT-20"],
    "lokakarya inovasi pelayanan publik bersama universitas": ["PM-09"],
    "sikap dan etika kerja": ["PM-01"],
    "manajemen pelayanan publik": ["PM-08"],
    "kepemimpinan": ["PM-13", "PM-18", "PM-19"],
    "mengambil keputusan dan memimpin tim": ["PM-12", "PM-13"],
    "manajemen keuangan": ["PT-12"],
    "manajemen proyek infrastruktur tepat waktu dan sesuai anggaran": ["PT-21"],
    "adaptasi pegawai yang merasa sudah cukup berpengalaman": ["PM-11"],
}


def test_sixty_programmes_without_fault() -> None:
    rows = starting_catalogue()
    assert len(rows) == 60
    assert len({row["kode"] for row in rows}) == 60
    for row in rows:
        content = from_plain(row["kurikulum"])
        assert faults_of(content) == [], row["kode"]
        assert from_plain(to_plain(content)) == content


def test_every_subject_of_the_founding_texts_has_a_programme() -> None:
    codes = {row["kode"] for row in starting_catalogue()}
    missing = {subject: set(wanted) - codes for subject, wanted in SUBJECTS.items() if not set(wanted) <= codes}
    assert not missing


def test_methods_of_the_founding_texts_are_used() -> None:
    methods = {row["kurikulum"]["method"] for row in starting_catalogue()}
    assert {"kelas", "seminar", "lokakarya", "daring_langsung", "daring_mandiri", "proyek", "simulasi"} <= methods


def test_latsar_pkp_and_pka_name_their_duty() -> None:
    duties = {row["kurikulum"]["name"]: row["kurikulum"].get("duty", "") for row in starting_catalogue()}
    assert duties["Latsar CPNS"] == "latsar"
    assert duties["Pelatihan Kepemimpinan Pengawas"] == "pkp"
    assert duties["Pelatihan Kepemimpinan Administrator"] == "pka"
    rows = {row.key: row for row in rule_tables()["kewajiban_pelatihan"].rows}
    assert {rows[key].values["within"] for key in ("latsar", "pkp", "pka")} == {"P1Y"}
    assert {key for key, row in rows.items() if row.confirmed} == {"latsar"}


def test_prerequisites_stand_in_the_catalogue() -> None:
    rows = starting_catalogue()
    codes = {row["kode"] for row in rows}
    assert {code for row in rows for code in row["kurikulum"]["prerequisites"]} <= codes


@pytest.mark.django_db
def test_every_programme_is_costed_and_converted(scope: Any, planner: Actor, now: datetime) -> None:
    dictionary_of_the_catalogue(planner.agency)
    budget.adopt_sample_standards(actor=planner, now=now)
    assert services.adopt_starting_catalogue(actor=planner, now=now) == 60
    assert services.adopt_starting_catalogue(actor=planner, now=now) == 0
    prices = prices_on(TODAY)
    rows = queries.programmes_in_force()
    assert len(rows) == 60
    for row in rows:
        costing = row.cost(prices)
        assert costing.of_class(row.class_max) > 0, row.code
        assert row.jp > 0
    seminar = next(row for row in rows if row.code == "PS-03")
    assert seminar.jp == 4  # one day of a national seminar
    at_work = next(row for row in rows if row.code == "PT-07")
    assert (int(at_work.quantity), int(at_work.jp)) == (8, 16)
    assert not at_work.rule_confirmed
    sent = next(row for row in rows if row.code == "PM-17")
    assert sent.is_sending
    assert sent.cost(prices).class_rupiah == 0


@pytest.mark.django_db
def test_a_published_version_cannot_be_changed_not_even_by_sql(scope: Any, planner: Actor, now: datetime) -> None:
    dictionary_of_the_catalogue(planner.agency)
    services.adopt_starting_catalogue(actor=planner, now=now)
    with pytest.raises(DatabaseError), transaction.atomic():
        ProgrammeVersion.objects.filter(number=1).update(jp=1)
    with pytest.raises(DatabaseError), transaction.atomic():
        ProgrammeVersion.objects.filter(number=1).delete()


@pytest.mark.django_db
def test_a_new_version_stands_beside_the_old_with_its_difference(scope: Any, planner: Actor, now: datetime) -> None:
    dictionary_of_the_catalogue(planner.agency)
    services.adopt_starting_catalogue(actor=planner, now=now)
    page = queries.programme_page(planner, "PM-07", TODAY)
    assert page.current is not None
    content = queries.content_of(page.current)
    row = services.edit_draft(
        actor=planner, now=now, code="PM-07", version=page.programme.version, curriculum=_with(content, class_max=30)
    )
    with pytest.raises(services.DraftChanged) as conflict:
        services.edit_draft(
            actor=planner, now=now, code="PM-07", version=row.version - 1, curriculum=_with(content, class_max=25)
        )
    assert [(d.label, d.old, d.new) for d in conflict.value.conflicts] == [("Peserta terbesar", "30", "25")]
    services.publish_version(actor=planner, now=now, code="PM-07", change_note="Kelas lebih kecil")
    page = queries.programme_page(planner, "PM-07", TODAY)
    assert [entry.version.number for entry in page.history] == [2, 1]
    assert [(d.label, d.old, d.new) for d in page.history[0].changes] == [("Peserta terbesar", "35", "30")]
    assert page.draft is None
    with pytest.raises(CurriculumRefused, match="Belum ada rancangan"):
        services.publish_version(actor=planner, now=now, code="PM-07")


@pytest.mark.django_db
def test_the_list_is_narrowed_by_words_kind_and_method(scope: Any, planner: Actor, now: datetime) -> None:
    dictionary_of_the_catalogue(planner.agency)
    services.adopt_starting_catalogue(actor=planner, now=now)
    learner = Actor(agency=planner.agency, account=None, name="Y", roles=(Held("asn"),))
    found = queries.programmes_page(learner, TODAY, words="antrean prioritas")
    assert [card.version.code for card in found.cards] == ["PM-07"]
    assert found.cards[0].per_head_rupiah is None  # no price list yet
    online = queries.programmes_page(learner, TODAY, kind="teknis", method="daring_mandiri")
    assert {card.version.code for card in online.cards} == {"PT-01", "PT-05", "PT-23", "PT-29"}


@pytest.mark.django_db
def test_unknown_competency_is_named_and_nothing_half_done(scope: Any, planner: Actor, now: datetime) -> None:
    with pytest.raises(CurriculumRefused, match="tidak ada di kamus"), transaction.atomic():
        services.adopt_starting_catalogue(actor=planner, now=now)
    assert Programme.objects.count() == 0


def _with(content: Any, **changes: Any) -> Any:
    return from_plain(to_plain(content) | changes | {"quantity": str(Decimal(content.quantity))})
