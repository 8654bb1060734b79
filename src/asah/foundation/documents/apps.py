"""Documents: label `documents`."""

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    """Files, letters, numbers."""

    name = "asah.foundation.documents"
    label = "documents"
