"""Receipts: which ids of phones have been taken."""

from django.db import models

from asah.foundation.access.tenancy import AgencyModel


class Receipt(AgencyModel):
    """An item with this id was taken, on this day. No account and no kind: a receipt leads to nobody's answer."""

    personal = frozenset()

    append_only = True

    uid = models.UUIDField()
    on = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["agency", "uid"], name="outbox_receipt_once")]
