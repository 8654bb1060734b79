"""The file for SIPKA (LAN): one row a person and programme, the content of a plan row of PerLAN 10/2018.

LAN publishes no upload format (docs say what was looked for); columns follow the plan row of the regulation, so that
an operator copies columns, not figures. CSV as UTF-8 with a mark, semicolons: what Indonesian spreadsheets open.
"""

import csv
from io import StringIO

from asah.stages.plan.jobs.facts import PlanFacts
from asah.stages.plan.rules.words import KIND_WORDS

COLUMNS = (
    "tahun", "nip", "nama", "unit_kerja", "jenis_kompetensi", "program", "kode_program", "bentuk_jalur",
    "penyelenggara", "bulan", "jp", "kebutuhan_anggaran", "prioritas",
)  # fmt: skip


def sipka_csv(facts: PlanFacts) -> bytes:
    """The bytes of the file; `prioritas` is the person's rank for the programme."""
    buffer = StringIO()
    writer = csv.writer(buffer, delimiter=";", lineterminator="\r\n", quoting=csv.QUOTE_ALL)
    writer.writerow(COLUMNS)
    for row in facts.seats:
        kind, method, provider = facts.programmes[row.code]
        writer.writerow(
            (
                facts.year, row.nip, row.name, row.unit, KIND_WORDS.get(kind, kind), row.programme, row.code, method,
                provider or facts.office, row.month, row.jp, row.cost_rupiah, row.rank,
            )
        )  # fmt: skip
    return buffer.getvalue().encode("utf-8-sig")
