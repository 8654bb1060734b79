"""One sentence after a deed, with a way back: `toast(request, _("Program dikeluarkan."), undo="/…/urungkan/")`."""

from django.contrib import messages
from django.http import HttpRequest

_UNDO = "undo:"


def toast(request: HttpRequest, text: str, *, undo: str = "") -> None:
    """Show a sentence on the next page or fragment; `undo` is the address that a POST takes the deed back with."""
    messages.info(request, text, extra_tags=f"{_UNDO}{undo}" if undo else "")


def undo_address(tags: str) -> str:
    """The address to undo with, from the tags of a message; empty when there is none."""
    return next((tag.removeprefix(_UNDO) for tag in tags.split() if tag.startswith(_UNDO)), "")
