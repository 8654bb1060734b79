"""What the town is at the end of its story, as one line per table: how many rows, and a digest of what they say.

Ids, uuids, instants and salts differ from one loading to the next and are left out; a key is replaced by what its row
is known by (a unit's code, a person's SIASN id, else the digest of that row). The same story therefore gives the same
lines on every machine. Trail, queue, import journal and search are left out: they record the telling and not the town.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db import models

from asah.foundation.access.models import Membership
from asah.foundation.access.tenancy import AgencyModel, agency_tables
from asah_basics.canonical import Json, digest, plain

NOT_THE_TOWN = {"audit", "documents", "imports", "jobs", "notices", "search"}
KNOWN_BY = {"people.Unit": "code", "people.Person": "siasn_id", "competencies.Competency": "code"}
# Numbers that name a row without being a key, by the name of their field.
BY_NAME = {"person": "people.Person", "unit": "people.Unit", "competency": "competencies.Competency"}
_ABOUT_THE_LOADING = re.compile(r"digest|hash|batch|account|_by$|^job$")


@dataclass(frozen=True)
class TableDigest:
    """One line: table, rows, first 16 digits of the SHA-256 of its rows in canonical order."""

    table: str
    rows: int
    digest: str

    def __str__(self) -> str:
        return f"{self.table:<32} {self.rows:>7} {self.digest}"


def town_digest(agency: int) -> list[TableDigest]:
    """Every table of the town that holds anything, by name; runs inside the agency's scope."""
    reader = _Reader(agency)
    tables = [model for model in agency_tables() if model._meta.app_label not in NOT_THE_TOWN]
    found = []
    for model in sorted(tables, key=lambda model: model._meta.label):
        rows: list[Json] = [*sorted(reader.said(model).values())]
        if rows:
            found.append(TableDigest(model._meta.label, len(rows), digest(rows)[:16]))
    return found


class _Reader:
    """Reads tables once each and remembers what their rows are called."""

    def __init__(self, agency: int) -> None:
        self._agency = agency
        self._said: dict[type[AgencyModel], dict[int, str]] = {}
        self._names: dict[str, Mapping[int, str]] = {}
        self._by_label = {model._meta.label: model for model in agency_tables()}

    def said(self, model: type[AgencyModel]) -> dict[int, str]:
        """Id -> digest of what the row says."""
        if model not in self._said:
            self._said[model] = dict(self._read(model))
        return self._said[model]

    def _read(self, model: type[AgencyModel]) -> Iterator[tuple[int, str]]:
        columns = [field for field in model._meta.concrete_fields if self._tells(field)]
        readers = [self._reader(field) for field in columns]
        rows: Any = model._default_manager.values_list("pk", *(field.attname for field in columns))
        for pk, *values in rows.iterator(chunk_size=5000):
            said = [read(value) for read, value in zip(readers, values, strict=True)]
            yield pk, digest([*said])

    def _tells(self, field: Any) -> bool:
        """Whether a field says something about the town rather than about this loading of it."""
        if field.primary_key or field.name == "agency" or _ABOUT_THE_LOADING.search(field.name):
            return False
        return not isinstance(field, models.UUIDField | models.DateTimeField)

    def _reader(self, field: Any) -> Any:
        if isinstance(field, models.ForeignKey):
            names = self._names_of(field.remote_field.model._meta.label)
            return lambda value: names.get(value)
        if isinstance(field, models.BigIntegerField) and field.name in BY_NAME:
            names = self._names_of(BY_NAME[field.name])
            return lambda value: names.get(value)
        if field.name == "membership":
            return lambda value: self._members.get(value)
        if field.name == "path":
            return self._path
        return _plain

    def _names_of(self, label: str) -> Mapping[int, str]:
        """Id -> what a row of a table is known by."""
        if label not in self._names:
            model = self._by_label.get(label)
            if model is None:
                self._names[label] = {}
            elif label in KNOWN_BY:
                self._names[label] = dict(model._default_manager.values_list("pk", KNOWN_BY[label]))
            else:
                self._names[
                    label
                ] = {}  # what a row of a circle of tables is known by is not asked again on the way round
                self._names[label] = self.said(model)
        return self._names[label]

    @cached_property
    def _members(self) -> dict[int, str]:
        return dict(Membership.objects.filter(agency=self._agency).values_list("pk", "account__username"))

    def _path(self, path: str) -> str:
        units = self._names_of("people.Unit")
        return "/".join(units.get(int(part), part) if part.isdigit() else part for part in path.split("/"))


def _plain(value: Any) -> Any:
    bounds = getattr(value, "lower", None), getattr(value, "upper", None)
    if hasattr(value, "isempty"):
        return [plain(bound) for bound in bounds]
    return plain(value)
