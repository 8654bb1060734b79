"""What a dossier shows, gathered from the stages; each stage answers within the reader's reach."""

from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from asah.foundation.access.actor import Actor, allowed
from asah.foundation.access.permissions import Permission
from asah.foundation.audit.queries import history_of
from asah.stages.agency import queries as agency
from asah.stages.catalogue import queries as catalogue
from asah.stages.competencies import queries as competencies
from asah.stages.partners import queries as partners
from asah.stages.people import queries as people
from asah.stages.plan import queries as plan
from asah.stages.records import queries as records
from asah_basics.formats import number

MOST_GAPS = 5


def person_facts(actor: Actor, uid: str, now: datetime) -> dict[str, Any]:
    """Identity, post, superior, and what happened; NotThere beyond reach.

    Gaps, hours and the plan's decision are None for a reader whose verb for them does not reach this person.
    """
    on = actor.today(now)
    row = people.person_by_uid(actor, uid, on)
    known = people.tree(on)
    lead = people.superior_of(row.id, on)
    above = people.where_was(lead, on) if lead is not None else None
    status = agency.rules("kedudukan_hukum", on).get(row.legal_status)
    subject = people.as_subject(row, lead)

    def reads(verb: Permission) -> bool:
        return allowed(actor, verb, subject)

    return {
        "person": row,
        "status": status.values["name"] if status else row.legal_status,
        "units": [unit for unit in reversed(list(known.way_up(row.unit))) if unit.parent is not None],
        "above": above,
        "may_edit": reads(Permission.PEOPLE_EDIT),
        "gaps": _gaps(row) if reads(Permission.COMPETENCY_READ) else None,
        "may_see_ratings": reads(Permission.PERFORMANCE_READ),
        "hours": _hours(row, on) if reads(Permission.RECORD_READ) else None,
        "plan": plan.page_of_person(row.id) if reads(Permission.OWN_DECISION_READ) else None,
        "history": history_of("person", uid),
    }


def _gaps(row: people.PersonRow) -> dict[str, Any]:
    """How many competencies the post asks for, how many are assessed, and the largest gaps."""
    rows = competencies.gaps_of_person(row.id)
    lacking = [one for one in rows if one.gap]
    known = sum(one.held is not None for one in rows)
    return {"asked": len(rows), "known": known, "lacking": len(lacking), "largest": lacking[:MOST_GAPS]}


def _hours(row: people.PersonRow, on: date) -> dict[str, Any]:
    """Lesson hours of the year before and of this one, each against the floor that binds him."""
    years = [records.hours_of(row.id, year, on) for year in (on.year - 1, on.year)]
    return {"years": [{"label": str(one.year), "jp": one.legal.jp, "note": _against(one)} for one in years]}


def _against(hours: records.OwnHours) -> str:
    floor = hours.legal.floor
    if floor is None:
        return _("tidak wajib")
    if hours.legal.jp >= floor:
        return _("kewajiban %(floor)s JP terpenuhi") % {"floor": floor}
    return _("kurang %(left)s dari %(floor)s JP") % {"left": number(floor - hours.legal.jp), "floor": floor}


def unit_facts(actor: Actor, uid: str, now: datetime) -> dict[str, Any]:
    """Name, place in the tree, people directly and below."""
    on = actor.today(now)
    unit = people.unit_by_uid(actor, uid, on)
    known = people.tree(on)
    rows = people.rows_of(people.people_seen(actor, on, people.Filter(unit_path=unit.path))[:50], on)
    return {
        "unit": unit,
        "way": [node for node in reversed(list(known.way_up(unit.id))) if node.id != unit.id],
        "children": known.children.get(unit.id, []),
        "people": rows,
        "count": people.headcounts_below(on).get(unit.id, 0),
        "may_see_figures": actor.holds(Permission.PERFORMANCE_READ),
        "history": history_of("unit", uid),
    }


def partner_facts(actor: Actor, uid: str, now: datetime) -> dict[str, Any]:
    """Who a partner is, what was agreed, who teaches, and what happened; NotThere beyond reach."""
    page = partners.partner_page(actor, uid, actor.today(now))
    return {
        "page": page,
        "partner": page.partner,
        "carrying": partners.carrying(page.agreements),
        "programmes": catalogue.programmes_with(page.partner.id),
        "may_edit": allowed(actor, Permission.PARTNER_EDIT),
        "history": history_of("partner", uid),
    }


def programme_facts(actor: Actor, code: str, now: datetime) -> dict[str, Any]:
    """A programme over the years: its versions, what evaluation found, what plans gave it, who completed it."""
    page = catalogue.programme_page(actor, code, actor.today(now))
    return {
        "page": page,
        "current": page.current,
        "plans": plan.plans_of_programme(actor, code),
        "completed": records.completed_by_year(code),
        "history": history_of("programme", code) if actor.holds(Permission.CATALOGUE_EDIT) else [],
    }
