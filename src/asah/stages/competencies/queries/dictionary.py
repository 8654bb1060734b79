"""Dictionaries and standards, and how far their set-up is."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Count
from django.utils.translation import gettext as _

from asah.foundation.access.actor import NotThere
from asah.stages.agency.queries import SetupTask
from asah.stages.competencies.models import Competency, CompetencyLevel, JobStandard
from asah_basics.formats.numbers import number


@dataclass(frozen=True)
class CompetencyRow:
    """An entry of a dictionary. standards: how many posts, families and steps ask for it on the day of the question."""

    id: int
    code: str
    name: str
    short: str
    kind: str
    kind_label: str
    field: str
    definition: str
    dictionary: str
    is_sample: bool
    is_active: bool
    standards: int


@dataclass(frozen=True)
class LevelRow:
    """What a level looks like at work."""

    level: int
    name: str
    indicators: tuple[str, ...]


@dataclass(frozen=True)
class StandardRow:
    """What a post, a family or a step of the ladder asks for."""

    job_key: str
    level: int
    valid_from: date
    legal_basis: str
    confirmed: bool


def competencies(on: date) -> list[CompetencyRow]:
    """Every entry, by code; two queries."""
    counted = dict(
        JobStandard.objects.filter(valid__contains=on)
        .values_list("competency_id")
        .annotate(count=Count("id"))
        .values_list("competency_id", "count")
    )
    return [_entry(row, counted.get(row.pk, 0)) for row in Competency.objects.order_by("code")]


def competency_by_code(code: str, on: date) -> CompetencyRow:
    """One entry. Raises NotThere."""
    row = Competency.objects.filter(code=code).first()
    if row is None:
        raise NotThere(f"competency {code}")
    return _entry(row, JobStandard.objects.filter(valid__contains=on, competency=row).count())


def competency_ids() -> dict[str, int]:
    """Code -> id of every entry, for other stages that name competencies by code."""
    return dict(Competency.objects.values_list("code", "pk"))


def levels_of(competency: int) -> list[LevelRow]:
    """The five levels of an entry."""
    rows = CompetencyLevel.objects.filter(competency_id=competency).order_by("level")
    return [LevelRow(row.level, row.name, tuple(row.indicators)) for row in rows]


def levels_of_many(competencies_: Collection[int]) -> dict[int, tuple[tuple[str, str], ...]]:
    """Entry -> (name, first indicator) of levels 1 to 5, for questionnaires; one query."""
    rows = CompetencyLevel.objects.filter(competency__in=list(competencies_)).order_by("competency", "level")
    found: dict[int, list[tuple[str, str]]] = {}
    for key, name, indicators in rows.values_list("competency_id", "name", "indicators"):
        found.setdefault(key, []).append((name, str(indicators[0]) if indicators else ""))
    return {key: tuple(levels) for key, levels in found.items()}


def standards_of(competency: int, on: date) -> list[StandardRow]:
    """Who asks for an entry, and at which level."""
    rows = JobStandard.objects.filter(competency_id=competency, valid__contains=on).order_by("job_key")
    return [StandardRow(row.job_key, row.level, row.valid.lower, row.legal_basis, row.confirmed) for row in rows]


def setup_tasks(on: date) -> list[SetupTask]:
    """Standar kompetensi: the seventh of the nine tasks of Siapkan Asah."""
    title, route = _("Standar kompetensi"), "competency_standards"
    if not Competency.objects.exists():
        return [SetupTask(7, title, "belum", _("Muat kamus kompetensi."), route)]
    rows = JobStandard.objects.filter(valid__contains=on)
    total, open_rows = rows.count(), rows.filter(confirmed=False).count()
    if not total:
        return [SetupTask(7, title, "sebagian", _("Kamus ada, standar jabatan belum."), route)]
    if open_rows:
        hint = _("%(open)s dari %(total)s standar belum dikonfirmasi. Standar awal ikut Aturan berlaku.") % {
            "open": number(open_rows), "total": number(total),
        }  # fmt: skip
        return [SetupTask(7, title, "sebagian", hint, route)]
    return [SetupTask(7, title, "selesai", _("Semua standar sudah dikonfirmasi."), route)]


def _entry(row: Competency, standards: int) -> CompetencyRow:
    return CompetencyRow(
        row.pk,
        row.code,
        row.name,
        row.short_name or row.name,
        row.kind,
        str(row.get_kind_display()),
        row.field,
        row.definition,
        row.dictionary,
        row.is_sample,
        row.is_active,
        standards,
    )
