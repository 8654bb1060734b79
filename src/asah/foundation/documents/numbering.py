"""Letter numbers: a template with tokens and a gapless yearly series."""

from datetime import date

from asah.foundation.documents.models import NumberSeries
from asah_basics.formats import roman

TOKENS = ("seri", "kode_klasifikasi", "kode_program", "angkatan_romawi", "unit", "bulan_romawi", "tahun")
DEFAULT_TEMPLATE = "{kode_klasifikasi}/{seri}/{unit}/{tahun}"


def next_number(
    *, agency: int, kind: str, on: date, unit: str, classification: str, template: str = DEFAULT_TEMPLATE, **more: str
) -> str:
    """Draw the next number of a series, inside the deed's transaction (a failed deed gives its number back).

    Raises ValueError naming a token that is unknown.
    """
    series, _ = NumberSeries.objects.get_or_create(
        agency_id=agency, kind=kind, year=on.year, defaults={"template": template}
    )
    row = NumberSeries.objects.select_for_update().get(pk=series.pk)
    row.last += 1
    row.save(update_fields=["last"])
    values = {
        "seri": f"{row.last:03d}",
        "kode_klasifikasi": classification,
        "unit": unit,
        "bulan_romawi": roman(on.month),
        "tahun": str(on.year),
        **more,
    }
    try:
        return row.template.format_map(values)
    except KeyError as error:
        raise ValueError(f"Token nomor {error} tidak dikenal. Yang ada: {', '.join(TOKENS)}.") from error
