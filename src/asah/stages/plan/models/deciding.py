"""Submission and the steps to a decree: each by another person, each on exactly what was submitted."""

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from asah.foundation.access.tenancy import AgencyKey, AgencyModel, SameAgency
from asah.stages.plan.models.runs import PlanRun


class Submission(AgencyModel):
    """A run put before the one who decides. `requester` is whoever asked for or last edited it."""

    append_only = True
    personal = frozenset({"requester_name"})

    uid = models.UUIDField()
    run = AgencyKey(PlanRun)
    requester = models.BigIntegerField()
    requester_name = models.CharField(max_length=160)
    last_editor = models.BigIntegerField()
    digest = models.CharField(max_length=64)
    version = models.IntegerField(default=1, help_text="Version of the scenario when it was submitted.")
    note = models.CharField(_("catatan"), max_length=600, blank=True)
    submitted_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["agency", "uid"], name="plan_submission_uid"),
            models.UniqueConstraint(
                fields=["agency", "id", "requester", "last_editor", "digest"], name="plan_submission_whole"
            ),
        ]


class OfSubmission(SameAgency):
    """A decision repeats requester, last editor and digest of its submission; the key makes them the same."""

    def _sql(self, model: Any, editor: Any) -> str:
        quote = editor.quote_name
        return (
            f"CONSTRAINT {quote(self.name)} "
            "FOREIGN KEY (agency_id, submission_id, requester, last_editor, digest_seen) "
            "REFERENCES plan_submission (agency_id, id, requester, last_editor, digest) DEFERRABLE INITIALLY DEFERRED"
        )


class AfterPassedStep(SameAgency):
    """A step follows the one before it, of the same submission, and only if that one passed."""

    def _sql(self, model: Any, editor: Any) -> str:
        quote = editor.quote_name
        return (
            f"CONSTRAINT {quote(self.name)} FOREIGN KEY (agency_id, submission_id, follows, follows_passed) "
            "REFERENCES plan_decision (agency_id, submission_id, step, passed) DEFERRABLE INITIALLY DEFERRED"
        )


class Decision(AgencyModel):
    """One step on the way to a decree: verified, validated, enacted, or returned with a note.

    The database keeps the four eyes: the decider is neither requester nor last editor, nobody takes two steps of one
    submission, a step follows the one before it, and enacting needs number, date and file of the decree.
    """

    append_only = True
    personal = frozenset({"decider_name"})

    class Kind(models.TextChoices):
        """The answers."""

        VERIFIED = "terverifikasi", _("Terverifikasi")
        VALIDATED = "tervalidasi", _("Tervalidasi")
        ENACTED = "ditetapkan", _("Ditetapkan")
        RETURNED = "dikembalikan", _("Dikembalikan dengan catatan")

    submission = AgencyKey(Submission)
    requester = models.BigIntegerField()
    last_editor = models.BigIntegerField()
    digest_seen = models.CharField(max_length=64)
    step = models.SmallIntegerField(default=1)
    passed = models.BooleanField(default=True)
    follows = models.SmallIntegerField(null=True)
    follows_passed = models.BooleanField(null=True)
    decider = models.BigIntegerField()
    decider_name = models.CharField(max_length=160)
    kind = models.CharField(max_length=14, choices=Kind.choices)
    reason = models.CharField(_("alasan"), max_length=600)
    number = models.CharField(max_length=30, blank=True)
    decree_number = models.CharField(_("nomor keputusan"), max_length=80, blank=True, default="")
    decree_on = models.DateField(_("tanggal keputusan"), null=True)
    decree_document = models.UUIDField(null=True)
    decree_digest = models.CharField(max_length=64, blank=True, default="")
    decided_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["agency", "submission", "step"], name="plan_decision_step_once"),
            models.UniqueConstraint(fields=["agency", "submission", "decider"], name="plan_decision_person_once"),
            models.UniqueConstraint(fields=["agency", "submission", "step", "passed"], name="plan_decision_passed"),
            models.UniqueConstraint(fields=["agency", "number"], condition=~Q(number=""), name="plan_decision_number"),
            models.CheckConstraint(
                condition=~Q(requester=F("decider")) & ~Q(last_editor=F("decider")), name="plan_decision_four_eyes"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="plan_decision_has_reason"),
            models.CheckConstraint(
                condition=Q(step=1, follows=None, follows_passed=None)
                | Q(
                    step__in=(2, 3),
                    follows__isnull=False,
                    follows=F("step") - 1,
                    follows_passed__isnull=False,
                    follows_passed=True,
                ),
                name="plan_decision_in_order",
            ),
            models.CheckConstraint(
                condition=Q(kind="dikembalikan", passed=False)
                | Q(kind="terverifikasi", step=1, passed=True)
                | Q(kind="tervalidasi", step=2, passed=True)
                | Q(kind="ditetapkan", step=3, passed=True),
                name="plan_decision_kind_of_step",
            ),
            models.CheckConstraint(
                condition=~Q(kind="ditetapkan")
                | (~Q(decree_number="") & ~Q(decree_digest="") & Q(decree_on__isnull=False)),
                name="plan_decision_has_decree",
            ),
            OfSubmission(field="submission", name="plan_decision_same_submission"),
            AfterPassedStep(field="follows", name="plan_decision_after_passed"),
        ]
