"""The English catalogue: complete, compiled as committed, and used only by those who chose it."""

import gettext

from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from django.utils import translation

from asah.foundation.pages.middleware import ChosenLanguage
from tools.catalogue import CATALOGUE, untranslated


def test_every_text_has_an_english_one() -> None:
    assert untranslated(CATALOGUE.read_text(encoding="utf-8")) == []


def test_a_missing_translation_would_be_seen() -> None:
    sample = 'msgid ""\nmsgstr "head"\n\nmsgid "Cari"\nmsgstr ""\n\nmsgid "Unit"\nmsgstr "Unit"'
    assert untranslated(sample) == ["Cari"]


def test_the_compiled_catalogue_is_that_of_the_source() -> None:
    with CATALOGUE.with_suffix(".mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)
    assert compiled.gettext("Lihat sebagai tabel") == "View as a table"
    assert compiled.ngettext("Ada %(total)s yang perlu diperbaiki", "", 2) == "%(total)s to correct"


def language_of(request: HttpRequest) -> tuple[str, HttpResponse]:
    seen: list[str] = []

    def answer(inner: HttpRequest) -> HttpResponse:
        seen.append(translation.get_language() or "")
        return HttpResponse("x")

    response = ChosenLanguage(answer)(request)
    return seen[0], response


def test_pages_are_indonesian_whatever_the_browser_prefers() -> None:
    language, response = language_of(RequestFactory().get("/", headers={"accept-language": "en-US"}))
    assert language == "id"
    assert response.headers["Content-Language"] == "id"


def test_english_is_a_choice_of_this_device() -> None:
    request = RequestFactory().get("/")
    request.COOKIES["asah_language"] = "en"
    assert language_of(request)[0] == "en"
    request.COOKIES["asah_language"] = "xx"
    assert language_of(request)[0] == "id"
    assert translation.get_language() == "id"
