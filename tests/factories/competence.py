"""The dictionaries that ship with Asah, for tests."""

from datetime import UTC, datetime

from asah.foundation.access.actor import Actor, Held
from asah.stages.competencies.models import Competency
from asah.stages.competencies.services import load_dictionary

LOADED_AT = datetime(2027, 1, 1, tzinfo=UTC)


def dictionary_of_the_catalogue(agency: int) -> dict[str, Competency]:
    """All three dictionaries, by code; runs inside the agency's scope."""
    actor = Actor(agency=agency, account=None, name="Maria W.", roles=(Held("planner"),))
    for name in ("pan38-2017", "mdn108-2017", "asah-teknis-1"):
        load_dictionary(actor=actor, now=LOADED_AT, dictionary=name)
    return {row.code: row for row in Competency.objects.all()}
