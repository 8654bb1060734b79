"""Bodies of the handles."""

from asah.foundation.access.scope import agency_scope
from asah.foundation.imports import services
from asah.foundation.imports.events import APPLY, CHECK, BatchArgs
from asah.foundation.imports.running import run_check
from asah.foundation.jobs.handles import Failed, JobContext, body


@body(CHECK)
def check_batch(context: JobContext, args: BatchArgs) -> None:
    """Check a batch, telling how many rows are done; may be cancelled until the answer is kept."""
    batch = run_check(args.batch, actor=context.actor, now=context.now(), progress=context.progress)
    if batch.refusal:
        raise Failed(batch.refusal)
    context.result = {"batch": batch.number, **batch.counts}


@body(APPLY)
def apply_batch(context: JobContext, args: BatchArgs) -> None:
    """Apply a batch in one transaction; a worker killed in the middle leaves nothing, the next one repeats it."""
    context.progress(0, 1)
    try:
        with agency_scope(context.agency):
            batch = services.apply_batch(actor=context.actor, now=context.now(), batch=args.batch)
    except services.ImportRefused as refusal:
        raise Failed(str(refusal)) from None
    context.result = {"batch": batch.number, **batch.counts}
