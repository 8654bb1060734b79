"""The pictures of a plan: where the money goes, how hours are shared, how groups fare."""

from collections.abc import Sequence
from datetime import datetime

from asah.stages.plan.queries import GroupRow, ScenarioPage
from asah.stages.plan.rules.words import KIND_WORDS
from asah_basics.charts import Bar, Chart, Distribution, Step, lorenz, ordered_bars, waterfall
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


def source(page: ScenarioPage, at: datetime | None, zone: str) -> str:
    """Sumber: Skenario B, 12 Januari 2027 pukul 08.14 WIT."""
    told = moment(at, zone) if at else "belum dihitung"
    return f"Sumber: {page.title}, {told}."
