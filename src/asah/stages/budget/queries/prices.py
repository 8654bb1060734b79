"""How standard costs change: the history of one, and what changed between two days."""

from dataclasses import dataclass
from datetime import date

from asah.stages.budget.models import CostStandard


@dataclass(frozen=True)
class PriceChange:
    """An item whose price on the later day differs. since: the day from which the new price holds."""

    code: str
    name: str
    before: int
    after: int
    since: date

    @property
    def percent(self) -> float:
        """Change in per cent of the price before; 0 for an item that cost nothing."""
        return 100 * (self.after - self.before) / self.before if self.before else 0.0


def price_changes(first: date, second: date) -> dict[str, PriceChange]:
    """Items whose price differs between two days, by code; items without a price on both days are left out."""
    old = {row.code: row for row in CostStandard.objects.filter(valid__contains=first)}
    found = {}
    for row in CostStandard.objects.filter(valid__contains=second).order_by("code"):
        before = old.get(row.code)
        if before is not None and before.amount_rupiah != row.amount_rupiah:
            found[row.code] = PriceChange(row.code, row.name, before.amount_rupiah, row.amount_rupiah, row.valid.lower)
    return found


def standard_history(code: str) -> list[CostStandard]:
    """Every price an item ever had, newest first."""
    return list(CostStandard.objects.filter(code=code).order_by("-valid"))
