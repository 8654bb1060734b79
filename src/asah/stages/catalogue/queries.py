"""Questions about the catalogue. Whoever holds CATALOGUE_READ sees every published programme."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from asah.foundation.access.actor import Actor, NotAllowed, NotThere
from asah.foundation.access.permissions import Permission
from asah.stages.agency import queries as agency
from asah.stages.budget import queries as budget
from asah.stages.catalogue.models import CostLine, Evidence, Prerequisite, Programme, ProgrammeGain, ProgrammeVersion
from asah.stages.catalogue.rules import (
    METHODS,
    Curriculum,
    CurriculumRefused,
    Difference,
    Job,
    Method,
    admits,
    differences,
    from_plain,
    lifted,
    to_plain,
)
from asah.stages.competencies import queries as competencies

__all__ = [
    "METHODS",
    "Effect",
    "GainRow",
    "Job",
    "Method",
    "ProgrammePage",
    "VersionRow",
    "admits",
    "lifted",
    "programme_page",
    "programmes_in_force",
    "programmes_page",
    "versions_by_id",
]  # fmt: skip


@dataclass(frozen=True)
class GainRow:
    """What a version lifts."""

    competency: int
    code: str
    name: str
    kind: str
    lift: Decimal
    up_to: int


@dataclass(frozen=True)
class Effect:
    """The share of the promised lift to expect: measured by an evaluation, or the prior of the method."""

    share: Decimal
    low: Decimal
    high: Decimal
    is_measured: bool
    source: str


@dataclass(frozen=True)
class VersionRow:
    """A published curriculum with everything that planning, costing and pages need. `gains[0]` is the main one."""

    id: int
    programme: int
    code: str
    number: int
    name: str
    summary: str
    outcomes: tuple[str, ...]
    form_id: int
    method: Method
    scope: str
    quantity: Decimal
    measure: str
    jp: Decimal
    rule_confirmed: bool
    days: int
    delivery: str
    class_min: int
    class_max: int
    most_classes: int
    months: tuple[int, ...]
    audience: Mapping[str, Any]
    mandatory_basis: str
    again_after_months: int | None
    tags: tuple[str, ...]
    digest: str
    change_note: str
    published_at: datetime
    is_sample: bool
    gains: tuple[GainRow, ...] = ()
    lines: tuple[budget.Line, ...] = ()
    prerequisites: tuple[str, ...] = ()
    effect: Effect = field(default_factory=lambda: Effect(Decimal(1), Decimal(1), Decimal(1), False, ""))

    @property
    def kind(self) -> str:
        """Kind of the main competency."""
        return self.gains[0].kind if self.gains else ""

    @property
    def is_sending(self) -> bool:
        """Whether people are sent to a provider, paid by the head."""
        return self.delivery == ProgrammeVersion.Delivery.SENDING

    def cost(self, prices: Mapping[str, budget.Price]) -> budget.Costing:
        """Price it with prices of a day. Raises budget.CostingRefused."""
        return budget.costing(self.lines, prices, jp=self.jp, days=self.days)


def programmes_in_force() -> list[VersionRow]:
    """The newest version of every programme that is not archived, in the order of codes; six queries."""
    pairs = Programme.objects.filter(archived_at=None, latest__gt=0).values_list("pk", "latest")
    numbers = dict(pairs)
    rows = (
        ProgrammeVersion.objects.filter(programme__in=numbers).select_related("programme").order_by("programme__code")
    )
    return _rows([row for row in rows if numbers[row.programme_id] == row.number])


def versions_by_id(ids: Sequence[int]) -> dict[int, VersionRow]:
    """Versions by id, also old and archived ones."""
    rows = ProgrammeVersion.objects.filter(pk__in=ids).select_related("programme").order_by("pk")
    return {row.id: row for row in _rows(list(rows))}


def _rows(versions: list[ProgrammeVersion]) -> list[VersionRow]:
    ids = [version.pk for version in versions]
    names = {row.id: row for row in competencies.entries()}
    gains: dict[int, list[GainRow]] = {}
    for gain in ProgrammeGain.objects.filter(version__in=ids).order_by("-is_main", "pk"):
        entry = names[gain.competency_id]
        gains.setdefault(gain.version_id, []).append(
            GainRow(entry.id, entry.code, entry.name, entry.kind, gain.lift, gain.up_to)
        )
    lines: dict[int, list[budget.Line]] = {}
    for line in CostLine.objects.filter(version__in=ids).order_by("version", "number"):
        lines.setdefault(line.version_id, []).append(
            budget.Line(line.standard, budget.Per(line.per), line.quantity, line.note)
        )
    needs: dict[int, list[str]] = {}
    for need in Prerequisite.objects.filter(version__in=ids).select_related("needs").order_by("needs__code"):
        needs.setdefault(need.version_id, []).append(need.needs.code)
    measured = {row.programme_id: row for row in Evidence.objects.order_by("pk")}
    return [
        _row(
            version,
            tuple(gains.get(version.pk, ())),
            tuple(lines.get(version.pk, ())),
            tuple(needs.get(version.pk, ())),
            measured.get(version.programme_id),
        )
        for version in versions
    ]


def _row(
    version: ProgrammeVersion,
    gains: tuple[GainRow, ...],
    lines: tuple[budget.Line, ...],
    needs: tuple[str, ...],
    evidence: Evidence | None,
) -> VersionRow:
    method = METHODS[version.method]
    plain = {
        key: getattr(version, key)
        for key in (
            "id", "number", "name", "summary", "form_id", "scope", "quantity", "measure", "jp", "rule_confirmed",
            "days", "delivery", "class_min", "class_max", "most_classes", "audience", "mandatory_basis",
            "again_after_months", "digest", "change_note", "published_at",
        )
    }  # fmt: skip
    return VersionRow(
        **plain,
        programme=version.programme_id,
        code=version.programme.code,
        is_sample=version.programme.is_sample,
        outcomes=tuple(version.outcomes),
        months=tuple(version.months),
        tags=tuple(version.tags),
        method=method,
        gains=gains,
        lines=lines,
        prerequisites=needs,
        effect=_effect(method, evidence),
    )


def _effect(method: Method, evidence: Evidence | None) -> Effect:
    if evidence is None:
        return Effect(
            method.prior, method.prior / 2, Decimal(1), False, "perkiraan awal menurut metode, belum dievaluasi"
        )
    return Effect(evidence.effect, evidence.low, evidence.high, True, evidence.source)


# ---------------------------------------------------------------- pages


@dataclass(frozen=True)
class Card:
    """A programme in the list. `per_head_rupiah` for a full class, None when a price is missing."""

    version: VersionRow
    per_head_rupiah: int | None


@dataclass(frozen=True)
class CatalogueList:
    """The list, with what it was narrowed to."""

    cards: tuple[Card, ...]
    total: int
    methods: tuple[Method, ...]
    drafts: tuple[Programme, ...]


def _may_read(actor: Actor) -> None:
    """The catalogue is open to everybody who holds the verb, whatever its reach: it tells of nobody."""
    if not actor.holds(Permission.CATALOGUE_READ):
        raise NotAllowed("Peran Anda tidak mencakup katalog program.")


def programmes_page(actor: Actor, on: date, *, words: str = "", kind: str = "", method: str = "") -> CatalogueList:
    """Programmes in force, narrowed by words in name or outcomes, by kind of competency and by method."""
    _may_read(actor)
    everything = programmes_in_force()
    prices = budget.prices_on(on)
    chosen = [row for row in everything if _matches(row, words.lower().split(), kind, method)]
    drafts: tuple[Programme, ...] = ()
    if actor.holds(Permission.CATALOGUE_EDIT):
        drafts = tuple(Programme.objects.exclude(draft=None).order_by("code"))
    used = {row.method.code for row in everything}
    return CatalogueList(
        tuple(Card(row, _per_head(row, prices)) for row in chosen),
        len(everything),
        tuple(entry for entry in METHODS.values() if entry.code in used),
        drafts,
    )


def _matches(row: VersionRow, words: list[str], kind: str, method: str) -> bool:
    text = " ".join((row.code, row.name, row.summary, *row.outcomes, *(gain.name for gain in row.gains))).lower()
    return all(word in text for word in words) and kind in ("", row.kind) and method in ("", row.method.code)


def _per_head(row: VersionRow, prices: Mapping[str, budget.Price]) -> int | None:
    try:
        return row.cost(prices).per_head(row.class_max)
    except budget.CostingRefused:
        return None


@dataclass(frozen=True)
class VersionChange:
    """A version in the history, with what changed against the one before."""

    version: VersionRow
    changes: tuple[Difference, ...]


@dataclass(frozen=True)
class ProgrammePage:
    """Everything the page of a programme shows. `current` is None while only a draft exists."""

    programme: Programme
    current: VersionRow | None
    costing: budget.Costing | None
    costing_fault: str
    form_name: str
    needed: tuple[Programme, ...]
    history: tuple[VersionChange, ...]
    draft: Curriculum | None
    draft_changes: tuple[Difference, ...]


def programme_page(actor: Actor, code: str, on: date) -> ProgrammePage:
    """One programme with its cost today and its versions. Raises NotThere."""
    _may_read(actor)
    programme = Programme.objects.filter(code=code).first()
    if programme is None or (not programme.latest and not actor.holds(Permission.CATALOGUE_EDIT)):
        raise NotThere("Program ini tidak ada di katalog.")
    versions = _rows(
        list(ProgrammeVersion.objects.filter(programme=programme).select_related("programme").order_by("-number"))
    )
    current = versions[0] if versions else None
    costing, fault = None, ""
    if current is not None:
        try:
            costing = current.cost(budget.prices_on(on))
        except budget.CostingRefused as refused:
            fault = str(refused)
    may_edit = actor.holds(Permission.CATALOGUE_EDIT)
    draft = _draft(programme) if may_edit else None
    before = to_plain(content_of(current)) if current else {}
    return ProgrammePage(
        programme=programme,
        current=current,
        costing=costing,
        costing_fault=fault,
        form_name=_form_name(current.form_id if current else 0, on),
        needed=tuple(Programme.objects.filter(code__in=current.prerequisites).order_by("code")) if current else (),
        history=tuple(_history(versions)),
        draft=draft,
        draft_changes=tuple(differences(before, programme.draft)) if draft and programme.draft else (),
    )


def _draft(programme: Programme) -> Curriculum | None:
    try:
        return from_plain(programme.draft) if programme.draft else None
    except CurriculumRefused:
        return None


def _form_name(form_id: int, on: date) -> str:
    row = agency.rules("jenis_bangkom", on).get(str(form_id))
    return str(row.values["name"]) if row else ""


def _history(versions: list[VersionRow]) -> list[VersionChange]:
    plain = [to_plain(content_of(version)) for version in versions]
    return [
        VersionChange(version, tuple(differences(plain[at + 1], plain[at])) if at + 1 < len(versions) else ())
        for at, version in enumerate(versions)
    ]


def content_of(row: VersionRow) -> Curriculum:
    """The content of a published version, for a new draft and for comparing."""
    plain = {
        key: getattr(row, key)
        for key in (
            "name", "summary", "outcomes", "form_id", "quantity", "measure", "days", "delivery", "class_min",
            "class_max", "most_classes", "months", "scope", "audience", "prerequisites", "mandatory_basis",
            "again_after_months", "tags",
        )
    }  # fmt: skip
    costs = [
        {"standard": line.standard, "per": line.per.value, "quantity": line.quantity, "note": line.note}
        for line in row.lines
    ]
    return from_plain(
        plain
        | {"method": row.method.code, "costs": costs}
        | {"gains": [{"competency": gain.code, "lift": gain.lift, "up_to": gain.up_to} for gain in row.gains]}
    )
