"""What pages of the catalogue show."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from asah.foundation.access.actor import Actor, NotAllowed, NotThere
from asah.foundation.access.permissions import Permission
from asah.stages.agency import queries as agency
from asah.stages.budget import queries as budget
from asah.stages.catalogue.models import Programme, ProgrammeVersion
from asah.stages.catalogue.queries.versions import VersionRow, content_of, programmes_in_force, rows_of
from asah.stages.catalogue.rules import (
    METHODS,
    Curriculum,
    CurriculumRefused,
    Difference,
    Method,
    differences,
    faults_of,
    from_plain,
    in_words,
    read_duration,
    to_plain,
)
from asah.stages.partners import queries as partners


@dataclass(frozen=True)
class Card:
    """A programme in the list. per_head_rupiah: for a full class, None when a price is missing.

    to_review: regulations its content rests on that were replaced; no_agreement: why its partner cannot carry a class.
    """

    version: VersionRow
    per_head_rupiah: int | None
    to_review: tuple[agency.LegalRow, ...] = ()
    no_agreement: str = ""


@dataclass(frozen=True)
class CatalogueList:
    """The list, with what it was narrowed to."""

    cards: tuple[Card, ...]
    total: int
    methods: tuple[Method, ...]
    drafts: tuple[Programme, ...]
    to_review: int


@dataclass(frozen=True)
class DutyRow:
    """By when whom the law or the post obliges, as the dated table says it."""

    name: str
    by: str
    since: str
    within: str
    basis: str
    confirmed: bool


def _may_read(actor: Actor) -> None:
    """The catalogue is open to everybody who holds the verb, whatever its reach: it tells of nobody."""
    if not actor.holds(Permission.CATALOGUE_READ):
        raise NotAllowed("Peran Anda tidak mencakup katalog program.")


def programmes_page(
    actor: Actor, on: date, *, words: str = "", kind: str = "", method: str = "", form: str = "", review: bool = False
) -> CatalogueList:
    """Programmes in force, narrowed by words, kind of competency, method, SIASN form, and need of review."""
    _may_read(actor)
    everything = programmes_in_force()
    bases = agency.legal_bases_on((code for row in everything for code in row.legal_bases), on)
    stale = {row.code: _replaced(row, bases) for row in everything}
    chosen = [
        row
        for row in everything
        if _matches(row, words.lower().split(), kind, method, form) and (not review or stale[row.code])
    ]
    prices = budget.prices_on(on)
    agreements = partners.without_agreement({row.partner for row in chosen if row.partner is not None}, on, on)
    drafts: tuple[Programme, ...] = ()
    if actor.holds(Permission.CATALOGUE_EDIT):
        drafts = tuple(Programme.objects.exclude(draft=None).order_by("code"))
    used = {row.method.code for row in everything}
    return CatalogueList(
        tuple(
            Card(row, _per_head(row, prices), stale[row.code], agreements.get(row.partner or 0, "")) for row in chosen
        ),
        len(everything),
        tuple(entry for entry in METHODS.values() if entry.code in used),
        drafts,
        sum(bool(rows) for rows in stale.values()),
    )


def _matches(row: VersionRow, words: list[str], kind: str, method: str, form: str) -> bool:
    text = " ".join((row.code, row.name, row.summary, *row.outcomes, *(gain.name for gain in row.gains))).lower()
    return (
        all(word in text for word in words)
        and kind in ("", row.kind)
        and method in ("", row.method.code)
        and form in ("", str(row.form_id))
    )


def _replaced(row: VersionRow, bases: Mapping[str, agency.LegalRow]) -> tuple[agency.LegalRow, ...]:
    return tuple(bases[code] for code in row.legal_bases if code in bases and bases[code].is_replaced)


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
    may_undo: bool
    partner: partners.PartnerRow | None
    no_agreement: str
    duty: DutyRow | None
    bases: tuple[agency.LegalRow, ...]
    recurrence: str
    validity: str
    audience: tuple[str, ...]
    months: tuple[str, ...]

    @property
    def to_review(self) -> tuple[agency.LegalRow, ...]:
        """Regulations the content rests on that were replaced: "Materi perlu ditinjau"."""
        return tuple(row for row in self.bases if row.is_replaced)


def programme_page(actor: Actor, code: str, on: date) -> ProgrammePage:
    """One programme with its cost today and its versions. Raises NotThere."""
    programme, versions = _programme(actor, code)
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
    bases = agency.legal_bases_on(current.legal_bases, on) if current else {}
    return ProgrammePage(
        programme=programme,
        current=current,
        costing=costing,
        costing_fault=fault,
        form_name=_form_name(current.form_id if current else 0, on),
        needed=tuple(Programme.objects.filter(code__in=current.prerequisites).order_by("code")) if current else (),
        history=tuple(_history(versions)),
        draft=draft,
        draft_changes=tuple(differences(before, to_plain(draft))) if draft else (),
        may_undo=may_edit and programme.draft_before is not None,
        partner=partners.partners_by_id([current.partner])[current.partner] if current and current.partner else None,
        no_agreement=_no_agreement(current, on),
        duty=_duty(current.duty, on) if current and current.duty else None,
        bases=tuple(bases[one] for one in current.legal_bases if one in bases) if current else (),
        recurrence=read_duration(current.recurrence).words if current and current.recurrence else "",
        validity=read_duration(current.validity).words if current and current.validity else "",
        audience=tuple(in_words("audience", dict(current.audience))) if current else (),
        months=tuple(in_words("months", list(current.months))) if current else (),
    )


def _no_agreement(row: VersionRow | None, on: date) -> str:
    if row is None or row.partner is None:
        return ""
    return partners.without_agreement([row.partner], on, on).get(row.partner, "")


def _programme(actor: Actor, code: str) -> tuple[Programme, list[VersionRow]]:
    _may_read(actor)
    programme = Programme.objects.filter(code=code).first()
    if programme is None or (not programme.latest and not actor.holds(Permission.CATALOGUE_EDIT)):
        raise NotThere("Program ini tidak ada di katalog.")
    rows = ProgrammeVersion.objects.filter(programme=programme).select_related("programme", "partner")
    return programme, rows_of(list(rows.order_by("-number")))


@dataclass(frozen=True)
class DraftRow:
    """A draft in the list. number: of the version it would become; changes: against the newest version."""

    programme: Programme
    number: int
    changes: tuple[Difference, ...]
    faults: tuple[str, ...]


def draft_rows(actor: Actor, on: date) -> list[DraftRow]:
    """Every draft with what it changes; faults: what its own content lacks to be published."""
    if not actor.holds(Permission.CATALOGUE_EDIT):
        raise NotAllowed("Peran Anda tidak mencakup rancangan program.")
    current = {row.programme: to_plain(content_of(row)) for row in programmes_in_force()}
    found = []
    for programme in Programme.objects.exclude(draft=None).order_by("code"):
        draft = _draft(programme)
        faults = faults_of(draft) if draft else ["Isi rancangan belum lengkap."]
        changes = differences(current.get(programme.pk, {}), to_plain(draft)) if draft else []
        found.append(DraftRow(programme, programme.latest + 1, tuple(changes), tuple(faults)))
    return found


@dataclass(frozen=True)
class DifferencePage:
    """Two versions of a programme, field by field."""

    programme: Programme
    old: VersionRow
    new: VersionRow
    numbers: tuple[int, ...]
    changes: tuple[Difference, ...]


def difference_page(actor: Actor, code: str, old: int, new: int) -> DifferencePage:
    """What changed from one version to another, in either order of time. Raises NotThere."""
    programme, versions = _programme(actor, code)
    by_number = {row.number: row for row in versions}
    if old not in by_number or new not in by_number:
        raise NotThere(f"versions {old} and {new} of {code}")
    plain = [to_plain(content_of(by_number[number])) for number in (old, new)]
    return DifferencePage(
        programme, by_number[old], by_number[new], tuple(sorted(by_number)), tuple(differences(*plain))
    )


def _duty(key: str, on: date) -> DutyRow | None:
    row = agency.rules("kewajiban_pelatihan", on).get(key)
    if row is None:
        return None
    basis = agency.legal_basis_names([row.legal_basis])[row.legal_basis]
    return DutyRow(
        str(row.values["name"]),
        str(row.values["by"]),
        _SINCE.get(row.values["since"], str(row.values["since"])),
        read_duration(str(row.values["within"])).words,
        basis,
        row.confirmed,
    )


_SINCE = {"tmt_cpns": "TMT CPNS", "tmt_jabatan": "TMT jabatan", "awal_kontrak": "awal kontrak"}


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
