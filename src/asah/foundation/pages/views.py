"""The gallery of components and the page shown without a connection."""

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
