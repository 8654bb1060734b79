"""The open lottery inside ties: permitted by decree, frozen with its digest, drawn with a number of the future."""

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from asah.foundation.access.tenancy import AgencyKey, AgencyModel, SameAgency
from asah.stages.plan.models.runs import PlanRun


class LotteryPermit(AgencyModel):
    """The decree that permits lotteries; without one there are none."""

    append_only = True
    personal = frozenset({"by_name"})

    decree_number = models.CharField(_("nomor keputusan"), max_length=80)
    decree_on = models.DateField(_("tanggal keputusan"))
    by = models.BigIntegerField(null=True)
    by_name = models.CharField(max_length=160)
    entered_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["agency", "decree_number"], name="plan_permit_number"),
            models.CheckConstraint(condition=~Q(decree_number=""), name="plan_permit_has_number"),
        ]


class Lottery(AgencyModel):
    """A frozen list: codes, quota and rule, whose digest is published before the public number can be known."""

    append_only = True
    personal = frozenset()

    uid = models.UUIDField()
    permit = AgencyKey(LotteryPermit)
    run = AgencyKey(PlanRun)
    programme_code = models.CharField(max_length=20)
    programme_name = models.CharField(max_length=160)
    quota = models.IntegerField(help_text="Seats for those of equal value.")
    sure = models.IntegerField(help_text="Seats given above the band.")
    cutoff = models.FloatField(help_text="Value at the last seat.")
    width = models.FloatField(help_text="One standard error of measurement.")
    rule = models.CharField(max_length=600)
    codes = models.JSONField(help_text="Sorted random codes of those of equal value.")
    commitment = models.CharField(max_length=64)
    number_what = models.CharField(_("angka penentu"), max_length=200)
    number_at = models.DateTimeField(_("baru diketahui pada"))
    frozen_at = models.DateTimeField()
    frozen_by = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["agency", "uid"], name="plan_lottery_uid"),
            models.UniqueConstraint(fields=["agency", "run", "programme_code"], name="plan_lottery_once"),
            models.UniqueConstraint(fields=["agency", "id", "number_at"], name="plan_lottery_number_at"),
            models.CheckConstraint(condition=Q(number_at__gt=F("frozen_at")), name="plan_lottery_future_number"),
        ]


class LotteryEntry(AgencyModel):
    """Everybody eligible, in the band or not: what an evaluation of the programme needs later."""

    append_only = True
    personal = frozenset({"value", "code", "probability"})

    lottery = AgencyKey(Lottery)
    person = AgencyKey("people.Person")
    code = models.CharField(max_length=12, blank=True, help_text="Empty outside the band.")
    stratum = models.CharField(max_length=200, help_text="Path of the unit.")
    value = models.FloatField()
    probability = models.FloatField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["agency", "lottery", "person"], name="plan_lotteryentry_person"),
            models.UniqueConstraint(
                fields=["agency", "lottery", "code"], condition=~Q(code=""), name="plan_lotteryentry_code"
            ),
            models.CheckConstraint(condition=Q(probability__range=(0, 1)), name="plan_lotteryentry_probability"),
        ]


class OfFrozen(SameAgency):
    """A draw repeats when its number becomes known; the key makes it the announced moment."""

    def _sql(self, model: Any, editor: Any) -> str:
        return (
            f'CONSTRAINT "{self.name}" FOREIGN KEY (agency_id, lottery_id, number_at) '
            "REFERENCES plan_lottery (agency_id, id, number_at) DEFERRABLE INITIALLY DEFERRED"
        )


class LotteryDraw(AgencyModel):
    """The one draw of a frozen list: public numbers, seed, order. Another needs another public freeze."""

    append_only = True
    personal = frozenset({"by_name"})

    lottery = AgencyKey(Lottery)
    number_at = models.DateTimeField()
    numbers = models.JSONField()
    seed = models.CharField(max_length=64)
    order = models.JSONField(help_text="Codes in the order drawn.")
    drawn_at = models.DateTimeField()
    by = models.BigIntegerField(null=True)
    by_name = models.CharField(max_length=160)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["agency", "lottery"], name="plan_lotterydraw_once"),
            models.CheckConstraint(condition=Q(drawn_at__gte=F("number_at")), name="plan_lotterydraw_not_before"),
            OfFrozen(field="lottery", name="plan_lotterydraw_number_at"),
        ]
