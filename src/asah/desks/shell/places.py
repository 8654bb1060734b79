"""The map is the year: six places, what each holds, and who sees it (ux.md 2.1)."""

from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from asah.foundation.access.actor import Actor
from asah.foundation.access.permissions import Permission


@dataclass(frozen=True)
class Tab:
    """A second level page: its words, route, and the verbs of which one must be held."""

    label: str | Promise
    route: str
    verbs: tuple[Permission, ...]

    @property
    def url(self) -> str:
        """Its address."""
        return reverse(self.route)

    @property
    def exists(self) -> bool:
        """False while the stage that owns the route has not been built."""
        try:
            return bool(self.url)
        except NoReverseMatch:
            return False


@dataclass(frozen=True)
class Place:
    """One of the six; `phase` is the agency's phase in which its ring stands here; `wide` needs more than oneself."""

    key: str
    label: str | Promise
    phase: str
    tabs: tuple[Tab, ...]
    icon: str


_P = Permission
# Who reads only himself (an ASN) sees his own slice; the office pages need a reach beyond oneself.
PLACES: tuple[Place, ...] = (
    Place("beranda", _("Beranda"), "persiapan", (Tab(_("Beranda"), "home", ()),), "home"),
    Place(
        "kebutuhan",
        _("Kebutuhan"),
        "kebutuhan",
        (
            Tab(_("Ringkasan"), "needs_home", (_P.NEED_READ,)),
            Tab(_("Kesenjangan"), "gap_map", (_P.COMPETENCY_READ,)),
            Tab(_("Daftar kebutuhan"), "needs_list", (_P.NEED_READ,)),
            Tab(_("Kebutuhan saya"), "needs_mine", (_P.NEED_READ,)),
            Tab(_("Usulan"), "needs_proposals", (_P.NEED_READ,)),
            Tab(_("Wawancara"), "needs_interviews", (_P.INTERVIEW_READ,)),
            Tab("AKPK", "needs_reports", (_P.NEED_READ,)),
            Tab(_("Kinerja unit"), "performance_overview", (_P.PERFORMANCE_READ,)),
            Tab(_("Pegawai"), "people_list", (_P.PEOPLE_READ,)),
            Tab(_("Unit"), "unit_tree", (_P.PEOPLE_READ,)),
            Tab(_("Standar kompetensi"), "competency_standards", (_P.COMPETENCY_READ,)),
            Tab(_("Survei"), "survey_list", (_P.SURVEY_READ, _P.SURVEY_ANSWER)),
            Tab(_("Impor"), "import_list", (_P.IMPORT_RUN,)),
        ),
        "search",
    ),
    Place(
        "rencana",
        _("Rencana"),
        "rencana",
        (
            Tab(_("Skenario"), "plan_scenarios", (_P.PLAN_READ,)),
            Tab(_("Program"), "catalogue_list", (_P.CATALOGUE_READ,)),
            Tab(_("Anggaran"), "budget_overview", (_P.BUDGET_READ,)),
            Tab(_("Mitra"), "partner_list", (_P.PARTNER_READ,)),
            Tab(_("Undian"), "plan_lotteries", (_P.LOTTERY_RUN,)),
            Tab(_("Sanggahan"), "plan_objections", (_P.OBJECTION_ANSWER,)),
            Tab(_("Keputusan saya"), "plan_mine", (_P.OWN_DECISION_READ,)),
        ),
        "plan",
    ),
    Place(
        "pelaksanaan",
        _("Pelaksanaan"),
        "pelaksanaan",
        (Tab(_("JP pegawai"), "jp_overview", (_P.RECORD_READ,)), Tab(_("Dokumen"), "documents", (_P.PLAN_READ,))),
        "run",
    ),
    Place(
        "belajar",
        _("Belajar"),
        "belajar",
        (
            Tab(_("Riwayat saya"), "records_mine", (_P.RECORD_READ,)),
            Tab(_("Predikat saya"), "skp_mine", (_P.PERFORMANCE_READ,)),
            Tab(_("Katalog"), "catalogue_list", (_P.CATALOGUE_READ,)),
        ),
        "learn",
    ),
    Place("evaluasi", _("Evaluasi"), "evaluasi", (Tab(_("Kartu bukti"), "evaluation_home", (_P.PLAN_READ,)),), "proof"),
)


@dataclass(frozen=True)
class SeenPlace:
    """A place as one actor sees it."""

    place: Place
    url: str
    tabs: tuple[Tab, ...]


# What somebody whose only reach is himself does not open: lists of other people and the office's plan.
_OFFICE = {
    "gap_map", "performance_overview", "people_list", "unit_tree", "jp_overview", "competency_standards",
    "needs_home", "needs_list",
    "needs_reports",
}  # fmt: skip
_PERSONAL = {"records_mine", "plan_mine", "skp_mine", "needs_mine"}
# What a superior without an office does not open: it speaks of units.
_UNITS = {"needs_home", "needs_reports"}


def seen_by(actor: Actor) -> list[SeenPlace]:
    """The places of an actor with the tabs he may open; a place without any tab is not shown."""
    held = {one.role for one in actor.roles}
    only_self, only_team = held <= {"asn"}, held <= {"asn", "superior"}
    seen = []
    for place in PLACES:
        tabs = tuple(
            tab
            for tab in place.tabs
            if tab.exists
            and (not tab.verbs or any(actor.holds(verb) for verb in tab.verbs))
            and not (only_self and tab.route in _OFFICE)
            and not (only_team and tab.route in _UNITS)
            and not (tab.route in _PERSONAL and actor.person is None)
        )
        if tabs:
            seen.append(SeenPlace(place, tabs[0].url, tabs))
    return seen


def place_of(path: str, places: list[SeenPlace]) -> tuple[str, str]:
    """Key of the place and address of the tab to which a path belongs; the longest matching tab wins."""
    best = ("beranda", "/") if path == "/" else ("", "")
    for seen in places:
        for tab in seen.tabs:
            if tab.url != "/" and path.startswith(tab.url) and len(tab.url) > len(best[1]):
                best = (seen.place.key, tab.url)
    return best
