"""Objections (sanggahan) to not being selected, each answered by a named official who did not decide."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from asah.foundation.access.tenancy import AgencyKey, AgencyModel, SameAgency
from asah.stages.plan.models.runs import PlanProgramme, PlanRun


class Objection(AgencyModel):
    """What somebody holds against not being selected for a programme; the frozen card stands beside it by digest."""

    append_only = True
    personal = frozenset({"person", "account", "text", "card"})

    uid = models.UUIDField()
    run = AgencyKey(PlanRun)
    programme = AgencyKey(PlanProgramme)
    person = AgencyKey("people.Person")
    account = models.BigIntegerField()
    text = models.CharField(_("keberatan Anda"), max_length=2000)
    evidence = models.UUIDField(null=True, help_text="Document that was attached.")
    card = models.JSONField(help_text="What the card said when it was filed.")
    filed_at = models.DateTimeField()
    due_on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["agency", "uid"], name="plan_objection_uid"),
            models.UniqueConstraint(fields=["agency", "run", "person", "programme"], name="plan_objection_once"),
            models.UniqueConstraint(fields=["agency", "id", "account"], name="plan_objection_filer"),
        ]


class OfObjection(SameAgency):
    """An answer repeats who filed; the key makes it true, so that the check below means something."""

    def _sql(self, model: models.Model, editor: object) -> str:
        return (
            f'CONSTRAINT "{self.name}" FOREIGN KEY (agency_id, objection_id, filer) '
            "REFERENCES plan_objection (agency_id, id, account) DEFERRABLE INITIALLY DEFERRED"
        )


class ObjectionAnswer(AgencyModel):
    """The answer: by a named official, never by who filed it, with its reason."""

    append_only = True
    personal = frozenset({"answerer_name", "text"})

    class Outcome(models.TextChoices):
        """What came of it."""

        UPHELD = "diterima", _("Diterima: akan diperbaiki pada perubahan rencana")
        REJECTED = "ditolak", _("Tidak diterima")

    objection = AgencyKey(Objection)
    filer = models.BigIntegerField()
    answerer = models.BigIntegerField()
    answerer_name = models.CharField(max_length=160)
    outcome = models.CharField(max_length=10, choices=Outcome.choices)
    text = models.CharField(_("jawaban"), max_length=2000)
    answered_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["agency", "objection"], name="plan_objectionanswer_one"),
            models.CheckConstraint(condition=~Q(filer=F("answerer")), name="plan_objectionanswer_other_person"),
            models.CheckConstraint(condition=~Q(text=""), name="plan_objectionanswer_has_text"),
            OfObjection(field="objection", name="plan_objectionanswer_filer"),
        ]
