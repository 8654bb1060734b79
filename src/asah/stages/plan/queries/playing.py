"""What the slider needs: the computed budgets of a scenario's settings, and an estimate at any of them."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from asah.foundation.access.actor import Actor, NotThere
from asah.stages.plan.models import FrontierPoint, PlanProgramme, PlanRun, Scenario
from asah.stages.plan.queries.scenarios import readable, settings_now
from asah.stages.plan.rules.frontier import HIGHEST, LOWEST, STEP_RUPIAH, Marginal, Point, at_budget, marginal
from asah_basics.canonical import digest


def basis_of(settings: Mapping[str, Any]) -> str:
    """What all budgets of one slider share: the settings but the budget, as a digest."""
    return digest({key: value for key, value in settings.items() if key != "budget_rupiah"})


@dataclass(frozen=True)
class Slider:
    """The computed budgets of a scenario as it stands, the run they started from, and the ends of the slider."""

    scenario: Scenario
    run: PlanRun
    points: tuple[Point, ...]
    low: int
    high: int

    def estimate(self, budget: int) -> Point:
        """The plan at a budget: exact where it was computed, else between two neighbours."""
        return at_budget(self.points, budget)

    def marginal(self, budget: int) -> Marginal | None:
        """What Rp100 juta more buy."""
        return marginal(self.points, budget)

    @property
    def curve(self) -> list[tuple[float, float]]:
        """(rupiah, share of the gap closed) of every computed budget."""
        return [(float(point.budget_rupiah), point.closed_share) for point in self.points]


def slider_of(actor: Actor, uid: uuid.UUID) -> Slider | None:
    """The slider of a scenario; None while fewer than two budgets are computed for its settings. Raises NotThere."""
    row = readable(actor).filter(uid=uid).first()
    if row is None:
        raise NotThere("Skenario ini tidak ada.")
    basis = basis_of(settings_now(row).plain())
    found = list(FrontierPoint.objects.filter(basis=basis).select_related("run").order_by("run", "budget_rupiah"))
    if not found:
        return None
    run = found[-1].run  # the newest walk of these settings
    rows = {one.budget_rupiah: Point.read(one.budget_rupiah, one.facts) for one in found if one.run_id == run.pk}
    if len(rows) < 2:
        return None
    own = int(run.settings["budget_rupiah"])
    low, high = (round(own * share / STEP_RUPIAH) * STEP_RUPIAH for share in (LOWEST, HIGHEST))
    points = tuple(rows[budget] for budget in sorted(rows))
    return Slider(row, run, points, max(STEP_RUPIAH, low), max(high, row.budget_rupiah))


@dataclass(frozen=True)
class EstimateRow:
    """A programme at the slider's place, beside where it stands in the exact plan."""

    code: str
    name: str
    seats: int
    cost_rupiah: int
    points: float
    is_in: bool
    moved: str


def estimate_rows(slider: Slider, point: Point, before: Point) -> list[EstimateRow]:
    """Programmes of the estimate, the one that closes most first; `moved` says who enters or leaves since `before`."""
    names = dict(PlanProgramme.objects.filter(run=slider.run).values_list("code", "name"))
    gap = point.gap_levels or 1.0
    rows = []
    for code, name in names.items():
        part, old = point.programmes.get(code), before.programmes.get(code)
        has, had = bool(part and part.seats), bool(old and old.seats)
        if not has and not had:
            continue
        moved = "" if has == had else "masuk" if has else "keluar"
        shown = part if part and has else old
        levels = shown.levels if shown else 0.0
        seats, cost = (part.seats, part.cost_rupiah) if part and has else (0, old.cost_rupiah if old else 0)
        rows.append(EstimateRow(code, name, seats, cost, 100.0 * levels / gap, has, moved))
    return sorted(rows, key=lambda row: (not row.is_in, row.moved != "keluar", -row.points, row.code))


def programme_words(slider: Slider, codes: Sequence[str]) -> tuple[str, ...]:
    """Names of programmes of the slider's run, in the order of the codes."""
    names = dict(PlanProgramme.objects.filter(run=slider.run, code__in=list(codes)).values_list("code", "name"))
    return tuple(names[code] for code in codes if code in names)
