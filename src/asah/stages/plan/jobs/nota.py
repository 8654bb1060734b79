"""The nota dinas that puts a plan before those who decide: the memo's own sentences on one page of A4, via Typst."""

from pathlib import Path
from typing import Any

from asah.foundation.documents.pdf import render_pdf
from asah.stages.plan.jobs.facts import PlanFacts
from asah_basics.formats import date_long, moment, number, rupiah

TEMPLATE = Path(__file__).parent.parent / "templates" / "plan" / "nota.typ"
OFFICES = ("ppk", "pyb", "head_of_agency")


def nota_pdf(facts: PlanFacts) -> bytes:
    """The bytes of a PDF/A file; its footer holds the digest that a decision repeats."""
    return render_pdf(TEMPLATE, nota_data(facts), on=facts.on)


def nota_data(facts: PlanFacts) -> dict[str, Any]:
    """What the template shows; JSON types only. Every number comes from the memo that stands on the page."""
    memo, submission = facts.memo, facts.page.submission
    if memo is None:
        raise ValueError("a nota dinas needs a finished run")
    seen = submission.digest if submission and submission.run_id == facts.run.pk else facts.run.answer_digest
    posts = {office: row.post for office, row in facts.officials.items()}
    return {
        "sample": facts.is_sample,
        "office": facts.office or facts.government,
        "letterhead": list(facts.letterhead) or [facts.government],
        "address": facts.address,
        "footer": f"Digest {seen}, dibuat {moment(facts.made_at, facts.zone)}",
        "to": posts.get("ppk", "Pejabat Pembina Kepegawaian"),
        "through": [posts[office] for office in ("head_of_agency", "pyb") if office in posts],
        "sender": submission.requester_name if submission else facts.made_by,
        "on": date_long(facts.on),
        "place": facts.place,
        "subject": f"Usulan rencana pengembangan kompetensi tahun {facts.year}",
        "asked": memo.asked,
        "money": memo.money,
        "gained": list(memo.gained),
        "given_up": list(memo.given_up),
        "if_wrong": list(memo.if_wrong),
        "changed": memo.changed,
        "largest": [[name, number(seats), rupiah(cost)] for name, seats, cost in memo.largest],
        "note": submission.note if submission else "",
    }
