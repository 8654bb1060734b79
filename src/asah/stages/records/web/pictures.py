"""Pictures and sentences about hours: never a mean, always the share at the floor, the median and the zeros."""

from django.utils.translation import gettext as _

from asah.stages.records.queries import JpMap
from asah_basics.charts import Bar, Chart, Group, dot_strip, ordered_bars
from asah_basics.formats import moment, number, percent


def lead(found: JpMap, year: int, floor: int) -> str:
    """The one sentence the page opens with."""
    total = found.total
    if not total.people:
        return _("Belum ada hitungan JP untuk %(year)s.") % {"year": year}
    words = {
        "share": percent(total.share, 0),
        "floor": floor,
        "year": year,
        "below": number(total.below),
        "zeros": number(total.zeros),
        "median": number(total.median),
    }
    return (
        _("%(share)s pegawai wajib mencapai %(floor)s JP pada %(year)s; %(below)s orang belum, ") % words
        + _("%(zeros)s di antaranya tanpa satu JP pun. Mediannya %(median)s JP.") % words
    )


def source_text(found: JpMap, legal: str, zone: str) -> str:
    """Where the figures come from, and when they were counted."""
    text = _("Sumber: catatan JP; kewajiban menurut %(legal)s.") % {"legal": legal}
    return text + (_(" Dihitung %(at)s.") % {"at": moment(found.counted_at, zone)} if found.counted_at else "")


def share_chart(found: JpMap, floor: int, source: str) -> Chart | None:
    """Units by the share of people below the floor."""
    rows = [row for row in found.rows if row.people]
    if not rows:
        return None
    bars = [Bar(row.name, round(100 * row.below / row.people, 1), n=row.people) for row in rows]
    worst = max(rows, key=lambda row: (row.below / row.people, row.people))
    words = {"unit": worst.name, "share": percent(worst.below / worst.people, 0), "floor": floor}
    return ordered_bars(
        bars,
        measure=_("Di bawah batas (%)"),
        sub=_("Bagian pegawai di bawah %(floor)s JP, persen") % {"floor": floor},
        source=source,
        title=_("%(share)s pegawai %(unit)s belum mencapai %(floor)s JP") % words,
        limit=12,
        decimals=0,
    )


def dots(found: JpMap, values: dict[str, list[float]], floor: int, source: str) -> Chart | None:
    """Each dot a person, by unit: who gets nothing?"""
    groups = [Group(row.name, values[row.path]) for row in found.rows if values.get(row.path)]
    if not groups:
        return None
    return dot_strip(groups, threshold=floor, sub=_("JP tiap pegawai; satu titik satu orang"), source=source)
