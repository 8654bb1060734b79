"""Pictures and sentences of performance, drawn from the same rows as the tables."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from django.utils.translation import gettext as _

from asah.stages.performance.queries import Counts, IndicatorRow, Overview, Reading, Standing, UnitPage
from asah.stages.performance.rules import INDICATORS, PREDICATES
from asah_basics.charts import Bar, Chart, Pair, Rated, Series, diverging, dumbbell, line, ordered_bars
from asah_basics.formats import date_table, number, percent, signed

MOST_UNITS = 12
WORDS = tuple(row.word for row in sorted(PREDICATES.values(), key=lambda row: row.rank))


def enough(reading: Reading | None, least: int) -> bool:
    """Whether a survey has the respondents to be shown."""
    return reading is not None and reading.respondents >= least


def lead(found: Overview, least: int) -> str:
    """The one sentence the overview opens with."""
    shown = [row for row in found.standings if enough(row.latest, least)]
    parts = []
    if shown:
        lowest = min(shown, key=lambda row: row.latest.index if row.latest else 0)
        words = {"unit": lowest.unit.name, "index": number(lowest.latest.index, 2) if lowest.latest else ""}
        parts.append(_("IKM terendah %(index)s di %(unit)s.") % words)
    if found.whole.people >= least:
        share = found.whole.low / found.whole.people
        words = {"count": number(found.whole.low), "share": percent(share, 1), "year": str(found.year)}
        parts.append(_("%(count)s pegawai (%(share)s) berpredikat di bawah Baik pada %(year)s.") % words)
    return " ".join(parts) or _("Belum ada angka kinerja yang cukup untuk ditampilkan.")


def index_chart(found: Overview, least: int, source: str) -> Chart | None:
    """The lowest indices with their respondents."""
    shown = sorted(
        (row for row in found.standings if enough(row.latest, least)),
        key=lambda row: row.latest.index if row.latest else 0,
    )[:MOST_UNITS]
    if not shown:
        return None
    bars = [
        Bar(row.unit.short_name or row.unit.name, float(row.latest.index), n=row.latest.respondents)
        for row in shown
        if row.latest
    ]
    known = sum(enough(row.latest, least) for row in found.standings)
    sub = _("IKM survei terakhir (25–100), terbesar di atas; n = responden")
    if known > MOST_UNITS:
        sub += " · " + _("%(shown)s terendah dari %(all)s unit") % {"shown": MOST_UNITS, "all": known}
    lowest = shown[0]
    title = _("Terendah: %(unit)s") % {"unit": lowest.unit.short_name or lowest.unit.name}
    return ordered_bars(bars, measure="IKM", sub=sub, source=source, title=title, limit=MOST_UNITS, decimals=2)


def predicate_chart(found: Overview, least: int, source: str) -> Chart | None:
    """From the worst word to the best, by perangkat daerah with the largest share below "Baik"."""
    rows = [row for row in found.standings if row.unit.opd == row.unit.id and row.counts.people >= least]
    if not rows:
        return None
    worst = sorted(rows, key=lambda row: -row.counts.low / row.counts.people)[:8]
    items = [Rated(row.unit.short_name or row.unit.name, row.counts.ordered()) for row in worst]
    share = worst[0].counts.low / worst[0].counts.people
    words = {"unit": worst[0].unit.short_name or worst[0].unit.name, "share": percent(share, 0)}
    chart = diverging(
        items,
        WORDS,
        sub=_("Pegawai menurut predikat %(year)s, unit dengan bagian terendah terbesar") % {"year": found.year},
        source=source,
        title=_("Di bawah Baik paling banyak di %(unit)s: %(share)s") % words,
    )
    # The drawing speaks of questions and answers; these are units and people.
    return replace(chart, columns=(_("Unit"), *WORDS, _("Pegawai")))


def unit_lead(page: UnitPage, least: int) -> str:
    """The one sentence of a unit's page."""
    shown = [one for one in page.surveys if enough(one, least)]
    if not shown:
        return _("Belum ada survei kepuasan dengan responden yang cukup.")
    last = shown[-1]
    words = {
        "index": number(last.index, 2),
        "letter": last.service_class.letter if last.service_class else "–",
        "name": last.service_class.name.lower() if last.service_class else _("di bawah skala"),
        "n": number(last.respondents),
        "day": date_table(last.last_on),
    }
    text = _("IKM %(index)s, mutu %(letter)s (%(name)s), dari %(n)s responden sampai %(day)s.") % words
    earlier = [one for one in shown[:-1] if one.service == last.service]
    if earlier:
        change = last.index - earlier[-1].index
        text += " " + _("Survei sebelumnya %(index)s: %(change)s.") % {
            "index": number(earlier[-1].index, 2),
            "change": signed(change, 2) if change else _("tetap"),
        }
    return text


def index_line(surveys: Sequence[Reading], least: int, source: str) -> Chart | None:
    """The index over time, one line a service, respondents at each label."""
    shown = [one for one in surveys if enough(one, least)]
    days = sorted({one.last_on for one in shown})
    services = sorted({one.service for one in shown})[:4]
    if len(days) < 2:
        return None
    by = {(one.service, one.last_on): one for one in shown}
    series = [
        Series(service or "IKM", [float(by[service, day].index) if (service, day) in by else None for day in days])
        for service in services
    ]
    labels = [_label(day, [by[service, day] for service in services if (service, day) in by]) for day in days]
    return line(
        labels,
        series,
        measure="IKM",
        sub=_("Indeks kepuasan masyarakat (25–100) tiap survei; n = responden"),
        source=source,
        decimals=2,
    )


def _label(day: date, readings: Sequence[Reading]) -> str:
    return f"{_short(day)} (n {number(sum(one.respondents for one in readings))})"


def _short(day: date) -> str:
    """6/2026: a label of an axis has little room."""
    return f"{day.month}/{day.year}"


def element_chart(surveys: Sequence[Reading], least: int, source: str) -> Chart | None:
    """The nine elements of the last survey against the one before."""
    shown = [one for one in surveys if enough(one, least)]
    if not shown:
        return None
    last = shown[-1]
    earlier = [one for one in shown[:-1] if one.service == last.service]
    lowest = min(last.elements, key=lambda one: one.mean)
    title = _("Unsur terendah: %(name)s, %(mean)s") % {"name": lowest.name, "mean": number(lowest.mean, 2)}
    if not earlier:
        bars = [Bar(f"{one.code} {one.name}", float(one.mean), n=last.respondents) for one in last.elements]
        sub = _("Rata-rata tiap unsur (1–4), survei terakhir")
        return ordered_bars(bars, measure=_("Rata-rata"), sub=sub, source=source, title=title, limit=9, decimals=2)
    before = {one.code: one.mean for one in earlier[-1].elements}
    pairs = [
        Pair(f"{one.code} {one.name}", float(before[one.code]), float(one.mean), one.code in ("U6", "U7"))
        for one in last.elements
        if one.code in before
    ]
    return dumbbell(
        pairs,
        first_label=date_table(earlier[-1].last_on),
        second_label=date_table(last.last_on),
        sub=_("Rata-rata tiap unsur (1–4); U6 dan U7 paling dekat dengan pelatihan"),
        source=source,
        title=title,
        decimals=2,
    )


def figure_line(code: str, rows: Sequence[IndicatorRow], source: str) -> Chart | None:
    """One figure over time, one line a service."""
    days = sorted({row.last_on for row in rows})
    services = sorted({row.service for row in rows})[:4]
    if len(days) < 2:
        return None
    kind = INDICATORS[code]
    by = {(row.service, row.last_on): row for row in rows}
    series = [
        Series(service or _("Nilai"), [float(by[service, d].value) if (service, d) in by else None for d in days])
        for service in services
    ]
    better = _("makin tinggi makin baik") if kind.higher_is_better else _("makin rendah makin baik")
    return line(
        [_short(day) for day in days],
        series,
        measure=f"{kind.label} ({kind.measure})",
        sub=f"{kind.label}, {kind.measure}; {better}",
        source=source,
        decimals=kind.decimals,
    )


def shown_counts(counts: Counts, least: int) -> str:
    """`12 dari 140 di bawah Baik`, or nothing for small groups."""
    if counts.people < least:
        return "–"
    return _("%(low)s dari %(all)s") % {"low": number(counts.low), "all": number(counts.people)}


def change_words(row: Standing, least: int) -> str:
    """Change of the index since the survey before."""
    if not (enough(row.latest, least) and enough(row.before, least)):
        return ""
    assert row.latest is not None
    assert row.before is not None
    return signed(row.latest.index - row.before.index, 2)
