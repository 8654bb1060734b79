"""What is on offer: programmes as offerings by month and fund, costed today, and why some cannot be offered."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from asah.stages.budget import queries as budget
from asah.stages.catalogue import queries as catalogue
from asah.stages.people import queries as people
from asah.stages.plan.engine.people import REMOTE_ZONE
from asah.stages.plan.rules.settings import Settings
from asah_planner.problem import Fund, Offering

NOT_OFFERED = {
    "dikunci": "Dikeluarkan oleh perencana",
    "kebijakan": "Dilarang oleh kebijakan skenario",
    "tanpa_dana": "Tidak ada sumber dana yang boleh membiayai",
    "tanpa_harga": "Standar biaya belum lengkap",
    "tanpa_calon": "Tidak ada pegawai dengan kesenjangan dan sasaran yang cocok",
    "calon_kurang": "Calon lebih sedikit daripada peserta terkecil sebuah kelas",
    "bulan_lewat": "Semua bulannya sudah lewat",
}


@dataclass(frozen=True)
class OnOffer:
    """A version with its cost and the fund that pays; `refused` names why it cannot be offered (NOT_OFFERED)."""

    version: catalogue.VersionRow
    costing: budget.Costing | None
    fund: budget.FundRow | None
    own_funds: tuple[budget.FundRow, ...]
    refused: str
    detail: str = ""

    @property
    def jp(self) -> int:
        """Whole lesson hours; fractions are dropped, so that nobody reaches a floor by rounding."""
        return int(self.version.jp)


def on_offer(settings: Settings, on: date, since: date) -> list[OnOffer]:
    """Every programme in force with the prices of `on` and its payer; months from `since` on; in the order of codes."""
    prices = budget.prices_on(on)
    funds = budget.funds_of_year(settings.year)
    return [_judge(version, settings, since, prices, funds) for version in catalogue.programmes_in_force()]


def _judge(
    version: catalogue.VersionRow,
    settings: Settings,
    on: date,
    prices: dict[str, budget.Price],
    funds: Sequence[budget.FundRow],
) -> OnOffer:
    paying = [fund for fund in funds if budget.may_pay(fund.rule, kind=version.kind, form_id=version.form_id)]
    common = [fund for fund in paying if fund.opd is None]
    own = tuple(fund for fund in paying if fund.opd is not None)
    try:
        costing = version.cost(prices)
    except budget.CostingRefused as fault:
        return OnOffer(version, None, None, own, "tanpa_harga", str(fault))
    main = common[0] if common else None
    refused = ""
    if settings.locks.get(version.code) == "out":
        refused = "dikunci"
    elif set(version.tags) & set(settings.barred_tags):
        refused = "kebijakan"
    elif funds and main is None and not own:
        refused = "tanpa_dana"
    elif not open_months(version, settings.year, on):
        refused = "bulan_lewat"
    return OnOffer(version, costing, main, own, refused)


def open_months(version: catalogue.VersionRow, year: int, on: date) -> list[int]:
    """Months of the plan year in which it can still run: the running month counts, earlier ones are over."""
    first = on.month if on.year == year else 13 if on.year > year else 1
    return [month for month in version.months if month >= first]


def offerings_of(offer: OnOffer, settings: Settings, on: date, *, most_seats: int) -> list[Offering]:
    """One offering for each month and each fund that may pay. `most_seats` people could gain at all."""
    version, costing = offer.version, offer.costing
    if costing is None or offer.refused:
        return []
    must = settings.locks.get(version.code) == "in"
    funds = ([offer.fund] if offer.fund or not offer.own_funds else []) + list(offer.own_funds)
    rows: list[Offering] = []
    for fund in funds:
        for month in open_months(version, settings.year, on):
            needed = -(-most_seats // version.class_max)
            rows.append(
                Offering(
                    id=f"{version.code}/{month}/{fund.id if fund else 0}",
                    programme=version.code,
                    month=month,
                    max_classes=max(1, min(version.most_classes, needed)),
                    min_classes=1 if must and not rows else 0,
                    min_seats=version.class_min,
                    max_seats=version.class_max,
                    class_cost=costing.class_rupiah,
                    seat_cost=costing.seat_rupiah,
                    travel=((REMOTE_ZONE, costing.remote_rupiah),) if costing.remote_rupiah else (),
                    days_away=version.days,
                    fund=str(fund.id) if fund else "",
                )
            )
    return rows


def planner_funds(offers: Sequence[OnOffer], staffed: set[int], on: date) -> list[Fund]:
    """The funds that pay for any offering; an OPD's own money is bound to the units below it that have people."""
    used: dict[int, budget.FundRow] = {}
    for offer in offers:
        for fund in (offer.fund, *offer.own_funds):
            if fund is not None:
                used[fund.id] = fund
    units = people.units_on(on) if any(fund.opd for fund in used.values()) else []
    rows = []
    for fund in sorted(used.values(), key=lambda fund: fund.id):
        own = None
        if fund.opd is not None:
            own = tuple(str(u.unit) for u in units if fund.opd in (u.opd, u.unit) and u.unit in staffed)
        rows.append(
            Fund(
                id=str(fund.id),
                amount=fund.amount_rupiah,
                name=fund.name,
                units=own,
                quarters=fund.quarter_ceilings,
            )
        )
    return rows
