"""How far the set-up of this stage is: three of the nine tasks of Siapkan Asah."""

from datetime import date

from django.utils.translation import gettext as _

from asah.stages.agency.models import Holiday, Letterhead, Official, Profile, Year
from asah.stages.agency.queries.rules import tables
from asah.stages.agency.rules import SetupTask


def setup_tasks(on: date) -> list[SetupTask]:
    """Identitas dan kop, Tahun dan kalender, Aturan berlaku, with what is still missing."""
    return [_identity(on), _years(on), _rules(on)]


def _identity(on: date) -> SetupTask:
    parts = {
        _("nama pemerintah daerah"): Profile.objects.exists(),
        _("kop surat"): Letterhead.objects.filter(opd_code="").exists(),
        _("pejabat penanda tangan"): Official.objects.filter(valid__contains=on).exists(),
    }
    return _task(1, _("Identitas dan kop"), parts, "agency_identity")


def _years(on: date) -> SetupTask:
    parts = {
        _("siklus tahunan"): Year.objects.filter(year__gte=on.year).exists(),
        _("hari libur %(year)s") % {"year": on.year}: Holiday.objects.filter(on__year=on.year).exists(),
    }
    return _task(2, _("Tahun dan kalender"), parts, "agency_years")


def _rules(on: date) -> SetupTask:
    listed = tables(on)
    open_rows = sum(table.unconfirmed for table in listed)
    if open_rows == 0:
        return SetupTask(3, _("Aturan berlaku"), "selesai", _("Semua aturan sudah dikonfirmasi."), "agency_rules")
    done = sum(table.own for table in listed)
    hint = _("%(count)d angka belum dikonfirmasi.") % {"count": open_rows}
    return SetupTask(3, _("Aturan berlaku"), "sebagian" if done else "belum", hint, "agency_rules")


def _task(order: int, title: str, parts: dict[str, bool], route: str) -> SetupTask:
    missing = [name for name, there in parts.items() if not there]
    if not missing:
        return SetupTask(order, title, "selesai", _("Lengkap."), route)
    hint = _("Belum ada: %(names)s.") % {"names": ", ".join(missing)}
    return SetupTask(order, title, "belum" if len(missing) == len(parts) else "sebagian", hint, route)
