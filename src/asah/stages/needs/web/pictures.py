"""Sentences and pictures of needs, drawn from the same rows as their tables."""

from collections.abc import Mapping
from decimal import Decimal

from django.utils.translation import gettext as _

from asah.foundation.access.models import Agency
from asah.stages.needs.queries import NeedsPage
from asah.stages.needs.rules import PART_WORDS
from asah_basics.charts import Bar, Chart, ordered_bars
from asah_basics.formats import moment, number, percent


def source_of(page: NeedsPage, agency: Agency) -> str:
    """Where the figures come from, and when they were computed."""
    text = _("Sumber: kesenjangan, kinerja, survei, wawancara, usulan, temuan; 1 poin = 1 level kesenjangan.")
    if page.computed_at:
        text += _(" Dihitung %(at)s.") % {"at": moment(page.computed_at, agency.zone)}
    return text


def lead(page: NeedsPage) -> str:
    """The one sentence the page opens with."""
    if not page.rows or not page.people:
        return _("Belum ada kebutuhan yang dihitung.")
    words = {
        "people": number(page.people),
        "staff": number(page.staff),
        "name": page.rows[0].name,
        "silent": percent(page.silent_people / page.people, 0),
    }
    return (
        _(
            "%(people)s dari %(staff)s pegawai punya kebutuhan; yang terberat %(name)s. Untuk %(silent)s di antaranya "
            "belum ada yang mengusulkan, dan kebutuhan mereka dihitung sama."
        )
        % words
    )


def top_chart(page: NeedsPage, source: str) -> Chart | None:
    """The ten heaviest competencies."""
    rows = [row for row in page.rows if row.weight > 0][:10]
    if not rows:
        return None
    share = sum((row.weight for row in rows), Decimal(0)) / page.weight
    title = _("Sepuluh kompetensi memuat %(share)s dari seluruh kebutuhan") % {"share": percent(float(share), 0)}
    bars = [Bar(row.name, float(row.weight), n=row.people) for row in rows]
    sub = _("Bobot dalam poin, sudah dikalikan kepentingan layanan; n = orang yang membutuhkan")
    return ordered_bars(bars, measure=_("Bobot (poin)"), sub=sub, source=source, title=title, decimals=0)


def parts_chart(parts: Mapping[str, Decimal], source: str) -> Chart | None:
    """What the needs are made of: which voices spoke, and which are still silent."""
    total = sum(parts.values(), Decimal(0))
    if not total:
        return None
    largest = max(parts, key=lambda part: parts[part])
    words = {"word": PART_WORDS[largest], "share": percent(float(parts[largest] / total), 0)}
    title = _("%(word)s menyumbang %(share)s dari poin") % words
    bars = [Bar(PART_WORDS[part], round(float(100 * value / total), 1)) for part, value in parts.items()]
    sub = _("Bagian dari semua poin, persen, sebelum kepentingan layanan")
    return ordered_bars(bars, measure=_("Bagian (%)"), sub=sub, source=source, title=title, decimals=0)
