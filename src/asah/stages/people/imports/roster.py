"""The roster: everybody the agency employs, as SIASN exports him."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from asah.foundation.access.actor import Actor
from asah.foundation.access.permissions import Permission
from asah.foundation.audit.door import announce
from asah.foundation.imports.findings import Finding, Suggestion
from asah.foundation.imports.formats import ImportFormat, Live, MissingChoice
from asah.foundation.imports.marks import live_mark
from asah.foundation.imports.work import Work
from asah.foundation.text.cells import plain_key
from asah.foundation.text.names import split_titles
from asah.foundation.text.nip import NipFault, read_nip
from asah.stages.people.events import PeopleImported
from asah.stages.people.imports.fields import FIELDS
from asah.stages.people.imports.scene import Scene, scene_of
from asah.stages.people.imports.writing import write_roster
from asah.stages.people.models import Person, PersonNumber, Posting, UnitPosition
from asah.stages.people.queries import Known
from asah.stages.people.rules import (
    contradicts,
    employment_of,
    functional_level_of,
    pension_key,
    retires_on,
    ring,
    without_level,
)
from asah.stages.people.rules.posts import FUNCTIONAL, PELAKSANA, STRUCTURAL
from asah_basics.formats.dates import date_input
from asah_basics.formats.people import nip

_COMPARED = (
    "nip", "name", "unit", "siasn_id", "title_front", "title_back", "birth_on", "sex", "email", "phone", "employment",
    "legal_status", "rank_id", "job_kind", "job_code", "job_title", "job_from", "echelon", "functional_level",
    "job_family", "education_id", "contract_from", "contract_until", "is_head",
)  # fmt: skip


class RosterFormat(ImportFormat):
    """People by SIASN's id, else by number; units come along from the unor columns."""

    code, title, noun = "roster", _("Daftar pegawai"), _("pegawai")
    permission = Permission.PEOPLE_IMPORT
    home = "people_list"
    fields = FIELDS
    key_fields = ("nip",)
    compared = _COMPARED
    missing_choices = (
        MissingChoice("moved", _("Tandai pindah")),
        MissingChoice("deactivate", _("Nonaktifkan")),
    )
    usual_share = {"unit": 0.05, "nip": 0.05, "name": 0.05, "birth_on": 0.02, "sex": 0.02, "employment": 0.3}

    def begin(self, actor: Actor, now: datetime, today: date) -> Scene:
        """Load codes, units and everybody known."""
        return scene_of(today)

    def complete(self, row: dict[str, Any], scene: Scene) -> Iterable[Finding]:
        """Titles out of the name, birth and sex out of the number, employment, kind of post, unit."""
        known = scene.nips.get(row["nip"]) or read_nip(row["nip"], scene.today)
        yield from _titles(row)
        _keep_known(row, scene.people.get(self.key(row, scene)))
        yield from _agree(row, known.birth_on, known.sex)
        try:
            row["employment"] = employment_of(row["employment"] or "", row["rank_id"] or "", known)
        except ValueError as error:
            yield Finding("employment", str(error), True, row["employment"] or "")
            return
        if contradicts(row["employment"], known):
            yield Finding("employment", "Angka ke-13 dan 14 NIP bukan bulan, seperti nomor PPPK.", False, row["nip"],
                          (), "status tidak sesuai bentuk NIP")  # fmt: skip
        row["legal_status"] = row["legal_status"] or "01"
        _post(row)
        title = plain_key(without_level(row["job_title"] or ""))
        row["job_family"] = row["job_family"] or scene.families.get(title)
        placed = scene.places.place(
            row["unit"], row["unit_code"] or "", row["opd"] or "", row["opd_code"] or "", row["parent_code"] or ""
        )
        row["unit_name"], row["unit"], row["unit_new"] = row["unit"], placed.ref, placed.new
        yield from placed.findings

    def suggest(self, field: str, row: Mapping[str, Any], scene: Scene) -> Iterable[Suggestion]:
        """A birth date that does not exist: what the number says."""
        if field == "birth_on" and row.get("nip"):
            try:
                yield Suggestion(date_input(read_nip(row["nip"], scene.today).birth_on), "NIP menyebut")
            except NipFault:
                return

    def judge(self, row: Mapping[str, Any], scene: Scene) -> Iterable[Finding]:
        """One person under two identities is a problem; contracts and retirement are remarks."""
        by_id, by_nip = scene.by_siasn.get(row["siasn_id"] or ""), scene.by_nip.get(row["nip"])
        if by_id is not None and by_nip is not None and by_id != by_nip:
            other = scene.people[by_nip].values["name"] if by_nip in scene.people else "orang lain"
            yield Finding("nip", f"NIP ini milik {other}, tetapi id SIASN-nya milik orang lain. Periksa keduanya.")
        if row["contract_from"] and row["contract_until"] and row["contract_until"] < row["contract_from"]:
            yield Finding(
                "contract_until", "Akhir kontrak lebih awal dari awalnya.", True, date_input(row["contract_until"])
            )
        leaves = retirement(row, scene.ages)
        if leaves is not None and leaves.year <= scene.today.year:
            text = f"Mencapai batas usia pensiun {date_input(leaves)}. Tidak diundang ke pelatihan panjang."
            yield Finding("birth_on", text, False, "", (), f"pegawai mencapai usia pensiun sampai {scene.today.year}")

    def judge_together(self, rows: Sequence[Mapping[str, Any]], scene: Scene) -> Iterable[tuple[int, Finding]]:
        """Units may not hang below themselves; one person may not stand twice under two numbers."""
        parents = {row["unit_code"]: row["parent_code"] for row in rows if row["unit_code"] and row["parent_code"]}
        turning = ring(parents)
        seen: dict[str, int] = {}
        for index, row in enumerate(rows):
            if turning and row["unit_code"] in turning:
                way = " → ".join([*turning, turning[0]])
                yield index, Finding("parent_code", f"Susunan unit berputar: {way}. Perbaiki kode unit atasan.", True,
                                     row["parent_code"])  # fmt: skip
            first = seen.setdefault(row["siasn_id"], index) if row["siasn_id"] else index
            if first != index:
                yield (
                    index,
                    Finding("siasn_id", f"Id SIASN ini juga dipakai {rows[first]['name']}.", True, row["siasn_id"]),
                )

    def label(self, row: Mapping[str, Any]) -> str:
        """The name."""
        return str(row["name"] or "Tanpa nama")

    def detail(self, row: Mapping[str, Any]) -> str:
        """Unit and number."""
        unit = row.get("unit_name") or (row["unit"] if isinstance(row["unit"], str) else "")
        return " · ".join(part for part in (unit, f"NIP {nip(row['nip'])}" if row["nip"] else "") if part)

    def key(self, row: Mapping[str, Any], scene: Scene) -> Any:
        """The person when he is known by SIASN's id or by any number he ever had, else the number."""
        person = scene.by_siasn.get(row["siasn_id"] or "") or scene.by_nip.get(row["nip"] or "")
        return person if person is not None else row["nip"]

    def live(self, scene: Scene) -> Mapping[Any, Live]:
        """Everybody known; who left long ago is not missing, so he is there only to be recognised."""
        return {one.person: Live({**_NOTHING, **one.values, "unit": one.unit}, one.values["name"],
                                 [one.person, one.posting, one.number])
                for one in scene.people.values()}  # fmt: skip

    def is_missing(self, known: Live) -> bool:
        """Only who has a posting can be missing."""
        return known.ref[1] is not None

    def shown(self, name: str, value: Any, scene: Scene) -> str:
        """Units by name."""
        if name != "unit" or value is None:
            return super().shown(name, value, scene)
        return scene.places.tree.full_name(value) if isinstance(value, int) else "unit baru"

    def mark(self, scene: Scene) -> str:
        """Changes with any person, number, posting or unit."""
        return live_mark(Person, PersonNumber, Posting, UnitPosition)

    def apply(self, work: Work) -> Mapping[str, int]:
        """Write people, numbers, postings and new units; announce that a roster came."""
        counts = write_roster(work, scene_of(work.today))
        announce(PeopleImported(work.batch, work.today))
        return counts

    def undone(self, *, actor: Actor, now: datetime, batch: int, today: date) -> None:
        """Tell the later stages."""
        announce(PeopleImported(batch, today))


_NOTHING = dict.fromkeys(("unit", *_COMPARED))


def retirement(row: Mapping[str, Any], ages: Mapping[str, int]) -> date | None:
    """First day of retirement of a completed row, by the ages in force; None when the table lacks the post."""
    key = pension_key(
        row["job_kind"] or "", row["echelon"] or "", row["functional_level"] or "", row["job_title"] or ""
    )
    return retires_on(row["birth_on"], ages[key]) if key in ages else None


def _keep_known(row: dict[str, Any], person: Known | None) -> None:
    """What the file leaves blank and the number would guess stays as it is for somebody who is known already."""
    if person is not None:
        for name in ("birth_on", "sex", "employment", "legal_status", "job_kind"):
            row[name] = row[name] if row[name] is not None else person.values.get(name)


def _titles(row: dict[str, Any]) -> Iterable[Finding]:
    front, name, back = split_titles(row["name"])
    if (front or back) and name:
        given = row["name"]
        row["name"] = name
        row["title_front"], row["title_back"] = row["title_front"] or front or None, row["title_back"] or back or None
        text = f"“{given}” menjadi “{name}”, gelar dipindah ke kolomnya."
        yield Finding("name", text, False, given, (), "nama memuat gelar")


def _agree(row: dict[str, Any], birth_on: date, sex: str) -> Iterable[Finding]:
    """Birth and sex from the number where the file has none; a contradiction is reported, not corrected."""
    if row["birth_on"] is None:
        row["birth_on"] = birth_on
    elif row["birth_on"] != birth_on:
        text = f"Tanggal lahir {date_input(row['birth_on'])}, tetapi NIP menyebut {date_input(birth_on)}."
        yield Finding("birth_on", text, False, date_input(row["birth_on"]), (), "tanggal lahir tidak sesuai NIP")
    if row["sex"] is None:
        row["sex"] = sex
    elif row["sex"] != sex:
        yield Finding(
            "sex", "Angka ke-15 NIP menyebut yang lain.", False, row["sex"], (), "jenis kelamin tidak sesuai NIP"
        )


def _post(row: dict[str, Any]) -> None:
    """Level of a functional post from its title; kind of post when the file does not say it."""
    level = row["functional_level"] or functional_level_of(row["job_title"] or "")
    if row["job_kind"] is None:
        row["job_kind"] = STRUCTURAL if row["echelon"] not in (None, "99") else FUNCTIONAL if level else PELAKSANA
    row["functional_level"] = level if row["job_kind"] == FUNCTIONAL and level else None
