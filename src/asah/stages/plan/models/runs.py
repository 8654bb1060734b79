"""Scenarios, runs with their frozen problem, and what a run found. Everything a run found is append-only."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from asah.foundation.access.tenancy import AgencyKey, AgencyModel


class Scenario(AgencyModel):
    """What a planner wants of a year: money, floors and locks. Planners edit it; runs answer it."""

    class Status(models.TextChoices):
        """Where it stands on its way to a decree."""

        DRAFT = "draf", _("Draf")
        SUBMITTED = "diajukan", _("Usulan")
        RETURNED = "dikembalikan", _("Perlu perbaikan")
        VERIFIED = "terverifikasi", _("Terverifikasi")
        VALIDATED = "tervalidasi", _("Tervalidasi")
        ENACTED = "ditetapkan", _("Ditetapkan")
        REPLACED = "digantikan", _("Digantikan perubahan")

    class Stage(models.TextChoices):
        """The budget document whose money it plans with, in the order of the year (Permendagri 77/2020)."""

        RKPD = "rkpd", _("RKPD")
        KUA_PPAS = "kua_ppas", _("KUA-PPAS")
        DPA = "dpa", _("DPA")
        DPPA = "dppa", _("DPPA (perubahan)")

    uid = models.UUIDField()
    year = models.IntegerField(_("tahun"))
    number = models.IntegerField(help_text="1 is shown as A.")
    name = models.CharField(_("nama"), max_length=120)
    budget_rupiah = models.BigIntegerField(_("pagu"))
    minimum_jp = models.SmallIntegerField(_("minimal JP per orang"), default=20)
    minimum_is_hard = models.BooleanField(_("wajib terpenuhi"), default=False)
    most_trainings = models.SmallIntegerField(_("paling banyak pelatihan per orang"), default=3)
    away_percent = models.SmallIntegerField(_("paling banyak pegawai unit pergi sebulan"), default=15)
    pppk_most_jp = models.SmallIntegerField(_("batas JP PPPK setahun"), null=True)
    district_floor_percent = models.SmallIntegerField(_("tak boleh ada distrik di bawah"), null=True)
    barred_tags = models.JSONField(default=list)
    locks = models.JSONField(default=dict, help_text='Programme code -> "in" or "out".')
    fairness = models.SmallIntegerField(_("yang diutamakan"), default=0, help_text="Key of rules.settings.FAIRNESS.")
    unit_caps = models.JSONField(default=dict, help_text='Unit id or "*" -> most rupiah charged to its people.')
    stage = models.CharField(_("tahap anggaran"), max_length=10, choices=Stage.choices, default=Stage.DPA)
    came_from = AgencyKey("plan.Scenario", null=True, help_text="The plan it carries on at a later budget stage.")
    changes = AgencyKey("plan.Scenario", null=True, help_text="The enacted plan that it changes.")
    from_on = models.DateField(_("berlaku mulai"), null=True, help_text="What lies before stays as it is.")
    status = models.CharField(max_length=14, choices=Status.choices, default=Status.DRAFT)
    version = models.IntegerField(default=1)
    edited_by = models.BigIntegerField(null=True)
    edited_name = models.CharField(max_length=160, blank=True)
    edited_at = models.DateTimeField()

    personal = frozenset({"edited_name"})

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["agency", "uid"], name="plan_scenario_uid"),
            models.UniqueConstraint(fields=["agency", "year", "number"], name="plan_scenario_number"),
            models.UniqueConstraint(
                fields=["agency", "year"], condition=Q(status="ditetapkan"), name="plan_scenario_one_enacted"
            ),
            models.CheckConstraint(condition=Q(budget_rupiah__gte=0, minimum_jp__gte=0), name="plan_scenario_amounts"),
            models.CheckConstraint(condition=Q(fairness__range=(0, 4)), name="plan_scenario_fairness"),
            models.CheckConstraint(
                condition=Q(changes=None, from_on=None) | Q(changes__isnull=False, from_on__isnull=False),
                name="plan_scenario_change_dated",
            ),
        ]


class ScenarioEdit(AgencyModel):
    """One saved change of a scenario: its stack of undo. `undoes` is the version whose change it took back."""

    append_only = True
    personal = frozenset({"by_name"})

    scenario = AgencyKey(Scenario)
    version = models.IntegerField(help_text="The scenario's version after it.")
    fields = models.JSONField(help_text="Field -> [before, after].")
    undoes = models.IntegerField(null=True)
    by = models.BigIntegerField(null=True)
    by_name = models.CharField(max_length=160)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["agency", "scenario", "version"], name="plan_edit_version")]


class PlanRun(AgencyModel):
    """One computation for a scenario. Settings, problem and plan stand by digest: it can be repeated years later."""

    personal = frozenset()

    class Status(models.TextChoices):
        """Life of a run."""

        QUEUED = "antre", _("Antre")
        RUNNING = "berjalan", _("Berjalan")
        DONE = "selesai", _("Selesai")
        FAILED = "gagal", _("Gagal")
        CANCELLED = "dibatalkan", _("Dibatalkan")

    uid = models.UUIDField()
    scenario = AgencyKey(Scenario)
    settings = models.JSONField()
    settings_digest = models.CharField(max_length=64)
    status = models.CharField(max_length=12, choices=Status.choices, default=Status.QUEUED)
    reason = models.CharField(max_length=400, blank=True, help_text="Why there is no result, in one sentence.")
    job = models.BigIntegerField(null=True)
    requested_by = models.BigIntegerField(null=True)
    requested_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    problem_digest = models.CharField(max_length=64, blank=True)
    problem_file = models.CharField(max_length=64, blank=True, help_text="Digest of the stored file.")
    plan_file = models.CharField(max_length=64, blank=True)
    answer_digest = models.CharField(max_length=64, blank=True, help_text="What a submission points at.")
    value = models.FloatField(null=True)
    bound = models.FloatField(null=True)
    gap_percent = models.FloatField(null=True)
    seats = models.IntegerField(null=True)
    cost_rupiah = models.BigIntegerField(null=True)
    people = models.IntegerField(null=True)
    below_floor = models.IntegerField(null=True)
    figures = models.JSONField(default=dict)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["agency", "uid"], name="plan_run_uid")]
        indexes = [models.Index(fields=["agency", "scenario", "-id"], name="plan_run_newest")]


class PlanProgramme(AgencyModel):
    """What a run decided about a programme: in, at the margin, or out, and the facts of the reason."""

    personal = frozenset()

    append_only = True

    class State(models.TextChoices):
        """The words of the programme table."""

        IN = "masuk", _("Masuk")
        EDGE = "di_batas", _("Di batas")
        OUT = "tidak_masuk", _("Tidak masuk")

    run = AgencyKey(PlanRun)
    version = AgencyKey("catalogue.ProgrammeVersion")
    code = models.CharField(max_length=20)
    name = models.CharField(max_length=160)
    state = models.CharField(max_length=12, choices=State.choices)
    seats = models.IntegerField()
    classes = models.IntegerField()
    cost_rupiah = models.BigIntegerField()
    value = models.FloatField()
    levels = models.FloatField(help_text="Levels of gap closed, expected.")
    candidates = models.IntegerField()
    months = models.JSONField(default=list)
    reason = models.CharField(max_length=30)
    facts = models.JSONField(default=dict)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["agency", "run", "code"], name="plan_programme_once")]


class PlanPerson(AgencyModel):
    """The inputs of a person, frozen when the problem was made, and what the plan gives him."""

    append_only = True
    personal = frozenset({"inputs", "jp_before", "jp_planned", "value", "attainable"})

    run = AgencyKey(PlanRun)
    person = AgencyKey("people.Person")
    unit = AgencyKey("people.Unit")
    path = models.CharField(max_length=200, db_collation="C")
    district = models.CharField(max_length=80, blank=True)
    inputs = models.JSONField()
    jp_before = models.IntegerField()
    jp_planned = models.IntegerField()
    value = models.FloatField()
    attainable = models.FloatField()
    barred = models.CharField(max_length=30, blank=True, help_text="Why he could not be planned at all.")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["agency", "run", "person"], name="plan_person_once")]
        indexes = [models.Index(fields=["agency", "run", "path"], name="plan_person_path")]


class PlanSeat(AgencyModel):
    """A seat: this person in this programme in this month. Delivery opens classes from approved ones."""

    append_only = True
    personal = frozenset({"value"})

    run = AgencyKey(PlanRun)
    programme = AgencyKey(PlanProgramme)
    person = AgencyKey("people.Person")
    unit = AgencyKey("people.Unit")
    path = models.CharField(max_length=200, db_collation="C")
    month = models.SmallIntegerField()
    fund = AgencyKey("budget.Fund", null=True)
    jp = models.IntegerField()
    value = models.FloatField()
    cost_rupiah = models.BigIntegerField(help_text="His own cost; the cost of the class is shared by the class.")
    rank = models.IntegerField(help_text="By value among those who could gain, 1 first.")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["agency", "run", "person", "programme"], name="plan_seat_once"),
            models.CheckConstraint(condition=Q(month__range=(1, 12)), name="plan_seat_month"),
        ]
        indexes = [models.Index(fields=["agency", "programme", "rank"], name="plan_seat_programme")]


class PlanWait(AgencyModel):
    """A seat not given: this person could gain from this programme and waits, with the reason and its facts."""

    append_only = True
    personal = frozenset({"value", "facts"})

    run = AgencyKey(PlanRun)
    programme = AgencyKey(PlanProgramme)
    person = AgencyKey("people.Person")
    unit = AgencyKey("people.Unit")
    path = models.CharField(max_length=200, db_collation="C")
    value = models.FloatField()
    rank = models.IntegerField()
    reason = models.CharField(max_length=30)
    facts = models.JSONField(default=dict)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["agency", "run", "person", "programme"], name="plan_wait_once")]
        indexes = [models.Index(fields=["agency", "programme", "rank"], name="plan_wait_programme")]


class PlanGroup(AgencyModel):
    """How a group fares in a run: received and attainable value, hours, people. Small groups are kept but not shown."""

    personal = frozenset()

    append_only = True

    run = AgencyKey(PlanRun)
    kind = models.CharField(max_length=12, help_text="distrik, golongan, kelamin, unit, status")
    name = models.CharField(max_length=200)
    people = models.IntegerField()
    trained = models.IntegerField()
    at_floor = models.IntegerField()
    jp = models.IntegerField()
    received = models.FloatField()
    attainable = models.FloatField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["agency", "run", "kind", "name"], name="plan_group_once")]
