"""The price of equality: computed once for a run, and the point that a decision maker signs."""

import uuid
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from asah.foundation.access.actor import Actor
from asah.foundation.access.permissions import Permission
from asah.foundation.audit.door import note, use_case
from asah.foundation.jobs.models import JobRun
from asah.stages.plan.events import FAIRNESS, FrontierArgs
from asah.stages.plan.models import FairnessChoice, FairnessCurve, PlanRun
from asah.stages.plan.queries.equality import curve_of
from asah.stages.plan.services.deciding import DecisionRefused
from asah.stages.plan.services.running import subject_of_run
from asah.stages.plan.services.scenarios import subject_of_scenario
from asah_basics.canonical import digest


@use_case(Permission.PLAN_SOLVE, on=subject_of_scenario, says=_("{actor} meminta harga pemerataan {label}"))
def request_curve(*, actor: Actor, now: datetime, scenario: uuid.UUID) -> JobRun | None:
    """Queue the computation for the newest run; None when it is there, or nothing was computed yet."""
    run = PlanRun.objects.filter(scenario__uid=scenario, status=PlanRun.Status.DONE).order_by("-pk").first()
    if run is None or FairnessCurve.objects.filter(run=run).exists():
        return None
    link = f"/rencana/skenario/{scenario}/pemerataan/"
    return FAIRNESS.enqueue(FrontierArgs(run.pk), actor=actor, now=now, dedupe=str(run.pk), link=link)


@use_case(Permission.PLAN_KEEP, on=subject_of_run, says=_("{actor} menyimpan harga pemerataan {label}"))
def keep_curve(*, actor: Actor, now: datetime, run: int, points: Sequence[dict[str, Any]]) -> FairnessCurve:
    """Keep the curve of a run; a second one changes nothing."""
    row, _is_new = FairnessCurve.objects.get_or_create(
        agency_id=actor.agency, run_id=run, defaults={"points": list(points)}
    )
    note(points=len(row.points))
    return row


@use_case(Permission.PLAN_APPROVE, on=subject_of_scenario, says=_("{actor} menandatangani pilihan pemerataan {label}"))
def sign_fairness(
    *, actor: Actor, now: datetime, scenario: uuid.UUID, floor_percent: int, reason: str
) -> FairnessChoice:
    """Sign a point of the newest run's curve; the planner then plans with it. Raises DecisionRefused."""
    curve = curve_of(scenario)
    if curve is None or actor.account is None:
        raise DecisionRefused("Harga pemerataan belum dihitung. Minta perencana menghitungnya lebih dulu.")
    known = {0: 0.0} | {round(100 * one["floor"]): float(one["price"]) for one in curve.points if one["reachable"]}
    if floor_percent not in known:
        raise DecisionRefused("Pilih salah satu titik yang dapat dicapai.")
    if not reason.strip():
        raise DecisionRefused("Tulis alasan pilihan Anda. Satu kalimat cukup.")
    choice = FairnessChoice.objects.create(
        agency_id=actor.agency,
        curve=curve,
        floor_percent=floor_percent,
        price_percent=known[floor_percent],
        reason=reason.strip(),
        digest=digest(curve.points),
        by=actor.account,
        by_name=actor.name,
        signed_at=now,
    )
    note(floor=floor_percent, price=choice.price_percent, digest=choice.digest)
    return choice
