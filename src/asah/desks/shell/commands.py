"""Commands that the search knows: words, where they lead, and the verb that is needed."""

from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse

from asah.foundation.access.actor import Actor
from asah.foundation.access.permissions import Permission
from asah.foundation.search.queries import fold


@dataclass(frozen=True)
class Command:
    """One command of the search box."""

    words: str
    route: str
    verb: Permission | None


COMMANDS = (
    Command("impor pegawai", "import_list", Permission.PEOPLE_IMPORT),
    Command("buat skenario rencana", "plan_scenarios", Permission.PLAN_EDIT),
    Command("lihat peta kesenjangan", "gap_map", Permission.COMPETENCY_EDIT),
    Command("siapkan survei", "survey_new", Permission.SURVEY_EDIT),
    Command("survei saya", "survey_mine", Permission.SURVEY_ANSWER),
    Command("katalog program", "catalogue_list", Permission.CATALOGUE_READ),
    Command("pagu dan anggaran", "budget_overview", Permission.BUDGET_READ),
    Command("jejak audit", "audit_trail", Permission.AUDIT_READ),
    Command("pengaturan", "setup_home", Permission.AGENCY_SETUP),
    Command("riwayat dan JP saya", "records_mine", Permission.RECORD_READ),
    Command("pekerjaan berjalan", "jobs", None),
    Command("profil dan tampilan", "profile", None),
    Command("bantuan", "help", None),
)


def commands_for(actor: Actor, text: str = "") -> list[tuple[str, str]]:
    """(words, address) of the commands an actor may give and whose words contain the text."""
    wanted = fold(text)
    found = []
    for command in COMMANDS:
        if wanted in fold(command.words) and (command.verb is None or actor.holds(command.verb)):
            try:
                found.append((command.words, reverse(command.route)))
            except NoReverseMatch:
                continue
    return found
