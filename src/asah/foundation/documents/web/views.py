"""Hand out a document."""

import uuid
from typing import Any
from urllib.parse import quote

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from asah.foundation.documents.services import open_document


@require_GET
def download(request: Any, uid: uuid.UUID) -> HttpResponse:
    """The file of a document, always as an attachment: nothing of it runs in the browser."""
    document, content = open_document(actor=request.actor, now=request.now, uid=uid)
    response = HttpResponse(content, content_type=document.file.media_type)
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(document.file.name)}"
    response["Cache-Control"] = "private, no-store"
    return response
