"""The annex of the plan as PDF: figures, programmes, participants by programme. Typst draws it."""

from pathlib import Path
from typing import Any

from asah.foundation.documents.pdf import render_pdf
from asah.stages.plan.jobs.facts import PlanFacts
from asah.stages.plan.rules.words import lead_sentence
from asah_basics.formats import date_long, moment, nip, number, rupiah

SAMPLE_PRICES = "Sebagian biaya memakai standar contoh; ganti dengan SSH daerah."
TEMPLATE = Path(__file__).resolve().parents[1] / "templates" / "plan" / "lampiran.typ"


def annex_pdf(facts: PlanFacts) -> bytes:
    """The bytes of a PDF/A file, the same for the same plan, maker and minute."""
    return render_pdf(TEMPLATE, annex_data(facts), on=facts.on)


def annex_data(facts: PlanFacts) -> dict[str, Any]:
    """What the template shows; JSON types only."""
    run, scenario = facts.run, facts.page.scenario
    people = int(run.figures["at_floor"])
    return {
        "sample": facts.is_sample,
        "office": facts.office or facts.government,
        "letterhead": list(facts.letterhead) or [facts.government],
        "address": facts.address,
        "footer": f"Digest {run.answer_digest[:16]}, dibuat {moment(facts.made_at, facts.zone)}",
        "year": facts.year,
        "title": facts.page.title,
        "status": str(scenario.get_status_display()),
        "decision": _decision(facts),
        "lead": lead_sentence(
            scenario.budget_rupiah, run.cost_rupiah or 0, facts.page.closed_percent, people, scenario.minimum_jp
        ),
        "proof": f"Hasil paling jauh {number(run.gap_percent or 0.0, 2)}% dari rencana terbaik yang mungkin.",
        "prices": SAMPLE_PRICES if run.figures.get("sample_prices") else "",
        "total": rupiah(run.cost_rupiah or 0),
        "seats": number(run.seats or 0),
        "programmes": [
            [row.code, row.name, row.months, number(row.classes), number(row.seats), rupiah(row.cost_rupiah)]
            for row in facts.page.programmes
            if row.seats
        ],
        "participants": [
            [str(at), row.name, nip(row.nip), row.unit, row.programme, row.month, number(row.jp)]
            for at, row in enumerate(facts.seats, 1)
        ],
    }


def _decision(facts: PlanFacts) -> str:
    decision = facts.page.decision
    if decision is None or not decision.number:
        return ""
    on = date_long(decision.decree_on) if decision.decree_on else ""
    return f"Keputusan {decision.decree_number} tanggal {on}, nomor Asah {decision.number}"
