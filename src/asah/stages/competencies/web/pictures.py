"""Pictures and sentences of the map: drawn from the same rows as its table."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from asah.foundation.pages.components import HeatCell, HeatRow, HeatTable
from asah.stages.competencies.queries import GapMap, GapRow, MapColumn, MapRow, SourceMix
from asah.stages.competencies.rules import Mean, overlaps, shade
from asah_basics.charts import Bar, Chart, Pair, Target, bullets, dumbbell, ordered_bars
from asah_basics.formats import date_long, interval, number, percent

MOST_COLUMNS = 8
MOST_ROWS = 14


@dataclass(frozen=True)
class TopGap:
    """One cell among the largest."""

    row: MapRow
    column: MapColumn
    mean: Mean


def top_gaps(found: GapMap, least: int) -> list[TopGap]:
    """Cells with enough answers, the largest mean gap first."""
    cells = [
        TopGap(row, column, mean)
        for row in found.rows
        for column in found.columns
        if (sums := row.cells.get(column.id)) and sums.answered >= least and (mean := sums.mean)
    ]
    return sorted(cells, key=lambda one: (-one.mean.value, one.row.name, one.column.code))


def lead(found: GapMap, top: list[TopGap], least: int) -> str:
    """The one sentence the page opens with."""
    hidden = sum(row.answered < least for row in found.rows)
    if not top:
        return _("Belum cukup penilaian untuk menunjukkan kesenjangan.")
    words = {"what": top[0].column.name, "where": top[0].row.name, "value": with_interval(top[0].mean)}
    sentence = _("Kesenjangan terbesar ada pada %(what)s di %(where)s: %(value)s.") % words
    if hidden:
        sentence += " " + ngettext(
            "%(count)d unit belum cukup dinilai.", "%(count)d unit belum cukup dinilai.", hidden
        ) % {"count": hidden}
    return sentence


def with_interval(mean: Mean) -> str:
    """`1,9 level di bawah syarat (selang kepercayaan 95%: 1,7–2,1)`."""
    text = _("%(value)s level di bawah syarat") % {"value": number(mean.value, 1)}
    if mean.low is None or mean.high is None:
        return text
    return text + _(" (selang kepercayaan 95%%: %(span)s)") % {"span": interval(mean.low, mean.high, 1)}


def chosen_columns(found: GapMap, everything: bool) -> list[MapColumn]:
    """All columns, or those in which most is missing over all people, in the order of their size.

    The sum of gaps and not their mean decides: a competency that only three posts ask for would leave a column empty.
    """
    if everything:
        return list(found.columns)
    totals = found.totals()
    ordered = sorted(found.columns, key=lambda column: (-totals[column.id].gap_sum, column.code))
    return ordered[:MOST_COLUMNS]


def chosen_rows(found: GapMap, columns: list[MapColumn], everything: bool, least: int) -> list[MapRow]:
    """Rows from the largest mean over the shown columns; units with too few answers come last."""

    def weight(row: MapRow) -> float:
        cells = [row.cells[column.id] for column in columns if column.id in row.cells]
        answered = sum(cell.answered for cell in cells)
        return float(sum(cell.gap_sum for cell in cells)) / answered if answered else 0.0

    ordered = sorted(found.rows, key=lambda row: (row.answered < least, -weight(row), row.name))
    if everything or len(ordered) <= MOST_ROWS:
        return ordered
    # A few units without enough answers are always shown: what is not known must not disappear.
    few = [row for row in ordered if row.answered < least][:2]
    return ordered[: MOST_ROWS - len(few)] + [row for row in few if row not in ordered[: MOST_ROWS - len(few)]]


def heat(rows: list[MapRow], columns: list[MapColumn], least: int, query: dict[str, str], chosen: str) -> HeatTable:
    """The map itself: figures where at least `least` people were assessed, hatching elsewhere."""
    return HeatTable(
        caption=_("Rata-rata kesenjangan per unit dan kompetensi, dalam level. Pilih angka untuk melihat orangnya."),
        corner=_("Unit"),
        columns=[column.short for column in columns],
        rows=[_heat_row(row, columns, least, query, chosen) for row in rows],
        legend=(_("Level di bawah syarat: 0–0,2"), _("1,7 ke atas")),
    )


def _heat_row(row: MapRow, columns: list[MapColumn], least: int, query: dict[str, str], chosen: str) -> HeatRow:
    words = {"answered": number(row.answered), "people": number(row.people)}
    hint = _("%(answered)s dari %(people)s dinilai") % words
    if row.answered < least:
        missing = _("Belum cukup penilaian: %(answered)s dari %(people)s. Angka tidak ditampilkan.") % words
        return HeatRow(row.name, hint, missing=missing)
    url = f"{reverse('gap_map')}?{urlencode(query | {'unit': row.code})}" if row.code else ""
    return HeatRow(row.name, hint, url, [_heat_cell(row, column, least, query, chosen) for column in columns])


def _heat_cell(row: MapRow, column: MapColumn, least: int, query: dict[str, str], chosen: str) -> HeatCell:
    sums = row.cells.get(column.id)
    if sums is None:
        # No post of the unit asks for it: neither a gap nor a lack of answers.
        return HeatCell("–", 0)
    if sums.answered < least or sums.mean is None:
        words = {"answered": sums.answered, "people": sums.people}
        return HeatCell(_("%(answered)s dari %(people)s") % words, None)
    key = f"{row.unit}:{column.code}"
    url = f"{reverse('gap_map')}?{urlencode(query | {'sel': key})}#rincian"
    return HeatCell(number(sums.mean.value, 1), shade(sums.mean.value), url, key == chosen)


def top_chart(top: list[TopGap], chosen: str, source: str) -> Chart:
    """The ten largest gaps with their intervals, and whether their order can be trusted."""
    ten = top[:10]
    sure = len(ten) > 1 and not overlaps(ten[0].mean, ten[1].mean)
    title = (
        _("%(what)s di %(where)s jelas paling besar") % {"what": ten[0].column.short, "where": ten[0].row.name}
        if sure
        else _("Yang teratas berdekatan; urutannya belum pasti")
    )
    bars = [
        Bar(
            f"{one.row.name} · {one.column.short}",
            one.mean.value,
            one.mean.low,
            one.mean.high,
            one.mean.n,
            f"{one.row.unit}:{one.column.code}" == chosen,
        )
        for one in ten
    ]
    sub = _("Kesenjangan terbesar, level di bawah syarat; garis = selang kepercayaan 95%")
    return ordered_bars(bars, measure=_("Kesenjangan (level)"), sub=sub, source=source, title=title, decimals=1)


def source_chart(mix: SourceMix, source: str) -> Chart:
    """Who was assessed by which source."""
    names = {
        _("Pusat penilaian"): mix.centre,
        _("Uji kompetensi"): mix.test,
        _("Atasan"): mix.superior,
        _("Penilaian diri"): mix.own,
    }
    total = max(mix.people, 1)
    least = min(names, key=lambda name: names[name])
    bars = [Bar(name, round(100 * count / total, 1), n=count) for name, count in names.items()]
    title = _("%(name)s baru menjangkau %(share)s pegawai") % {"name": least, "share": percent(names[least] / total, 0)}
    sub = _("Pegawai yang punya penilaian, persen dari %(people)s") % {"people": number(mix.people)}
    return ordered_bars(bars, measure=_("Bagian pegawai (%)"), sub=sub, source=source, title=title, decimals=0)


def view_chart(found: GapMap, least: int, source: str) -> Chart | None:
    """Where people and their superiors see them differently; only where both spoke often enough."""
    totals = found.totals()
    pairs = [
        Pair(column.short, float(sums.own_sum) / sums.both, float(sums.superior_sum) / sums.both)
        for column in found.columns
        if (sums := totals.get(column.id)) and sums.both >= least
    ]
    if not pairs:
        return None
    widest = sorted(pairs, key=lambda pair: -abs(pair.second - pair.first))[:5]
    lower = sum(pair.second < pair.first for pair in widest)
    title = (
        _("Atasan menilai lebih rendah daripada diri")
        if lower > len(widest) / 2
        else _("Atasan menilai sama atau lebih tinggi daripada diri")
    )
    return dumbbell(
        widest,
        first_label=_("Diri"),
        second_label=_("Atasan"),
        sub=_("Level rata-rata orang yang dinilai keduanya"),
        source=source,
        title=title,
        decimals=1,
    )


def person_chart(rows: list[GapRow], name: str, today: date) -> Chart | None:
    """What the post asks and what is held, for the assessed competencies."""
    known = [row for row in rows if row.held is not None]
    if not known:
        return None
    lacking = [row for row in known if row.gap]
    title = (
        _("%(met)d dari %(all)d syarat jabatan terpenuhi") % {"met": len(known) - len(lacking), "all": len(known)}
        if lacking
        else _("Semua syarat jabatan terpenuhi")
    )
    targets = [Target(row.name, float(row.held or 0), float(row.required)) for row in known]
    return bullets(
        targets,
        measure=_("Level"),
        target_word=_("syarat"),
        sub=_("Level yang dimiliki; garis = level yang diminta jabatan") + (f". {name}" if name else ""),
        source=_("Sumber: penilaian kompetensi sampai %(day)s") % {"day": date_long(today)},
        title=title,
        decimals=1,
    )
