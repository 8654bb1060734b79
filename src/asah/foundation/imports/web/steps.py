"""Where a batch stands, as the stepper and the next page show it."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from asah.foundation.imports.formats import format_of
from asah.foundation.imports.models import ImportBatch
from asah.foundation.imports.queries import live_numbers, run_of
from asah.foundation.jobs.models import JobRun
from asah.foundation.pages.components import JobView, Step

_ALIVE = ("queued", "running")


def steps(current: int) -> list[Step]:
    """The six steps with the current one (1 to 6) marked."""
    labels = (_("Unggah"), _("Cocokkan kolom"), _("Periksa"), _("Perbaiki"), _("Tinjau perubahan"), _("Terapkan"))
    return [
        Step(label, "done" if place < current else "now" if place == current else "later")
        for place, label in enumerate(labels, start=1)
    ]


def frame(batch: ImportBatch, current: int, **more: Any) -> dict[str, Any]:
    """What every page of a batch shows."""
    one = format_of(batch.format)
    return {"batch": batch, "format": one, "steps": steps(current), "counts": live_numbers(batch), **more}


def page_of(batch: ImportBatch) -> str:
    """Address of the page where the batch goes on."""
    run = run_of(batch)
    if batch.state in ("applied", "undone", "cancelled"):
        route = "import_result"
    elif batch.state == "refused" or (run is not None and run.status in _ALIVE and run.name == "imports.check"):
        route = "import_check"
    elif run is not None and run.status in _ALIVE:
        route = "import_result"
    elif batch.state == "uploaded":
        route = "import_columns"
    elif batch.counts.get("problems") or batch.checked_number != batch.check_number:
        route = "import_repair"
    else:
        route = "import_review"
    return reverse(route, args=[batch.uid])


def go_on(batch: ImportBatch) -> HttpResponse:
    """To the page where the batch goes on."""
    return redirect(page_of(batch))


def job_view(run: JobRun) -> JobView:
    """A run as the progress component draws it."""
    state: Any = {"remarks": "done_with_notes"}.get(run.status, run.status)
    try:
        address = reverse("job", args=[run.uid])
    except NoReverseMatch:
        address = ""
    return JobView(run.title, state, run.done, run.total, run.remark, "", address, "")


def is_alive(run: JobRun | None) -> bool:
    """Whether a run waits or works."""
    return run is not None and run.status in _ALIVE
