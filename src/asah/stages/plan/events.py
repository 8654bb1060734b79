"""Facts of the stage plan and handles of its jobs."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from asah.foundation.jobs.handles import Job


@dataclass(frozen=True)
class SolveArgs:
    """run: id of the PlanRun."""

    run: int


@dataclass(frozen=True)
class ExportArgs:
    """run: id of the PlanRun; form: "xlsx", "pdf", "nota" or "sipka"."""

    run: int
    form: str


@dataclass(frozen=True)
class FrontierArgs:
    """run: id of the finished PlanRun whose problem is walked over budgets."""

    run: int


@dataclass(frozen=True)
class AnswerArgs:
    """run: id of the enacted PlanRun whose year's proposals are answered."""

    run: int


@dataclass(frozen=True)
class RecordArgs:
    """lottery: id of the drawn Lottery whose minutes (berita acara) are printed; address: of its checker page."""

    lottery: int
    address: str


ANSWER = Job("plan.answer", AnswerArgs, _("Menjawab usulan"))
SOLVE = Job("plan.solve", SolveArgs, _("Menyusun rencana"))
FRONTIER = Job("plan.frontier", FrontierArgs, _("Menghitung garis anggaran"))
FAIRNESS = Job("plan.fairness", FrontierArgs, _("Menghitung harga pemerataan"))
RECORD = Job("plan.lottery_record", RecordArgs, _("Menyiapkan berita acara undian"))
EXPORT = Job("plan.export", ExportArgs, _("Menyiapkan berkas rencana"))


@dataclass(frozen=True)
class PlanSubmitted:
    """A plan waits for a decision."""

    submission: int


@dataclass(frozen=True)
class PlanStepTaken:
    """A plan was verified, validated or enacted: `step` is the state it reached."""

    submission: int
    step: str


@dataclass(frozen=True)
class PlanEnacted:
    """A plan was enacted by decree: delivery may open classes from its seats."""

    run: int


@dataclass(frozen=True)
class PlanReturned:
    """A plan went back to its planner with a note."""

    submission: int


@dataclass(frozen=True)
class ObjectionFiled:
    """Somebody objects to not being selected."""

    objection: int


@dataclass(frozen=True)
class ObjectionAnswered:
    """An objection was answered."""

    objection: int


@dataclass(frozen=True)
class LotteryDrawn:
    """A lottery was drawn: the plan is to be computed anew with its order."""

    lottery: int
