"""Writes a checked roster through the journal: new units, new people, changes, and who is missing."""

import uuid
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from asah.foundation.imports.work import ReadyRow, Work
from asah.foundation.text.names import name_key
from asah.stages.people.imports.scene import Scene
from asah.stages.people.imports.units import write_units
from asah.stages.people.models import Person, PersonNumber, Posting
from asah.stages.people.queries import Known
from asah.stages.people.rules import is_head_title, pension_key, rank_order, retires_on

_PERSON = ("siasn_id", "name", "title_front", "title_back", "birth_on", "sex", "email", "phone")
_POST = (
    "employment", "legal_status", "job_kind", "job_code", "job_title", "job_from", "echelon", "functional_level",
    "job_family", "rank_id", "education_id", "contract_from", "contract_until",
)  # fmt: skip
_DATES = frozenset({"job_from", "contract_from", "contract_until"})
_POST_COLUMNS = (
    "id", "person_id", "unit_id", "valid", *_POST, "is_head", "retires_on", "end_reason",
)  # fmt: skip


@dataclass
class Post:
    """A posting to be written. head: None decides by the title; since: first day."""

    person: int
    unit: int
    since: date
    values: dict[str, Any]
    head: bool | None
    is_head: bool = False
    # The row to overwrite when the old posting began on the same day: a correction, not a move.
    overwrite: int | None = None


@dataclass
class Plan:
    """Everything one roster changes, gathered before anything is written."""

    people: list[tuple[Any, ...]] = field(default_factory=list)
    changed_people: list[tuple[Any, ...]] = field(default_factory=list)
    numbers: list[tuple[Any, ...]] = field(default_factory=list)
    ended_numbers: list[tuple[Any, ...]] = field(default_factory=list)
    posts: list[Post] = field(default_factory=list)
    ended_posts: list[tuple[Any, ...]] = field(default_factory=list)
    dropped_posts: list[int] = field(default_factory=list)


def write_roster(work: Work, scene: Scene) -> dict[str, int]:
    """Apply a roster's rows; returns counts for the audit line."""
    rows = list(work.rows())
    refs = write_units(work, scene, (row.values["unit_new"] for row in rows if row.values.get("unit_new")))
    plan = Plan()
    first_ever = not any(one.posting for one in scene.people.values())
    new = [row for row in rows if row.change == "new"]
    for row, person in zip(new, work.journal.new_ids(Person, len(new)), strict=True):
        _add(plan, row.values, person, refs, work.today, first_ever)
    for row in rows:
        if row.change == "changed":
            _change(plan, row, scene.people[row.ref[0]], refs, work.today)
    missing = list(work.rows("missing"))
    for row in missing:
        _lose(plan, scene.people[row.ref[0]], work.missing, work.today)
    _seat_heads(plan, scene, refs.names)
    _write(work, plan, scene)
    return {"new": len(new), "changed": len(rows) - len(new), "missing": len(missing), "units": refs.added}


def _add(plan: Plan, values: Mapping[str, Any], person: int, refs: Any, today: date, first_ever: bool) -> None:
    born = values["birth_on"]
    plan.people.append(
        (person, uuid.uuid4(), values["siasn_id"] or "", values["name"], values["title_front"] or "",
         values["title_back"] or "", name_key(values["name"]), born, values["sex"], values["email"] or "",
         values["phone"] or "", 1)
    )  # fmt: skip
    start = date.fromisoformat(values["job_from"]) if first_ever and values["job_from"] else today
    start = min(start, today)
    plan.numbers.append((person, values["nip"], f"[{start if first_ever else today},)"))
    post = {name: values.get(name) for name in _POST}
    plan.posts.append(Post(person, refs[values["unit"]], start, post | {"birth_on": born}, values["is_head"]))


def _change(plan: Plan, row: ReadyRow, known: Known, refs: Any, today: date) -> None:
    values, changed = row.values, set(row.changes)
    if changed & set(_PERSON):
        merged = {name: values[name] if name in changed else known.values[name] for name in _PERSON}
        plan.changed_people.append((known.person, *(merged[name] or "" for name in _PERSON), name_key(merged["name"])))
    if "nip" in changed:
        if known.number is not None:
            plan.ended_numbers.append((known.number, today))
        plan.numbers.append((known.person, values["nip"], f"[{today},)"))
    if changed - set(_PERSON) - {"nip"}:
        _move(plan, values, changed, known, refs, today)


def _move(plan: Plan, values: Mapping[str, Any], changed: set[str], known: Known, refs: Any, today: date) -> None:
    back = known.posting is None
    post = {name: values.get(name) if back or name in changed else _iso(known.values.get(name)) for name in _POST}
    if "job_title" in changed:
        # The check has read both from the new title, unless the file names them.
        post["functional_level"], post["job_family"] = values["functional_level"], values["job_family"]
    unit = refs[values["unit"]] if known.unit is None or "unit" in changed else known.unit
    keeps_post = not changed & {"unit", "job_title", "is_head"} and not back
    head = bool(known.values.get("is_head")) if keeps_post else values["is_head"]
    new = Post(known.person, unit, today, post | {"birth_on": _iso(known.values["birth_on"])}, head)
    if known.posting is not None:
        if known.since == today:
            new.overwrite = known.posting
        else:
            plan.ended_posts.append((known.posting, f"[{known.since},{today})", ""))
    plan.posts.append(new)


def _lose(plan: Plan, known: Known, choice: str, today: date) -> None:
    """Who is not in the file: moved away (his posting ends today) or not active (status 52 from today)."""
    if known.posting is None or known.unit is None:
        return
    if choice == "deactivate":
        post = {name: _iso(known.values.get(name)) for name in _POST} | {"legal_status": "52"}
        new = Post(known.person, known.unit, today, post | {"birth_on": _iso(known.values["birth_on"])}, False)
        new.overwrite = known.posting if known.since == today else None
        plan.posts.append(new)
    if known.since == today:
        if choice == "moved":
            plan.dropped_posts.append(known.posting)
        return
    plan.ended_posts.append((known.posting, f"[{known.since},{today})", "pindah" if choice == "moved" else ""))


def _seat_heads(plan: Plan, scene: Scene, unit_names: Mapping[int, str]) -> None:
    """One head a unit: whoever the file names, then the highest post; a head who stays keeps his seat."""
    leaving = {post.person for post in plan.posts} | {person for person, _why in _ended_people(plan, scene)}
    taken = {one.unit for one in scene.people.values() if one.values.get("is_head") and one.person not in leaving}
    titles = {unit.id: unit.head_title for unit in scene.places.tree.units.values()}

    def wants(post: Post) -> bool:
        if post.head is not None:
            return post.head
        title = post.values["job_title"] or ""
        return is_head_title(title, titles.get(post.unit, ""), unit_names.get(post.unit, ""))

    def weight(post: Post) -> tuple[Any, ...]:
        rank = rank_order(post.values["rank_id"] or "")
        return (not post.head, post.values["echelon"] or "99", rank[0], -rank[1], post.person)

    for post in sorted((post for post in plan.posts if wants(post)), key=weight):
        if post.unit not in taken:
            post.is_head = True
            taken.add(post.unit)


def _ended_people(plan: Plan, scene: Scene) -> Iterator[tuple[int, str]]:
    by_posting = {one.posting: one.person for one in scene.people.values() if one.posting is not None}
    for posting, _span, reason in plan.ended_posts:
        yield by_posting[posting], reason
    for posting in plan.dropped_posts:
        yield by_posting[posting], "pindah"


def _write(work: Work, plan: Plan, scene: Scene) -> None:
    """Ends first, so that no two rows of one person or one head's seat overlap at any moment."""
    journal = work.journal
    ended = dict(plan.ended_numbers)
    spans = PersonNumber.objects.filter(id__in=list(ended)).values_list("id", "valid")
    journal.update(PersonNumber, ("id", "valid"), [(key, f"[{span.lower},{ended[key]})") for key, span in spans])
    journal.update(Posting, ("id", "valid", "end_reason"), plan.ended_posts)
    journal.delete(Posting, [*plan.dropped_posts, *(p.overwrite for p in plan.posts if p.overwrite is not None)])
    journal.insert(
        Person,
        ("id", "uid", "siasn_id", "name", "title_front", "title_back", "name_key", "birth_on", "sex", "email", "phone",
         "version"),
        plan.people,
    )  # fmt: skip
    journal.update(Person, ("id", *_PERSON, "name_key"), plan.changed_people)
    # In the order of the numbers: neighbours land on the same pages of the index that keeps a number to one holder.
    numbers = sorted(plan.numbers, key=lambda line: str(line[1]))
    journal.insert(PersonNumber, ("person_id", "nip", "valid"), numbers)
    ids = journal.new_ids(Posting, len(plan.posts))
    journal.insert(Posting, _POST_COLUMNS, _posting_lines(plan.posts, ids, scene.ages))


def _posting_lines(posts: list[Post], ids: Iterable[int], ages: Mapping[str, int]) -> Iterator[tuple[Any, ...]]:
    for post, key in zip(posts, ids, strict=True):
        values = post.values
        texts = [values[name] if name in _DATES else values[name] or "" for name in _POST]
        yield (key, post.person, post.unit, f"[{post.since},)", *texts, post.is_head, _retires(values, ages), "")


def _retires(values: Mapping[str, Any], ages: Mapping[str, int]) -> date | None:
    key = pension_key(
        values["job_kind"] or "", values["echelon"] or "", values["functional_level"] or "", values["job_title"] or ""
    )
    return retires_on(date.fromisoformat(str(values["birth_on"])), ages[key]) if key in ages else None


def _iso(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
