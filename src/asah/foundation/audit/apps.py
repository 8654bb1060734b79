"""Audit: label `audit`."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """Events, seals, digests."""

    name = "asah.foundation.audit"
    label = "audit"
