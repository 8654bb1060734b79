"""Files, rows and journals are kept while an import can be undone, and no longer: they hold personal data."""

from datetime import datetime, timedelta

from asah.foundation.access.clock import now_for
from asah.foundation.access.models import Agency
from asah.foundation.access.scope import agency_scope
from asah.foundation.imports.models import ImportBatch, ImportChange, ImportEdit, ImportFile, ImportRow

UNDO_DAYS = 30


def forget_old(agency: Agency) -> int:
    """Empty the files and delete the rows, repairs and journals of imports older than thirty days; returns how many.

    The batch itself stays: its number, counts and the digest of its file are in the audit trail too.
    """
    with agency_scope(agency.pk):
        return _forget(now_for(agency) - timedelta(days=UNDO_DAYS))


def _forget(limit: datetime) -> int:
    old = list(
        ImportBatch.objects.filter(opened_at__lt=limit, file__size__gt=0)
        .exclude(applied_at__gte=limit)
        .values_list("pk", "file_id")[:20]
    )
    batches = [batch for batch, _file in old]
    for model in (ImportRow, ImportEdit, ImportChange):
        model.objects.filter(batch_id__in=batches).delete()
    ImportFile.objects.filter(pk__in=[file for _batch, file in old]).update(content=b"", size=0)
    ImportBatch.objects.filter(pk__in=batches, state__in=["uploaded", "checked", "refused"]).update(state="cancelled")
    return len(batches)
