"""The gallery of components, the page shown without a connection, and the service worker."""

from functools import cache
from pathlib import Path

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from asah.foundation.pages import gallery_data
from asah.foundation.pages.public import public


@public
def gallery(request: HttpRequest) -> HttpResponse:
    """Every component in each of its states, light and dark side by side; for those who build Asah."""
    return render(request, "pages/gaya.html", gallery_data.context(request))


@public
def offline(request: HttpRequest) -> HttpResponse:
    """What a device shows when it has no connection and the page asked for is not on it."""
    return render(request, "pages/errors/offline.html")


@public
def service_worker(request: HttpRequest) -> HttpResponse:
    """The worker with the store it shares with pages, as one script; at the root, so that it serves every page."""
    return HttpResponse(_worker_script(), content_type="text/javascript", headers={"Cache-Control": "no-cache"})


@cache
def _worker_script() -> bytes:
    folder = Path(__file__).parent / "static" / "asah"
    return b"".join((folder / name).read_bytes() for name in ("store.js", "sw.js"))
