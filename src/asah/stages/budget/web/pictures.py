"""Pictures of money."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from asah.stages.budget.queries import Balance, FundRow
from asah_basics.charts import Chart, Target, bullets
from asah_basics.formats import percent, rupiah_short


def columns_chart(rows: Sequence[tuple[FundRow, Balance]], year: int) -> Chart | None:
    """Committed money of each fund against its ceiling; None while there is no ceiling to compare with."""
    shown = [(fund, balance) for fund, balance in rows if fund.amount_rupiah]
    if not shown:
        return None
    total = sum(fund.amount_rupiah for fund, _balance in shown)
    committed = sum(balance.committed for _fund, balance in shown)
    realised = sum(balance.realised for _fund, balance in shown)
    words = {"share": percent(committed / total, 0), "paid": rupiah_short(realised)}
    title = (
        _("%(share)s pagu terikat, %(paid)s sudah dibayar") % words if committed else _("Belum ada dana yang terikat")
    )
    targets = [
        Target(fund.name, balance.committed / 1_000_000, fund.amount_rupiah / 1_000_000) for fund, balance in shown
    ]
    return bullets(
        targets,
        measure=_("Terikat (juta rupiah)"),
        target_word=_("pagu"),
        sub=_("Juta rupiah; garis = pagu %(year)d") % {"year": year},
        source=_("Sumber: pagu dan catatan ikatan %(year)d di Asah.") % {"year": year},
        title=title,
        decimals=0,
    )
