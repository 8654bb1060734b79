"""Pages tried through Django's client: what a role does with a POST, and what it reads afterwards."""

from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from asah.foundation.access.scope import agency_scope
from asah.foundation.jobs.models import JobRun
from asah.stages.needs import services
from asah.stages.needs.models import Interview, Need, NeedsReport, Proposal, ServiceWeight, StudyAssignment
from asah.stages.people.models import PersonNumber
from tests.desks.conftest import Town
from tests.factories.competence import dictionary_of_the_catalogue
from tests.stages.needs.pages import NOW, planner

pytestmark = pytest.mark.django_db


@pytest.fixture
def needing(agency: Any) -> Town:
    """The matrix's town with the dictionaries and one need of the clerk."""
    town = Town(agency)
    with agency_scope(town.agency.pk):
        competency = dictionary_of_the_catalogue(town.agency.pk)["MAN-05"]
        Need.objects.create(
            agency_id=town.agency.pk, person=town.clerk.pk, unit=town.unit.pk, path=f"/{town.unit.pk}/",
            competency=competency.pk, required=3, held=2, gap=1, low=1, high=3, gap_points=1, factor=1, weight=1,
            place=1, contradicts=True, since=date(2027, 1, 1), refreshed_at=NOW,
        )  # fmt: skip
    return town


def login(town: Any, role: str, name: str = "") -> Any:
    person = {"asn": town.clerk, "superior": town.head}.get(role)
    grants = () if person else (role,)
    return town.client(f"{role}-{name or 'satu'}", name or f"Orang {role}", *grants, person=person)


def test_card_shows_parts_and_contradiction(needing: Any) -> None:
    body = login(needing, "asn").get(reverse("needs_mine")).content.decode()
    assert "Level 2 dari syarat 3: kurang 1 level." in body
    assert "Sumber berbeda 2 level" in body
    assert "Saya berminat" in body


def test_own_wish_is_sent_decided_by_another_and_read(needing: Any) -> None:
    asn, office = login(needing, "asn"), login(needing, "planner")
    url = reverse("needs_propose", args=[needing.clerk.uid])
    refused = asn.post(url, {"competency": "MAN-05", "reason": ""})
    assert refused.status_code == 422
    assert asn.post(url, {"competency": "MAN-05", "reason": "Loket ramai"}).status_code == 302
    with agency_scope(needing.agency.pk):
        row = Proposal.objects.get()
        assert (row.voice, row.basis) == ("diri", "minat")
    decide = reverse("needs_proposal_decide", args=[row.uid])
    assert asn.post(decide, {"kind": "diterima", "reason": "Ya"}).status_code == 403
    assert office.post(decide, {"kind": "dikembalikan", "reason": "Sebut tugasnya"}).status_code == 302
    page = reverse("needs_proposal", args=[row.uid])
    assert "Sebut tugasnya" in asn.get(page).content.decode()
    back = reverse("needs_proposal_withdraw", args=[row.uid])
    assert asn.post(back, {"tindakan": "kirim", "reason": "Menerima 60 warga sehari"}).status_code == 302
    with agency_scope(needing.agency.pk):
        assert Proposal.objects.get().status == "diajukan"
    assert asn.post(back, {}).status_code == 302
    with agency_scope(needing.agency.pk):
        assert Proposal.objects.get().status == "ditarik"


def test_who_proposed_sees_why_he_may_not_decide(needing: Any) -> None:
    office = login(needing, "planner")
    office.post(
        reverse("needs_propose", args=[needing.clerk.uid]),
        {"competency": "MAN-05", "basis": "akpk", "reason": "Loket"},
    )
    with agency_scope(needing.agency.pk):
        row = Proposal.objects.get()
    assert "orang lain yang memeriksanya" in office.get(reverse("needs_proposal", args=[row.uid])).content.decode()
    answer = office.post(reverse("needs_proposal_decide", args=[row.uid]), {"kind": "diterima", "reason": "Ya"})
    assert answer.status_code == 422
    assert "orang lain yang memeriksanya" in answer.content.decode()


def test_interview_from_opening_to_needs(needing: Any) -> None:
    office = login(needing, "planner")
    opened = {"unit": str(needing.unit.pk), "interviewee": "Kepala loket", "held_on": "04/01/2027"}
    assert office.post(reverse("needs_interview_new"), opened).status_code == 302
    with agency_scope(needing.agency.pk):
        talk = Interview.objects.get()
    save = reverse("needs_interview_save", args=[talk.uid])
    answers = {"version": "1", "a0": "Antrean panjang"}
    assert office.post(save, answers, headers={"X-Asah-Autosave": "1"}).json() == {"version": 2}
    other = login(needing, "planner", "dua")
    assert other.post(save, {"version": "1", "a0": "Lain"}, headers={"X-Asah-Autosave": "1"}).status_code == 409
    assert "Antrean panjang" in other.post(save, {"version": "1", "a0": "Lain"}).content.decode()
    finish = reverse("needs_interview_finish", args=[talk.uid])
    office.post(finish)
    with agency_scope(needing.agency.pk):
        assert Interview.objects.get().status == "draf"
    quote = reverse("needs_interview_quote", args=[talk.uid])
    assert office.post(quote, {"quote": "Warga menunggu", "competency": "MAN-05"}).status_code == 302
    office.post(finish)
    with agency_scope(needing.agency.pk):
        assert Interview.objects.get().status == "selesai"
        assert JobRun.objects.filter(name="needs.refresh").exists()
    page = office.get(reverse("needs_interviews")).content.decode()
    assert "“Warga menunggu”" in page


def test_importance_and_study_from_their_forms(needing: Any) -> None:
    office = login(needing, "planner")
    weight = {"job_family": "*", "competency": "MAN-05", "factor": "1,5", "reason": "Loket", "start": "01/01/2027"}
    assert office.post(reverse("needs_importance"), {**weight, "factor": "9"}).status_code == 422
    assert office.post(reverse("needs_importance"), weight).status_code == 302
    assert login(needing, "asn").post(reverse("needs_importance"), weight).status_code == 403
    study = {
        "nip": "1", "degree": "S-2", "field": "Gizi", "institution": "Universitas", "start": "01/02/2027",
        "until": "31/12/2028", "frees": "on", "letter_number": "800/1", "letter_on": "04/01/2027",
    }  # fmt: skip
    assert office.post(reverse("needs_studies"), study).status_code == 422
    with agency_scope(needing.agency.pk):
        assert ServiceWeight.objects.count() == 1
        nip = PersonNumber.objects.get(person=needing.clerk).nip
    assert office.post(reverse("needs_studies"), {**study, "nip": nip}).status_code == 302
    with agency_scope(needing.agency.pk):
        uid = StudyAssignment.objects.get().uid
    assert office.post(reverse("needs_study_end", args=[uid])).status_code == 302


def test_akpk_step_by_step_on_its_page(needing: Any, tmp_path: Any, settings: Any) -> None:
    settings.FILES_DIR = tmp_path / "files"
    office = login(needing, "planner")
    assert office.post(reverse("needs_reports")).status_code == 302
    with agency_scope(needing.agency.pk):
        row = NeedsReport.objects.get()
    page = reverse("needs_report", args=[row.uid])
    assert office.post(page, {"seen": row.digest, "tindakan": "lanjut"}).status_code == 403
    for role in ("head_of_agency", "pyb"):
        assert login(needing, role).post(page, {"seen": row.digest, "tindakan": "lanjut"}).status_code == 302
    mayor = login(needing, "ppk")
    missing = mayor.post(page, {"seen": row.digest, "tindakan": "lanjut"})
    assert missing.status_code == 422
    assert "nomor, tanggal, dan berkas keputusan" in missing.content.decode()
    decree = {
        "seen": row.digest, "tindakan": "lanjut", "decree_number": "188/1/2027", "decree_on": "04/01/2027",
        "decree": SimpleUploadedFile("sk.pdf", b"%PDF-1.4 x", "application/pdf"),
    }  # fmt: skip
    assert mayor.post(page, decree).status_code == 302
    assert "188/1/2027" in office.get(page).content.decode()
    assert office.post(reverse("needs_report_file", args=[row.uid, "akpk", "pdf"])).status_code == 302
    with agency_scope(needing.agency.pk):
        assert JobRun.objects.filter(name="needs.file").count() == 1


def test_refresh_is_asked_for_by_who_may(needing: Any) -> None:
    assert login(needing, "auditor").post(reverse("needs_refresh")).status_code == 403
    assert login(needing, "planner").post(reverse("needs_refresh")).status_code == 302
    with agency_scope(needing.agency.pk):
        assert JobRun.objects.filter(name="needs.refresh").count() == 1
        services.refresh_needs(actor=planner(needing), now=NOW)
        assert not Need.objects.exists()
