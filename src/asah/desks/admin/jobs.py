"""The body that fills a bare agency with the sample town."""

from datetime import UTC, datetime

from django.conf import settings
from django.db import transaction

from asah.foundation.access import queries as access
from asah.foundation.access.scope import agency_scope
from asah.foundation.jobs.handles import Failed, JobContext, body
from asah.stages.people import services as people_services
from asah.stages.people.events import LOAD_SAMPLE, SampleArgs


@body(LOAD_SAMPLE)
def load_sample(context: JobContext, args: SampleArgs) -> None:
    """Tell the story in one transaction: a worker killed in the middle leaves the agency bare."""
    from demo import story

    context.progress(0, 1, "Sekitar setengah menit")
    real_now = settings.ASAH_CLOCK or datetime.now(UTC)
    agency = next(one for one in access.agencies() if one.pk == context.agency)
    with transaction.atomic():
        with agency_scope(agency.pk):
            try:
                people_services.begin_sample(
                    actor=context.actor, now=context.now(), clock_shift_seconds=story.shift_from(real_now)
                )
            except people_services.NotBare as refusal:
                raise Failed(str(refusal)) from None
        stage = story.settle(agency, context.actor, args.size)
        story.tell(stage, lambda title: None)
    context.result = {"people": len(stage.workers)}
