"""Published versions as rows for planning, costing and pages."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any

from asah.stages.budget import queries as budget
from asah.stages.catalogue.models import CostLine, Evidence, Prerequisite, Programme, ProgrammeGain, ProgrammeVersion
from asah.stages.catalogue.rules import METHODS, Curriculum, Method, Prior, from_plain, prior_of
from asah.stages.competencies import queries as competencies


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
    """The share of the promised lift to expect: measured by an evaluation, or the prior of the method.

    prior: what research says of such training (standardised mean differences); None where it says nothing.
    """

    share: Decimal
    low: Decimal
    high: Decimal
    is_measured: bool
    source: str
    prior: Prior | None = None
    grade: str = ""
    recorded_at: datetime | None = None


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
    partner: int | None
    partner_code: str
    recurrence: str
    validity: str
    duty: str
    practice_percent: int | None
    legal_bases: tuple[str, ...]
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
        ProgrammeVersion.objects.filter(programme__in=numbers)
        .select_related("programme", "partner")
        .order_by("programme__code")
    )
    return rows_of([row for row in rows if numbers[row.programme_id] == row.number])


def programmes_with(partner: int) -> list[VersionRow]:
    """The programmes in force that a partner provides."""
    return [row for row in programmes_in_force() if row.partner == partner]


def versions_by_id(ids: Sequence[int]) -> dict[int, VersionRow]:
    """Versions by id, also old and archived ones."""
    rows = ProgrammeVersion.objects.filter(pk__in=ids).select_related("programme", "partner").order_by("pk")
    return {row.id: row for row in rows_of(list(rows))}


def rows_of(versions: list[ProgrammeVersion]) -> list[VersionRow]:
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
            "again_after_months", "recurrence", "validity", "duty", "practice_percent", "digest", "change_note",
            "published_at",
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
        partner=version.partner_id,
        partner_code=version.partner.code if version.partner is not None else "",
        legal_bases=tuple(version.legal_bases),
        method=method,
        gains=gains,
        lines=lines,
        prerequisites=needs,
        effect=_effect(method, version.form_id, evidence),
    )


def _effect(method: Method, form_id: int, evidence: Evidence | None) -> Effect:
    prior = prior_of(method.code, form_id)
    if evidence is None:
        return Effect(
            method.prior, method.prior / 2, Decimal(1), False, "perkiraan awal menurut metode, belum dievaluasi", prior
        )
    return Effect(
        evidence.effect, evidence.low, evidence.high, True, evidence.source, prior, evidence.grade,
        evidence.recorded_at,
    )  # fmt: skip


def content_of(row: VersionRow) -> Curriculum:
    """The content of a published version, for a new draft and for comparing."""
    plain = {
        key: getattr(row, key)
        for key in (
            "name", "summary", "outcomes", "form_id", "quantity", "measure", "days", "delivery", "class_min",
            "class_max", "most_classes", "months", "scope", "audience", "prerequisites", "mandatory_basis", "tags",
            "again_after_months", "recurrence", "validity", "duty", "practice_percent", "legal_bases",
        )
    }  # fmt: skip
    costs = [
        {"standard": line.standard, "per": line.per.value, "quantity": line.quantity, "note": line.note}
        for line in row.lines
    ]
    return from_plain(
        plain
        | {"method": row.method.code, "costs": costs, "partner": row.partner_code}
        | {"gains": [{"competency": gain.code, "lift": gain.lift, "up_to": gain.up_to} for gain in row.gains]}
    )
