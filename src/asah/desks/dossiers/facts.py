"""What a dossier shows, gathered from the stages; each stage answers within the reader's reach."""

from datetime import datetime
from typing import Any

from asah.foundation.access.actor import Actor, allowed
from asah.foundation.access.permissions import Permission
from asah.foundation.audit.queries import history_of
from asah.stages.agency import queries as agency
from asah.stages.people import queries as people


def person_facts(actor: Actor, uid: str, now: datetime) -> dict[str, Any]:
    """Identity, post, superior, and what happened; NotThere beyond reach."""
    on = actor.today(now)
    row = people.person_by_uid(actor, uid, on)
    known = people.tree(on)
    lead = people.superior_of(row.id, on)
    above = people.where_was(lead, on) if lead is not None else None
    status = agency.rules("kedudukan_hukum", on).get(row.legal_status)
    return {
        "person": row,
        "status": status.values["name"] if status else row.legal_status,
        "units": [unit for unit in reversed(list(known.way_up(row.unit))) if unit.parent is not None],
        "above": above,
        "may_edit": allowed(actor, Permission.PEOPLE_EDIT, people.as_subject(row, lead)),
        "history": history_of("person", uid),
    }


def unit_facts(actor: Actor, uid: str, now: datetime) -> dict[str, Any]:
    """Name, place in the tree, people directly and below."""
    on = actor.today(now)
    unit = people.unit_by_uid(actor, uid, on)
    known = people.tree(on)
    rows = people.rows_of(people.people_seen(actor, on, people.Filter(unit_path=unit.path))[:50], on)
    counts = people.headcounts(on)
    below = [node for node in known.units.values() if node.path.startswith(unit.path)]
    return {
        "unit": unit,
        "way": [node for node in reversed(list(known.way_up(unit.id))) if node.id != unit.id],
        "children": known.children.get(unit.id, []),
        "people": rows,
        "count": sum(counts.get(node.id, 0) for node in below),
        "history": history_of("unit", uid),
    }
