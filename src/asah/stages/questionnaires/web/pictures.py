"""Pictures of surveys: who answered, what was said, where two views differ."""

from collections.abc import Mapping, Sequence
from datetime import date

from django.utils.translation import gettext as _

from asah.stages.questionnaires.queries import QuestionResult, Response, UnitResponse, View
from asah_basics.charts import Bar, Chart, Pair, dumbbell, funnel, ordered_bars
from asah_basics.formats import date_table, number, percent

MOST_BARS = 16


def response_chart(rows: Sequence[UnitResponse], least: int, on: date) -> Chart | None:
    """Response by unit, from the most to the least; units with too few answers are hatched."""
    if not rows:
        return None
    bars = [
        Bar(
            f"{row.name}",
            round(row.response.share * 100, 1) if row.response.finished >= least else None,
            n=row.response.finished,
        )
        for row in rows
    ]
    hidden = sum(bar.value is None for bar in bars)
    known = sorted((bar for bar in bars if bar.value is not None), key=lambda bar: -(bar.value or 0))
    # Who is missing stands in front: the lowest, and some of which too little is known.
    chosen = known[-(MOST_BARS - min(hidden, 4)) :] + [bar for bar in bars if bar.value is None][:4]
    title = (
        _("%(name)s paling rendah: %(share)s menjawab")
        % {"name": known[-1].label, "share": percent((known[-1].value or 0) / 100, 0)}
        if known
        else _("Belum ada unit dengan %(least)s jawaban") % {"least": least}
    )
    return ordered_bars(
        chosen,
        measure=_("Selesai menjawab (%)"),
        sub=_("Bagian undangan yang selesai, per unit; arsir: kurang dari %(least)s jawaban") % {"least": least},
        source=_("Sumber: undangan survei, %(day)s.") % {"day": date_table(on)},
        title=title,
        limit=MOST_BARS,
        decimals=0,
        missing=_("kurang dari %(least)s jawaban") % {"least": least},
    )


def way_chart(total: Response, on: date) -> Chart | None:
    """Invited, started, finished: where do people get lost?"""
    if not total.invited:
        return None
    return funnel(
        [(_("Diundang"), total.invited), (_("Mulai"), total.started), (_("Selesai"), total.finished)],
        noun=_("orang"),
        sub=_("Seluruh undangan"),
        source=_("Sumber: undangan survei, %(day)s.") % {"day": date_table(on)},
    )


def views_chart(views: Sequence[View], names: Mapping[int, str], on: date) -> Chart | None:
    """Where somebody and his superior differ; exists only once both have finished."""
    pairs = [Pair(names[view.competency], view.own, view.superior) for view in views if view.competency in names]
    if not pairs:
        return None
    return dumbbell(
        pairs,
        first_label=_("Diri"),
        second_label=_("Atasan"),
        sub=_("Level 1–5 menurut survei, setelah keduanya selesai mengisi"),
        source=_("Sumber: survei kebutuhan, %(day)s.") % {"day": date_table(on)},
        decimals=1,
    )


def result_chart(result: QuestionResult, on: date) -> Chart | None:
    """How often each answer was given."""
    if not result.counts:
        return None
    bars = [Bar(label, float(count)) for label, count in result.counts if count]
    if not bars:
        return None
    top = max(bars, key=lambda bar: bar.value or 0)
    share = percent((top.value or 0) / result.answers, 0)
    return ordered_bars(
        bars,
        measure=_("Banyak jawaban"),
        sub=_("%(n)s jawaban") % {"n": number(result.answers)},
        source=_("Sumber: survei, %(day)s.") % {"day": date_table(on)},
        title=_("%(share)s menjawab “%(word)s”") % {"share": share, "word": top.label},
        limit=12,
        decimals=0,
    )
