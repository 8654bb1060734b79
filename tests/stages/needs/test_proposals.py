"""Asking, deciding, answering: each by another person, with a sentence when it cannot be."""

import threading
from datetime import date, datetime
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from asah.foundation.access.actor import Actor, NotAllowed
from asah.foundation.access.models import Agency
from asah.foundation.access.scope import agency_scope
from asah.foundation.documents.models import Document
from asah.stages.budget import services as budget
from asah.stages.catalogue import services as catalogue
from asah.stages.needs import queries, services
from asah.stages.needs.models import Need, Proposal, ProposalDecision
from asah.stages.needs.services import Answered, Letter, ProposalRefused
from asah.stages.people.models import Posting
from tests.factories.town import Town, small_town
from tests.stages.needs.conftest import official

pytestmark = pytest.mark.django_db
TODAY = date(2027, 1, 12)
PDF = b"%PDF-1.4 contoh"


def ask(actor: Actor, now: datetime, person: int, **more: Any) -> Proposal:
    values: dict[str, Any] = {"year": 2027, "competency": "MAN-05", "basis": "akpk", "reason": "Antrean panjang"}
    return services.propose(actor=actor, now=now, person=person, **{**values, **more})


@pytest.fixture
def head(agency: Any, town: Town) -> Actor:
    """The head of Dinas Kesehatan: superior of every fifth person, the first being himself."""
    return official(agency, "superior", "Kepala Dinas", person=town.people[0].pk)


@pytest.fixture
def own(agency: Any, town: Town) -> Actor:
    """A clerk of Dinas Kesehatan."""
    return official(agency, "asn", "Pegawai", person=town.people[5].pk)


def test_voice_follows_from_who_asks_for_whom(town: Town, maria: Actor, head: Actor, own: Actor, now: datetime) -> None:
    clerk = town.people[5].pk
    assert ask(head, now, clerk).voice == "atasan"
    assert ask(own, now, clerk, basis="minat").voice == "diri"
    assert ask(maria, now, clerk, basis="hcdp").voice == "opd"
    with pytest.raises(NotAllowed):
        ask(own, now, town.people[6].pk, basis="minat")
    with pytest.raises(NotAllowed):
        ask(head, now, town.people[6].pk)


def test_basis_letter_and_reason_are_asked_for(town: Town, maria: Actor, own: Actor, now: datetime) -> None:
    clerk = town.people[5].pk
    with pytest.raises(ProposalRefused, match="nomor dan tanggal"):
        ask(maria, now, clerk, basis="surat")
    with pytest.raises(ProposalRefused, match="Pilih dasar"):
        ask(maria, now, clerk, basis="minat")
    with pytest.raises(ProposalRefused, match="Tulis alasannya"):
        ask(maria, now, clerk, reason=" ")
    with pytest.raises(ProposalRefused, match="kompetensi yang ada"):
        ask(maria, now, clerk, competency="TIDAK")


def test_letter_is_filed_and_readable_by_who_may(town: Town, maria: Actor, files: None, now: datetime) -> None:
    letter = Letter("400/12/RSUD", date(2027, 1, 4), PDF, "surat.pdf")
    row = ask(maria, now, town.people[5].pk, basis="surat", letter=letter)
    document = Document.objects.get(pk=row.document_id)
    assert (document.kind, document.unit_path, row.letter_number) == ("needs.letter", row.path, "400/12/RSUD")
    shown = queries.proposal_of(maria, row.uid, TODAY)
    assert (shown.document, shown.letter_on) == (document.uid, date(2027, 1, 4))


def test_second_time_is_refused_with_the_way_out(town: Town, maria: Actor, now: datetime) -> None:
    ask(maria, now, town.people[5].pk)
    with pytest.raises(ProposalRefused, match="sudah diusulkan untuk kompetensi ini pada 2027"):
        ask(maria, now, town.people[5].pk)


def test_who_retires_before_the_class_is_refused_with_others(
    scope: Any, town: Town, maria: Actor, now: datetime
) -> None:
    budget.adopt_sample_standards(actor=maria, now=now)
    catalogue.adopt_starting_catalogue(actor=maria, now=now)
    Posting.objects.filter(person=town.people[7]).update(retires_on=date(2027, 2, 1))
    with pytest.raises(ProposalRefused, match=r"batas usia pensiun pada 01/02/2027.*Usulkan orang lain"):
        ask(maria, now, town.people[7].pk)
    assert not Proposal.objects.exists()


def test_proposer_is_never_decider(town: Town, maria: Actor, agency: Any, now: datetime) -> None:
    row = ask(maria, now, town.people[5].pk)
    with pytest.raises(ProposalRefused, match="orang lain yang memeriksanya"):
        services.decide_proposal(actor=maria, now=now, proposal=row.uid, kind="diterima", reason="Ya")
    with pytest.raises(IntegrityError, match="needs_decision_four_eyes"), transaction.atomic():
        ProposalDecision.objects.create(
            agency_id=agency.pk, proposal=row, round=1, proposer=row.proposer, decider=row.proposer,
            decider_name="Maria", kind="diterima", reason="Ya", decided_at=now,
        )  # fmt: skip
    with transaction.atomic(), connection.cursor() as cursor:
        ProposalDecision.objects.create(
            agency_id=agency.pk, proposal=row, round=1, proposer=row.proposer + 1, decider=row.proposer,
            decider_name="Maria", kind="diterima", reason="Ya", decided_at=now,
        )  # fmt: skip
        with pytest.raises(IntegrityError, match="needs_decision_same_proposal"):
            cursor.execute("set constraints all immediate")
        transaction.set_rollback(True)


def test_returned_mended_accepted_and_weighed(town: Town, maria: Actor, head: Actor, now: datetime) -> None:
    clerk = town.people[5].pk
    row = ask(head, now, clerk, competency="TEK-HUKUM")
    services.decide_proposal(actor=maria, now=now, proposal=row.uid, kind="dikembalikan", reason="Sebut tugasnya")
    with pytest.raises(ProposalRefused, match="sudah diputuskan"):
        services.decide_proposal(actor=maria, now=now, proposal=row.uid, kind="diterima", reason="Ya")
    with pytest.raises(ProposalRefused, match="Hanya pengusul"):
        services.send_again(actor=maria, now=now, proposal=row.uid, reason="Menyusun perda")
    services.send_again(actor=head, now=now, proposal=row.uid, reason="Menyusun perda")
    services.refresh_needs(actor=maria, now=now)
    assert not Need.objects.filter(person=clerk, competency=town.competencies["TEK-HUKUM"].pk).exists()
    services.decide_proposal(actor=maria, now=now, proposal=row.uid, kind="diterima", reason="Sesuai AKPK")
    services.refresh_needs(actor=maria, now=now)
    need = Need.objects.get(person=clerk, competency=town.competencies["TEK-HUKUM"].pk)
    assert (float(need.proposal_points), need.asked, need.gap) == (0.5, True, None)
    assert ProposalDecision.objects.filter(proposal=row).count() == 2


def test_withdrawing_is_the_proposers(town: Town, maria: Actor, head: Actor, now: datetime) -> None:
    row = ask(head, now, town.people[5].pk)
    with pytest.raises(ProposalRefused, match="ditarik oleh pengusulnya, Kepala Dinas"):
        services.withdraw(actor=maria, now=now, proposal=row.uid)
    services.withdraw(actor=head, now=now, proposal=row.uid)
    assert ask(head, now, town.people[5].pk).status == "diajukan"


def test_officer_decides_within_his_units_only(town: Town, agency: Any, maria: Actor, now: datetime) -> None:
    root = town.units["Pemerintah Kota"]
    inside = f"/{root}/{town.units['Dinas Kesehatan']}/"
    officer = official(agency, "personnel_officer", "Ester", unit_path=inside)
    here, there = ask(maria, now, town.people[5].pk), ask(maria, now, town.people[6].pk)
    services.decide_proposal(actor=officer, now=now, proposal=here.uid, kind="diterima", reason="Benar")
    with pytest.raises(NotAllowed):
        services.decide_proposal(actor=officer, now=now, proposal=there.uid, kind="diterima", reason="Benar")
    page = queries.proposals_page(officer, 2027, TODAY)
    assert [row.uid for row in page.rows] == [here.uid]


def test_plan_answers_through_its_pipe(town: Town, maria: Actor, head: Actor, now: datetime) -> None:
    from asah.foundation.access.permissions import Permission
    from asah.foundation.audit.door import use_case

    row = ask(head, now, town.people[5].pk)

    @use_case(Permission.NEED_REFRESH, says="{actor} menguji")
    def outer(*, actor: Actor, now: datetime) -> int:
        answers = [Answered(row.pk, "menunggu", "Kursi habis: urutan 31 dari 52.")]
        return services.answer_proposals(actor=actor, now=now, plan="RN-2027-01", answers=answers)

    assert outer(actor=maria, now=now) == 1
    seen = queries.proposal_of(head, row.uid, TODAY)
    assert (seen.answer_word, seen.answer_reason) == ("Daftar tunggu", "Kursi habis: urutan 31 dari 52.")
    with pytest.raises(ProposalRefused, match="Rencana sudah menjawab"):
        services.withdraw(actor=head, now=now, proposal=row.uid)


@pytest.mark.django_db(transaction=True)
def test_two_deciders_at_once_make_one_decision(now: datetime) -> None:
    agency = Agency.objects.create(slug="sorong", name="Kota Sorong", zone="Asia/Jayapura")
    proposer = official(agency, "planner", "Maria W.")
    deciders = [official(agency, "planner", f"Pemeriksa {n}") for n in range(2)]
    with agency_scope(agency.pk):
        town = small_town(agency.pk, 20)
        row = ask(proposer, now, town.people[7].pk)
    outcomes: list[str] = []
    gate = threading.Barrier(2)

    def decide(actor: Actor, kind: str) -> None:
        gate.wait()
        try:
            with agency_scope(agency.pk):
                services.decide_proposal(actor=actor, now=now, proposal=row.uid, kind=kind, reason="Ya")
            outcomes.append(kind)
        except ProposalRefused as refused:
            outcomes.append(str(refused))
        finally:
            connection.close()

    threads = [
        threading.Thread(target=decide, args=pair) for pair in zip(deciders, ("diterima", "ditolak"), strict=True)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(outcome in ("diterima", "ditolak") for outcome in outcomes) == 1
    assert any("sudah diputuskan" in outcome for outcome in outcomes)
    with agency_scope(agency.pk):
        assert ProposalDecision.objects.count() == 1
