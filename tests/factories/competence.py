"""Small dictionaries of competence for tests."""

from asah.stages.catalogue.rules import starting_catalogue
from asah.stages.competencies.models import Competency

KINDS = {"MAN": "manajerial", "SOS": "sosiokultural", "PEM": "pemerintahan", "TEK": "teknis"}


def dictionary_of_the_catalogue(agency: int) -> dict[str, Competency]:
    """Every competency that the starting catalogue lifts, of the kind of the first programme that lifts it."""
    wanted: dict[str, str] = {}
    for row in starting_catalogue():
        for gain in row["kurikulum"]["gains"]:
            wanted.setdefault(gain["competency"], KINDS[row["kode"][:3]])
    rows = [
        Competency(agency_id=agency, code=code, name=code.capitalize(), kind=kind, definition=code, dictionary="uji")
        for code, kind in sorted(wanted.items())
    ]
    return {row.code: row for row in Competency.objects.bulk_create(rows)}
