"""AKPK and HCDP as PDF; Typst draws them."""

from pathlib import Path
from typing import Any

from asah.foundation.documents.pdf import render_pdf
from asah.stages.needs.jobs.facts import PersonLine, ReportFacts
from asah.stages.needs.rules import PART_WORDS
from asah_basics.formats import date_long, moment, nip, number, percent

TEMPLATES = Path(__file__).resolve().parents[1] / "templates" / "needs"
MOST_COMPETENCIES, MOST_UNITS = 30, 60


def akpk_pdf(facts: ReportFacts) -> bytes:
    """The report: what is needed, where, how it was weighed, who took which step."""
    return render_pdf(TEMPLATES / "akpk.typ", akpk_data(facts), on=facts.on)


def hcdp_pdf(facts: ReportFacts) -> bytes:
    """The list of people with their first needs, by OPD."""
    return render_pdf(TEMPLATES / "hcdp.typ", hcdp_data(facts), on=facts.on)


def akpk_data(facts: ReportFacts) -> dict[str, Any]:
    """What the template shows; JSON types only."""
    figures = facts.report.figures
    total = sum(float(value) for value in figures["parts"].values()) or 1.0
    return _common(facts) | {
        "lead": _lead(figures),
        "parts": [
            [word, number(float(figures["parts"][part]), 1), percent(float(figures["parts"][part]) / total, 0)]
            for part, word in PART_WORDS.items()
        ],
        "competencies": [
            [str(at), name, kind, number(people), number(asked), number(float(weight), 1)]
            for at, (_code, name, kind, people, asked, _odd, weight) in enumerate(
                figures["competencies"][:MOST_COMPETENCIES], 1
            )
        ],
        "units": [
            [name, number(staff), number(needs), number(asked), number(float(weight), 1), top]
            for _code, name, staff, needs, asked, weight, top in figures["units"][:MOST_UNITS]
        ],
        "weights": [[row.family, row.competency, number(row.factor, at_most=2), row.reason] for row in facts.weights],
        "rules": [
            [key.replace("_", " "), number(points, at_most=2), number(most, at_most=2)]
            for key, (points, most) in facts.parts.items()
        ],
        "facts": [
            ["Sumber yang bertentangan", f"{number(figures['contradicting'])} kebutuhan, ditandai"],
            ["Belum dinilai", f"{number(figures['unassessed'])} pegawai"],
            ["Catatan wawancara", number(figures["interview_notes"])],
            ["Usulan", ", ".join(f"{key} {number(n)}" for key, n in figures["proposals"].items()) or "belum ada"],
            ["Tugas belajar berjalan", number(figures["study"])],
        ],
    }  # fmt: skip


def hcdp_data(facts: ReportFacts) -> dict[str, Any]:
    """What the template shows: one block for each OPD, one line for each person."""
    blocks: dict[str, dict[tuple[str, str], list[PersonLine]]] = {}
    for line in facts.lines:
        blocks.setdefault(line.opd or "Tanpa perangkat daerah", {}).setdefault((line.name, line.nip), []).append(line)
    return _common(facts) | {
        "lead": _lead(facts.report.figures),
        "blocks": [
            {
                "name": name,
                "rows": [
                    [person, nip(number_), rows[0].job, rows[0].unit, "\n".join(_need(row) for row in rows)]
                    for (person, number_), rows in persons.items()
                ],
            }
            for name, persons in blocks.items()
        ],
    }


def _need(line: PersonLine) -> str:
    size = f"kurang {number(line.gap, at_most=2)}" if line.gap else f"{number(line.weight, 1)} poin"
    return f"{line.place}. {line.competency} ({size}; {line.path})"


def _common(facts: ReportFacts) -> dict[str, Any]:
    report = facts.report
    return {
        "sample": facts.is_sample,
        "office": facts.office or facts.government,
        "letterhead": list(facts.letterhead) or [facts.government],
        "address": facts.address,
        "footer": f"Digest {report.digest[:16]}, dibuat {moment(facts.made_at, facts.zone)}",
        "year": report.year,
        "number": report.number,
        "status": report.status_word,
        "steps": [[step.word, step.name, moment(step.taken_at, facts.zone), _decree(step)] for step in report.steps],
    }


def _decree(step: Any) -> str:
    if not step.decree:
        return step.note or "–"
    return f"{step.decree}, {date_long(step.decree_on)}"


def _lead(figures: dict[str, Any]) -> str:
    return (
        f"{number(figures['people'])} dari {number(figures['staff'])} pegawai mempunyai kebutuhan pengembangan "
        f"kompetensi, bersama {number(figures['needs'])} kebutuhan. Untuk {number(figures['silent_people'])} orang "
        "belum ada yang mengusulkan; kebutuhan mereka dihitung sama."
    )
