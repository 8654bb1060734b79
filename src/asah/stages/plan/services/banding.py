"""Who stands in the tied band of a programme: what a lottery is held among."""

from dataclasses import dataclass
from datetime import date

from asah.stages.plan import engine
from asah.stages.plan.models import PlanRun, PlanSeat, PlanWait
from asah.stages.plan.queries.drawing import width_on


@dataclass(frozen=True)
class Band:
    """Those of equal value around the last seat of a programme: (person, path, value), and the seats left for them.

    everybody: all who are eligible, the best first, with their probability of a seat.
    """

    tied: tuple[int, ...]
    quota: int
    sure: int
    cutoff: float
    width: float
    everybody: tuple[tuple[int, str, float, float], ...]


def band_of(run: PlanRun, code: str, on: date) -> Band | None:
    """The tied band of a programme, None when the order of values decides by itself; two queries."""
    seats = PlanSeat.objects.filter(run=run, programme__code=code).values_list("person", "path", "value")
    waits = PlanWait.objects.filter(run=run, programme__code=code).values_list("person", "path", "value")
    rows = sorted([*seats, *waits], key=lambda row: (-row[2], row[0]))
    quota, width = len(seats), width_on(on)
    values = [row[2] for row in rows]
    sure, count = engine.tied(values, quota, width)
    if not count or count <= quota - sure:
        return None
    odds = engine.chances_of(values, quota, width)
    everybody = tuple((*row, odd) for row, odd in zip(rows, odds, strict=True))
    tied = tuple(row[0] for row in rows[sure : sure + count])
    return Band(tied, quota - sure, sure, values[quota - 1], width, everybody)
