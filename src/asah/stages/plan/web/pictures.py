"""The pictures of a plan: where the money goes, how hours are shared, how groups fare."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from asah.stages.plan.queries import GroupRow, ScenarioPage, ScenarioRow, Slider
from asah.stages.plan.rules.comparing import Move, biggest_loser, finding
from asah.stages.plan.rules.frontier import Point
from asah.stages.plan.rules.words import KIND_WORDS
from asah_basics.charts import (
    Bar,
    Chart,
    Distribution,
    Pair,
    Series,
    Step,
    frontier,
    gini,
    line,
    lorenz,
    ordered_bars,
    slope,
    waterfall,
)
from asah_basics.formats import moment, number

MILLION = 1_000_000


def money(page: ScenarioPage, zone: str) -> Chart | None:
    """From the budget to what is left, by kind of competency; None while nothing is spent."""
    run = page.run
    if run is None or not run.figures["money_by_kind"]:
        return None
    budget = int(run.settings["budget_rupiah"])
    order = list(KIND_WORDS)
    kinds = sorted(run.figures["money_by_kind"].items(), key=lambda item: order.index(item[0]))
    steps = [Step(KIND_WORDS[kind], rupiah / MILLION) for kind, rupiah in kinds]
    return waterfall(
        budget / MILLION,
        steps,
        sub=f"Juta rupiah, rencana {page.scenario.year}",
        source=source(page, run.ended_at, zone),
    )


def hours(page: ScenarioPage, planned: Sequence[float], before: Sequence[float], zone: str) -> Chart | None:
    """How equally hours are shared, this plan against the year before; None without people."""
    run = page.run
    if run is None or not planned:
        return None
    year = page.scenario.year
    series = [Distribution(f"Rencana {year}", planned)]
    if any(before):
        series.append(Distribution(str(year - 1), before))
    without, last = run.figures["without_hours"], run.figures["without_hours_last"]
    people = run.figures["people"]
    told = f"Tanpa jam sama sekali: {number(without)} dari {number(people)} orang"
    told += f", tahun lalu {number(last)}." if any(before) else "."
    return lorenz(
        series,
        sub=f"Bagian jam kumulatif, {number(people)} pegawai",
        source=f"{told} {source(page, run.ended_at, zone)}",
    )


def estimated(slider: Slider, point: Point, budget: int, zone: str) -> tuple[Chart | None, Chart]:
    """The two pictures of the page at a place of the slider, from the same estimate as the figures."""
    order = list(KIND_WORDS)
    kinds = sorted(point.money_by_kind.items(), key=lambda item: order.index(item[0]))
    told = f"Sumber: perkiraan dari {len(slider.points)} pagu yang dihitung, {moment(slider.run.requested_at, zone)}."
    steps = [Step(KIND_WORDS[kind], rupiah / MILLION) for kind, rupiah in kinds]
    sub = f"Juta rupiah, rencana {slider.scenario.year}"
    money = waterfall(budget / MILLION, steps, sub=sub, source=told) if steps else None
    people = number(slider.run.figures["people"])
    series = [Distribution(f"Rencana {slider.scenario.year}", point.shares)]
    return money, lorenz(series, sub=f"Bagian jam kumulatif, {people} pegawai", source=told)


def gini_of(point: Point) -> float:
    """The Gini of an estimate, of the hundred groups that its picture draws."""
    return gini(point.shares)


def line_of_budgets(slider: Slider, here: int) -> Chart:
    """What each budget closes, with the present one marked."""
    low, high = slider.points[0].budget_rupiah, slider.points[-1].budget_rupiah
    return frontier(
        slider.curve,
        float(min(max(here, low), high)),
        sub="Bagian kesenjangan terukur yang tertutup menurut pagu",
        source=f"Sumber: {len(slider.points)} rencana yang dihitung dan diperiksa wasit.",
    )


def price_of_equality(points: Sequence[Mapping[str, Any]]) -> Chart | None:
    """What a common floor costs; floors that no price reaches are left out of the line."""
    reached = [one for one in points if one["reachable"]]
    if len(reached) < 2:
        return None
    last = reached[-1]
    return line(
        [f"{round(100 * one['floor'])}%" for one in reached],
        [Series("Biaya (% hasil)", [float(one["price"]) for one in reached])],
        measure="Hasil yang dilepas (%)",
        title=f"Paling sedikit {number(100 * last['floor'], 0)}% di setiap distrik melepas {number(last['price'], 2)}%",
        sub="Batas cakupan terendah setiap distrik, dan hasil keseluruhan yang dilepas untuknya",
        source="Sumber: batas terbaik yang terbukti, dengan dan tanpa batas itu.",
        decimals=2,
        from_zero=True,
    )


def coverage(page: ScenarioPage, kind: str, label: str, zone: str) -> Chart | None:
    """Coverage (value received of value attainable) of the groups of a kind; small groups are hatched."""
    rows: list[GroupRow] = page.groups.get(kind, [])
    if page.run is None or len(rows) < 2:
        return None
    bars = [
        Bar(row.name, None if row.is_small else row.coverage_percent, n=row.people, highlight=False) for row in rows
    ]
    shown = sorted((row for row in rows if not row.is_small), key=lambda row: row.coverage_percent)
    title = None
    if len(shown) > 1:
        low, high = shown[0], shown[-1]
        title = (
            f"{low.name} paling rendah: {number(low.coverage_percent, 0)}% terlayani; "
            f"{high.name} {number(high.coverage_percent, 0)}%"
        )
    return ordered_bars(
        bars,
        measure="Terlayani (%)",
        title=title,
        sub=f"{label}: manfaat yang diterima dibanding yang mungkin diterima, persen",
        source=source(page, page.run.ended_at, zone),
        decimals=0,
        missing="kurang dari 5 orang",
        limit=12,
    )


def moves(rows: Sequence[Move], labels: Sequence[str], last: ScenarioPage | ScenarioRow, zone: str) -> Chart | None:
    """Who wins and who loses between the first and the last plan; its table twin holds every unit."""
    if not rows:
        return None
    loser = biggest_loser(rows)
    return slope(
        [Pair(row.name, row.first, row.last, highlight=row is loser) for row in rows],
        first_label=labels[0],
        second_label=labels[-1],
        measure="Terlayani (%)",
        title=finding(rows, labels[0], labels[-1]),
        sub="Perangkat daerah: manfaat yang diterima dibanding yang mungkin diterima, persen",
        source=source(last, last.run.ended_at if last.run else None, zone),
        decimals=1,
    )


def source(page: ScenarioPage | ScenarioRow, at: datetime | None, zone: str) -> str:
    """Sumber: Skenario B, 12 Januari 2027 pukul 08.14 WIT."""
    told = moment(at, zone) if at else "belum dihitung"
    return f"Sumber: {page.title}, {told}."
