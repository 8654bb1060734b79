"""Outbox: label `outbox`."""

from django.apps import AppConfig


class OutboxConfig(AppConfig):
    """The accepting end of the phones' outbox."""

    name = "asah.foundation.outbox"
    label = "outbox"
