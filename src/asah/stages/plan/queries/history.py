"""The way of a plan to its decree, step by step: what happened, and what is still to come."""

from dataclasses import dataclass
from typing import Any

from asah.stages.plan.models import Decision, Scenario, Submission
from asah.stages.plan.rules.steps import STEPS
from asah_basics.formats import date_long


@dataclass(frozen=True)
class Event:
    """One step. What has not happened yet has `is_done` False and a word instead of an instant."""

    at: Any
    text: str
    url: str = ""
    is_done: bool = True


def history_of(row: Scenario, decisions: list[Decision]) -> list[Event]:
    """All steps of a scenario in order of time, then those that are still missing; one query."""
    submissions = list(Submission.objects.filter(run__scenario=row).order_by("pk"))
    events = [
        Event(one.submitted_at, f"Usulan oleh {one.requester_name}" + (f": {one.note}" if one.note else ""))
        for one in submissions
    ]
    events += [Event(one.decided_at, _told(one), _file(one)) for one in decisions]
    events.insert(0, Event(row.edited_at, f"Pengaturan terakhir diubah oleh {row.edited_name}"))
    return sorted(events, key=lambda event: event.at) + _to_come(row)


def _told(one: Decision) -> str:
    text = f"{one.get_kind_display()} oleh {one.decider_name}: {one.reason}"
    if one.decree_number and one.decree_on:
        text += f" (Keputusan {one.decree_number}, {date_long(one.decree_on)})"
    return text


def _file(one: Decision) -> str:
    return f"/berkas/{one.decree_document}/" if one.decree_document else ""


def _to_come(row: Scenario) -> list[Event]:
    """The steps that are missing; none once enacted."""
    order = [Scenario.Status.SUBMITTED.value, *(step.after for step in STEPS)]
    reached = order.index(row.status) + 1 if row.status in order else 0
    if row.status == Scenario.Status.REPLACED:
        return []
    words = ["Usulan oleh perencana", *(f"{step.word} oleh {step.office}" for step in STEPS)]
    return [Event("Belum", text, is_done=False) for text in words[reached:]]
