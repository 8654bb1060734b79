"""Identity and letterheads."""

from dataclasses import asdict
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from asah.foundation.access.actor import Actor
from asah.foundation.access.models import Agency
from asah.foundation.access.permissions import Permission
from asah.foundation.audit.door import name_subject, note, use_case
from asah.stages.agency.models import Letterhead, Profile
from asah.stages.agency.queries import IdentityRow, LetterheadRow, identity, letterhead

ZONES = ("Asia/Jakarta", "Asia/Pontianak", "Asia/Makassar", "Asia/Jayapura")


class Conflict(Exception):
    """Somebody saved in between. `now` holds what stands in the database."""

    def __init__(self, there: Any) -> None:
        super().__init__(_("Data ini baru saja diubah orang lain. Periksa isinya, lalu simpan lagi."))
        self.there = there


class NotAZone(ValueError):
    """A time zone that no Indonesian region has."""

    def __init__(self) -> None:
        super().__init__(_("Pilih zona waktu WIB, WITA, atau WIT."))


@use_case(Permission.AGENCY_SETUP, says=gettext_lazy("{actor} mengubah identitas {label}"))
def save_identity(
    *,
    actor: Actor,
    now: datetime,
    government: str,
    office_name: str,
    office_short: str,
    zone: str,
    region_code: str = "",
    bkn_code: str = "",
    province: str = "",
    district_word: str = "Kecamatan",
    village_word: str = "Kelurahan",
    work_days: int = 5,
    spellings: tuple[str, ...] = (),
    version: int = 0,
) -> IdentityRow:
    """Write down what the government calls itself; version is what the form was opened with (0: nothing yet).

    Raises Conflict when somebody saved in between, NotAZone for a zone outside Indonesia.
    """
    if zone not in ZONES:
        raise NotAZone
    before = identity()
    row = Profile.objects.select_for_update().first()
    if (row.version if row else 0) != version:
        raise Conflict(before)
    row = row or Profile(agency_id=actor.agency, version=0)
    row.government, row.office_name, row.office_short = government.strip(), office_name.strip(), office_short.strip()
    row.region_code, row.bkn_code, row.province = region_code.strip(), bkn_code.strip(), province.strip()
    row.district_word, row.village_word, row.work_days = district_word.strip(), village_word.strip(), work_days
    row.spellings, row.version = list(spellings), row.version + 1
    row.save()
    # The zone stands outside row security, hence the explicit key.
    Agency.objects.filter(pk=actor.agency).update(zone=str(ZoneInfo(zone)))
    name_subject(row.government)
    after = identity()
    note(before=asdict(before) if before else None, after=asdict(after) if after else None, zone=zone)
    if after is None:
        raise RuntimeError("the identity just saved is not visible")
    return after


@use_case(Permission.AGENCY_SETUP, says=gettext_lazy("{actor} mengubah kop surat {label}"))
def save_letterhead(
    *,
    actor: Actor,
    now: datetime,
    lines: tuple[str, ...],
    address: str,
    opd_code: str = "",
    logo_digest: str = "",
    version: int = 0,
) -> LetterheadRow:
    """Write the letterhead of an OPD, or with an empty code that of the personnel agency.

    Raises Conflict when somebody saved in between.
    """
    row = Letterhead.objects.select_for_update().filter(opd_code=opd_code).first()
    if (row.version if row else 0) != version:
        raise Conflict(letterhead(opd_code))
    row = row or Letterhead(agency_id=actor.agency, opd_code=opd_code, version=0)
    note(before=row.lines, after=list(lines), address=address)
    row.lines, row.address = [line.strip() for line in lines if line.strip()], address.strip()
    row.logo_digest, row.version = logo_digest or row.logo_digest, row.version + 1
    row.save()
    name_subject(opd_code or _("badan kepegawaian"))
    return LetterheadRow(row.opd_code, tuple(row.lines), row.address, row.logo_digest, row.version)
