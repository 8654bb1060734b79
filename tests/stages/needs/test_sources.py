"""Interviews, study assignments and the AKPK, with their bad input."""

from datetime import date, datetime
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from asah.foundation.access.actor import Actor, NotAllowed
from asah.foundation.jobs.handles import BODIES, JobContext
from asah.foundation.jobs.models import JobRun
from asah.stages.needs import queries, services
from asah.stages.needs.models import Interview, Need, NeedsReport, ReportStep
from asah.stages.needs.services import InterviewChanged, InterviewRefused, ReportRefused, StudyInput, StudyRefused
from tests.factories.town import Town
from tests.stages.needs.conftest import official

pytestmark = pytest.mark.django_db
TODAY = date(2027, 1, 12)
PDF = b"%PDF-1.4 contoh"


def talk(town: Town, maria: Actor, now: datetime, office: str = "Dinas Kesehatan") -> Interview:
    return services.open_interview(
        actor=maria, now=now, year=2027, unit=town.units[office], interviewee="Kepala Dinas", held_on=TODAY
    )


def test_interview_is_saved_while_typed_and_conflicts_are_shown(
    town: Town, maria: Actor, agency: Any, now: datetime
) -> None:
    row = talk(town, maria, now)
    saved = services.save_interview(actor=maria, now=now, interview=row.uid, version=1, answers=["Antrean"])
    assert (saved.version, saved.answers) == (2, ["Antrean", *[""] * 7])
    own = services.save_interview(actor=maria, now=now, interview=row.uid, version=1, answers=["Antrean pagi"])
    assert own.version == 3
    dewi = official(agency, "planner", "Dewi")
    same = services.save_interview(actor=dewi, now=now, interview=row.uid, version=1, answers=["Antrean pagi"])
    assert same.version == 3
    with pytest.raises(InterviewChanged) as conflict:
        services.save_interview(actor=dewi, now=now, interview=row.uid, version=1, answers=["Loket"])
    assert (conflict.value.version, conflict.value.theirs) == (3, {"0": "Antrean pagi"})


def test_only_finished_interviews_with_quotes_count(town: Town, maria: Actor, now: datetime) -> None:
    row = talk(town, maria, now)
    with pytest.raises(InterviewRefused, match="paling sedikit satu kutipan"):
        services.finish_interview(actor=maria, now=now, interview=row.uid)
    quote = {"competency": "MAN-03", "quote": "Pasien tidak paham"}
    services.code_quote(actor=maria, now=now, interview=row.uid, **quote)
    services.refresh_needs(actor=maria, now=now)
    assert not Need.objects.filter(interview_points__gt=0).exists()
    services.finish_interview(actor=maria, now=now, interview=row.uid)
    assert JobRun.objects.filter(name="needs.refresh", args={"unit": row.unit_id, "below": True}).exists()
    services.refresh_needs(actor=maria, now=now, unit=row.unit_id, below=True)
    touched = Need.objects.filter(interview_points__gt=0)
    assert touched.exists()
    assert {need.unit for need in touched} == {row.unit_id}
    with pytest.raises(InterviewRefused, match="unit tempat wawancara"):
        services.code_quote(actor=maria, now=now, interview=row.uid, unit=town.units["Dinas Pendidikan"], **quote)


def test_interviews_are_not_for_everybody(town: Town, maria: Actor, auditor: Actor, now: datetime) -> None:
    talk(town, maria, now)
    with pytest.raises(NotAllowed):
        queries.interviews_of_year(auditor, 2027, TODAY)
    rows, notes = queries.interviews_of_year(maria, 2027, TODAY)
    assert (len(rows), notes) == (1, [])


def study(**more: Any) -> StudyInput:
    values: dict[str, Any] = {
        "degree": "S-2", "field": "Kesehatan masyarakat", "institution": "Universitas Contoh",
        "start": date(2026, 9, 1), "until": date(2027, 6, 30), "frees": True, "letter_number": "800/7/BKPSDM",
        "letter_on": date(2026, 8, 1),
    }  # fmt: skip
    return StudyInput(**{**values, **more})


def test_study_blocks_its_months(town: Town, maria: Actor, now: datetime) -> None:
    person = town.people[4].pk
    row = services.record_study(actor=maria, now=now, person=person, study=study())
    (fact,) = queries.study_in_year(2027)
    assert (fact.person, fact.months, fact.frees) == (person, (1, 2, 3, 4, 5, 6), True)
    assert queries.study_in_year(2028) == []
    with pytest.raises(StudyRefused, match="sudah bertugas belajar"):
        services.record_study(actor=maria, now=now, person=person, study=study(start=date(2027, 6, 1)))
    with pytest.raises(StudyRefused, match="sesudah tanggal mulai"):
        services.record_study(actor=maria, now=now, person=person, study=study(until=date(2026, 1, 1)))
    with pytest.raises(StudyRefused, match="nomor keputusan"):
        services.record_study(actor=maria, now=now, person=person, study=study(letter_number=" "))
    services.end_study(actor=maria, now=now, study=row.uid, last=date(2027, 2, 28))
    assert queries.study_in_year(2027)[0].months == (1, 2)
    assert [one.is_running for one in queries.studies(maria, TODAY)] == [True]


@pytest.fixture
def officials(agency: Any) -> dict[str, Actor]:
    """Those who answer for the AKPK."""
    return {role: official(agency, role, role.replace("_", " ")) for role in ("head_of_agency", "pyb", "ppk")}


def enact(actor: Actor, now: datetime, row: NeedsReport, **more: Any) -> ReportStep:
    decree = {"decree_number": "188.4/12/2027", "decree_on": TODAY, "content": PDF, "name": "sk.pdf"}
    return services.enact_report(actor=actor, now=now, report=row.uid, seen=row.digest, **{**decree, **more})


def test_akpk_goes_its_way_by_four_people(
    town: Town, maria: Actor, officials: dict[str, Actor], files: None, now: datetime
) -> None:
    with pytest.raises(ReportRefused, match="Belum ada kebutuhan"):
        services.compile_report(actor=maria, now=now, year=2027)
    services.refresh_needs(actor=maria, now=now)
    row = services.compile_report(actor=maria, now=now, year=2027)
    with pytest.raises(ReportRefused, match="masih berjalan"):
        services.compile_report(actor=maria, now=now, year=2027)
    step = {"now": now, "report": row.uid, "seen": row.digest}
    with pytest.raises(ReportRefused, match="berstatus Disusun"):
        services.validate_report(actor=officials["pyb"], **step)
    with pytest.raises(ReportRefused, match="berubah sejak"):
        services.verify_report(actor=officials["head_of_agency"], **{**step, "seen": "0" * 64})
    services.verify_report(actor=officials["head_of_agency"], **step)
    services.validate_report(actor=officials["pyb"], **step)
    for gap in ({"decree_number": ""}, {"decree_on": None}, {"content": b""}):
        with pytest.raises(ReportRefused, match="nomor, tanggal, dan berkas"):
            enact(officials["ppk"], now, row, **gap)
    enact(officials["ppk"], now, row)
    page = queries.report_of(maria, row.uid)
    assert page.status_word == "Ditetapkan"
    assert [one.word for one in page.steps] == ["Disusun", "Terverifikasi", "Tervalidasi", "Ditetapkan"]
    assert page.steps[-1].decree == "188.4/12/2027"
    assert services.compile_report(actor=maria, now=now, year=2027).number == 2


def test_nobody_takes_two_steps(town: Town, maria: Actor, agency: Any, now: datetime) -> None:
    services.refresh_needs(actor=maria, now=now)
    row = services.compile_report(actor=maria, now=now, year=2027)
    from dataclasses import replace

    from asah.foundation.access.actor import Held

    both = replace(maria, roles=(Held("planner"), Held("head_of_agency")))
    with pytest.raises(ReportRefused, match="diambil orang lain"):
        services.verify_report(actor=both, now=now, report=row.uid, seen=row.digest)
    assert queries.report_of(both, row.uid).blocked
    with pytest.raises(IntegrityError, match="each_another_person"), transaction.atomic():
        ReportStep.objects.create(
            agency_id=agency.pk, report=row, kind="diverifikasi", account=maria.account, name="M",
            digest_seen=row.digest, taken_at=now,
        )  # fmt: skip


def test_a_return_needs_a_note_and_opens_the_way_for_a_new_one(
    town: Town, maria: Actor, officials: dict[str, Actor], now: datetime
) -> None:
    services.refresh_needs(actor=maria, now=now)
    row = services.compile_report(actor=maria, now=now, year=2027)
    back = {"actor": officials["head_of_agency"], "now": now, "report": row.uid, "seen": row.digest}
    with pytest.raises(ReportRefused, match="Tulis catatannya"):
        services.return_at_verification(**back, remark=" ")
    services.return_at_verification(**back, remark="Distrik belum lengkap")
    assert services.compile_report(actor=maria, now=now, year=2027).number == 2


@pytest.mark.parametrize(("what", "form", "start"), [("akpk", "pdf", b"%PDF-"), ("hcdp", "xlsx", b"PK"),
                                                     ("akpk", "xlsx", b"PK"), ("hcdp", "pdf", b"%PDF-")])  # fmt: skip
def test_files_of_the_akpk(
    town: Town, maria: Actor, agency: Any, files: None, now: datetime, what: str, form: str, start: bytes
) -> None:
    from asah.foundation.documents.services import open_document

    services.adopt_sample_weights(actor=maria, now=now, start=TODAY)
    services.refresh_needs(actor=maria, now=now)
    row = services.compile_report(actor=maria, now=now, year=2027)
    run = services.request_file(actor=maria, now=now, report=row.uid, what=what, form=form)
    handle, run_body = BODIES["needs.file"]
    context = JobContext(agency=agency.pk, run=run.pk, actor=maria, clock=lambda: now)
    run_body(context, handle.args(**run.args))
    import uuid

    document, content = open_document(actor=maria, now=now, uid=uuid.UUID(context.result["document"]))
    assert content.startswith(start)
    assert document.title == f"{what.upper()} 2027 nomor 1"
