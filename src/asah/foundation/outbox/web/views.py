"""Items in, outcomes out."""

import json
from typing import Any

from django.http import HttpResponse, JsonResponse
from django.views.decorators.http import require_POST

from asah.foundation.outbox.receiving import Refused, read_items, take_items


@require_POST
def receive(request: Any) -> HttpResponse:
    """Take a JSON body {"items": [{"id", "kind", "data"}]} and say what became of each."""
    try:
        items = read_items(json.loads(request.body))
    except (json.JSONDecodeError, UnicodeDecodeError, Refused) as refusal:
        return JsonResponse({"text": str(refusal)}, status=400)
    outcomes = take_items(request.actor, request.now, items)
    return JsonResponse({"results": [{"id": one.id, "state": one.state, "text": one.text} for one in outcomes]})
