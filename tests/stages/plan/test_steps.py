"""Usulan -> Terverifikasi -> Tervalidasi -> Ditetapkan: another person each, in order, on what was seen, by decree."""

import uuid
from datetime import date, datetime
from typing import Any

import pytest
from django.db import IntegrityError, connection

from asah.foundation.access.actor import Actor, Held, NotAllowed
from asah.foundation.access.models import Account
from asah.foundation.access.scope import agency_scope
from asah.stages.plan import queries, services
from asah.stages.plan.models import Decision, PlanRun, Scenario, Submission
from tests.stages.plan.conftest import furnish
from tests.stages.plan.quick import quick_run

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("files")]
DECREE = services.Decree("800/12/2027", date(2027, 1, 11), b"%PDF-1.7 keputusan")


def actor(agency: Any, username: str, *roles: str) -> Actor:
    account = Account.objects.create(username=username, name=username.title())
    return Actor(agency=agency.pk, account=account.pk, name=username.title(), roles=tuple(Held(one) for one in roles))


class Hall:
    """A submitted plan and the three officials."""

    def __init__(self, agency: Any, maria: Actor, now: datetime, **values: Any) -> None:
        self.agency, self.maria, self.now = agency, maria, now
        self.head = actor(agency, "kepala", "head_of_agency")
        self.sekda = actor(agency, "sekda", "pyb")
        self.mayor = actor(agency, "walikota", "ppk")
        with agency_scope(agency.pk):
            furnish(maria, now, size=40, budget_rupiah=60_000_000)
            self.scenario = services.open_scenario(actor=maria, now=now, year=2027)
            Scenario.objects.filter(pk=self.scenario.pk).update(**values)
        self.run = quick_run(agency, maria, now, self.scenario)
        self.submission = self.submit()

    def submit(self) -> Submission:
        with agency_scope(self.agency.pk):
            return services.submit_plan(actor=self.maria, now=self.now, scenario=self.scenario.uid, note_text="2027")

    def given(self, who: Actor, submission: Submission | None = None) -> dict[str, Any]:
        row = submission or self.submission
        return {"actor": who, "now": self.now, "submission": row.uid, "seen": row.digest, "reason": "Sesuai pagu"}

    def status(self) -> str:
        return str(Scenario.objects.get(pk=self.scenario.pk).status)


@pytest.fixture
def hall(agency: Any, maria: Actor, now: datetime) -> Hall:
    return Hall(agency, maria, now)


def test_three_steps_three_people_one_decree(hall: Hall) -> None:
    with agency_scope(hall.agency.pk):
        assert [row.pk for row in queries.waiting_decisions(hall.head)] == [hall.submission.pk]
        assert queries.waiting_decisions(hall.mayor) == []
        services.verify_plan(**hall.given(hall.head))
        assert hall.status() == "terverifikasi"
        with pytest.raises(NotAllowed):
            services.validate_plan(**hall.given(hall.head))
        services.validate_plan(**hall.given(hall.sekda))
        assert [row.pk for row in queries.waiting_decisions(hall.mayor)] == [hall.submission.pk]
        for missing, word in (
            (services.Decree("", DECREE.on, DECREE.content), "nomor"),
            (services.Decree("1", None, DECREE.content), "tanggal"),
            (services.Decree("1", DECREE.on, b""), "berkas"),
        ):
            with pytest.raises(services.DecisionRefused, match=f"Penetapan perlu {word} keputusan"):
                services.enact_plan(**hall.given(hall.mayor), decree=missing)
        with pytest.raises(services.DecisionRefused, match="belum tiba"):
            services.enact_plan(**hall.given(hall.mayor), decree=services.Decree("1", date(2027, 2, 1), DECREE.content))
        decision = services.enact_plan(**hall.given(hall.mayor), decree=DECREE)
        assert (decision.number, decision.decree_number, hall.status()) == ("RN-2027-01", "800/12/2027", "ditetapkan")
        history = queries.scenario_page(hall.maria, hall.scenario.uid).history
        assert [event.text.split()[0] for event in history if "oleh" in event.text and event.url == ""][-3:] == [
            "Usulan", "Terverifikasi", "Tervalidasi",
        ]  # fmt: skip
        assert history[-1].url == f"/berkas/{decision.decree_document}/"
        assert all(event.is_done for event in history)
        assert len(queries.enacted_seats(2027)) == hall.run.seats
        with pytest.raises(services.ScenarioLocked, match="tidak diubah"):
            services.set_budget(actor=hall.maria, now=hall.now, scenario=hall.scenario.uid, budget_rupiah=1_000_000)


def test_nobody_takes_two_steps_even_with_two_offices(hall: Hall) -> None:
    both = actor(hall.agency, "rangkap", "head_of_agency", "pyb")
    with agency_scope(hall.agency.pk):
        services.verify_plan(**hall.given(both))
        assert queries.waiting_decisions(both) == []
        with pytest.raises(services.DecisionRefused, match="Setiap langkah diambil orang lain"):
            services.validate_plan(**hall.given(both))


def test_a_stale_page_is_told_how_many_changes(hall: Hall) -> None:
    with agency_scope(hall.agency.pk):
        services.return_plan(**hall.given(hall.head) | {"reason": "Tambah kuota Sorong Kepulauan"})
        assert hall.status() == "dikembalikan"
        for budget in (70_000_000, 80_000_000):
            services.set_budget(actor=hall.maria, now=hall.now, scenario=hall.scenario.uid, budget_rupiah=budget)
        with pytest.raises(services.PlanChanged) as told:
            services.verify_plan(**hall.given(hall.head))
        assert str(told.value) == "Rencana berubah sejak Anda membukanya (2 perubahan). Tinjau dulu."
    quick_run(hall.agency, hall.maria, hall.now, hall.scenario)
    again = hall.submit()
    with agency_scope(hall.agency.pk):
        with pytest.raises(services.PlanChanged):
            services.verify_plan(**hall.given(hall.head) | {"submission": again.uid})
        services.verify_plan(**hall.given(hall.head, again))
        memo = queries.decision_page(hall.sekda, again.uid).memo
        assert memo is not None
        assert memo.changed.startswith("Sejak pengajuan sebelumnya") or "sama dengan" in memo.changed


def test_before_the_dpa_nobody_enacts(agency: Any, maria: Actor, now: datetime) -> None:
    hall = Hall(agency, maria, now, stage="rkpd")
    with agency_scope(agency.pk):
        services.verify_plan(**hall.given(hall.head))
        services.validate_plan(**hall.given(hall.sekda))
        with pytest.raises(services.DecisionRefused, match="berdasarkan DPA"):
            services.enact_plan(**hall.given(hall.mayor), decree=DECREE)
        later = services.carry_scenario(actor=maria, now=now, scenario=hall.scenario.uid)
        assert (later.stage, later.came_from_id, later.budget_rupiah) == ("kua_ppas", hall.scenario.pk, 60_000_000)
        with pytest.raises(services.DecisionRefused, match="sudah diteruskan"):
            services.carry_scenario(actor=maria, now=now, scenario=hall.scenario.uid)
        assert [row.scenario.stage for row in queries.stages_of(maria, later)] == ["rkpd", "kua_ppas"]


def test_a_change_keeps_the_past_and_names_who_moves(hall: Hall) -> None:
    with agency_scope(hall.agency.pk):
        services.verify_plan(**hall.given(hall.head))
        services.validate_plan(**hall.given(hall.sekda))
        services.enact_plan(**hall.given(hall.mayor), decree=DECREE)
        with pytest.raises(services.DecisionRefused, match="di tahun 2027"):
            services.open_change(actor=hall.maria, now=hall.now, scenario=hall.scenario.uid, from_on=date(2028, 7, 1))
        change = services.open_change(
            actor=hall.maria, now=hall.now, scenario=hall.scenario.uid, from_on=date(2027, 6, 1)
        )
        change = services.set_budget(actor=hall.maria, now=hall.now, scenario=change.uid, budget_rupiah=45_000_000)
        before = {(row.person_id, row.programme.code, row.month) for row in queries.enacted_seats(2027)}
    run = quick_run(hall.agency, hall.maria, hall.now, change)
    with agency_scope(hall.agency.pk):
        from asah.stages.plan.models import PlanSeat

        after = {
            (row.person_id, row.programme.code, row.month)
            for row in PlanSeat.objects.filter(run=run).select_related("programme")
        }
        past = {key for key in before if key[2] < 6}
        assert past
        assert past == {key for key in after if key[2] < 6}
        page = queries.change_page(hall.maria, change.uid, date(2027, 1, 12))
        old, new = ({key[:2] for key in rows} for rows in (before, after))
        assert (page.gained, page.lost) == (len(new - old), len(old - new))
        assert page.gained + page.lost == len(page.rows)
        fresh = services.submit_plan(actor=hall.maria, now=hall.now, scenario=change.uid)
        for deed, who in ((services.verify_plan, hall.head), (services.validate_plan, hall.sekda)):
            deed(**hall.given(who, fresh))
        with pytest.raises(services.DecisionRefused, match="sudah dipakai"):
            services.enact_plan(**hall.given(hall.mayor, fresh), decree=DECREE)
        second = services.Decree("800/99/2027", DECREE.on, DECREE.content)
        decision = services.enact_plan(**hall.given(hall.mayor, fresh), decree=second)
        assert decision.number == "RN-2027-02"
        assert hall.status() == "digantikan"
        assert {(row.person_id, row.programme.code, row.month) for row in queries.enacted_seats(2027)} == after


def _by_sql(hall: Hall, **values: Any) -> None:
    row = {
        "agency_id": hall.agency.pk, "submission_id": hall.submission.pk, "requester": hall.submission.requester,
        "last_editor": hall.submission.last_editor, "digest_seen": hall.submission.digest, "decider": hall.head.account,
        "decider_name": "x", "kind": "terverifikasi", "reason": "x", "number": "", "step": 1, "passed": True,
        "follows": None, "follows_passed": None, "decree_number": "", "decree_digest": "", "decree_on": None,
        "decided_at": hall.now, **values,
    }  # fmt: skip
    columns = ", ".join(row)
    marks = ", ".join(["%s"] * len(row))
    with agency_scope(hall.agency.pk), connection.cursor() as cursor:
        cursor.execute(f"insert into plan_decision ({columns}) values ({marks})", list(row.values()))


def test_not_even_sql_gets_round_the_steps(hall: Hall) -> None:
    second = {"kind": "tervalidasi", "step": 2, "follows": 1, "follows_passed": True, "decider": hall.sekda.account}
    third = {"kind": "ditetapkan", "step": 3, "follows": 2, "follows_passed": True, "decider": hall.mayor.account}
    decree = {"decree_number": "1", "decree_digest": "a" * 64, "decree_on": date(2027, 1, 1)}
    for wrong in (
        {"decider": hall.maria.account},
        {"requester": hall.head.account or 0, "decider": hall.sekda.account},
        {"digest_seen": "0" * 64},
        second,
        {"kind": "tervalidasi"},
        {"step": 2, "follows": None, "kind": "tervalidasi"},
    ):
        with pytest.raises(IntegrityError):
            _by_sql(hall, **wrong)
    _by_sql(hall)
    with pytest.raises(IntegrityError):
        _by_sql(hall, **second | {"decider": hall.head.account})
    _by_sql(hall, **second)
    with pytest.raises(IntegrityError):
        _by_sql(hall, **third)
    _by_sql(hall, **third, **decree)
    with agency_scope(hall.agency.pk):
        assert Decision.objects.count() == 3
        returned = uuid.uuid4()
        fresh = Submission.objects.create(
            agency_id=hall.agency.pk, uid=returned, run=PlanRun.objects.get(), requester=hall.maria.account or 0,
            requester_name="x", last_editor=hall.maria.account or 0, digest=hall.submission.digest,
            submitted_at=hall.now,
        )  # fmt: skip
    _by_sql(hall, submission_id=fresh.pk, kind="dikembalikan", passed=False)
    with pytest.raises(IntegrityError):  # a returned plan has no second step
        _by_sql(hall, submission_id=fresh.pk, **second)
