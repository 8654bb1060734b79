"""Answer proposals after an approval."""

from asah.foundation.access.scope import agency_scope
from asah.foundation.jobs.handles import JobContext, body
from asah.stages.plan.events import ANSWER, AnswerArgs
from asah.stages.plan.services import answer_proposals


@body(ANSWER)
def answer(context: JobContext, args: AnswerArgs) -> None:
    """Every open proposal of the plan's year gets its answer in one transaction."""
    with agency_scope(context.agency):
        context.result = {"answered": answer_proposals(actor=context.actor, now=context.now(), run=args.run)}
