import logging
import re
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.handlers.exception import response_for_exception
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory, override_settings
from django.urls import path

from asah.foundation.pages import errors

FORBIDDEN_WORDS = re.compile(r"\b(maaf|mohon|silakan|harap|valid|invalid|error|submit|user)\b", re.IGNORECASE)


def break_down(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("disk gone")


urlpatterns = [path("rusak/", break_down)]
handler500 = "asah.foundation.pages.errors.server_error"


class Refusal(Exception):
    """A refusal that knows who may help."""

    place = "Rencana"
    granter = "Maria W., BKPSDM"
    ask_url = "/minta-akses/"


def words(response: Any) -> str:
    text = re.sub(r"<(head|svg|dialog)\b.*?</\1>", " ", response.content.decode(), flags=re.DOTALL)
    return " ".join(re.sub(r"<[^>]+>", " ", text).split())


@pytest.mark.parametrize(
    ("name", "status", "sentence"),
    [
        ("bad_request", 400, "Permintaan ini tidak terbaca"),
        ("forbidden", 403, "Anda belum punya akses ke halaman ini"),
        ("csrf_failure", 403, "Formulir ini sudah kedaluwarsa"),
        ("no_membership", 403, "Akun Anda belum terhubung"),
        ("not_found", 404, "Halaman ini tidak ada atau sudah dipindah"),
        ("conflict", 409, "Data ini berubah sejak Anda membukanya"),
        ("server_error", 500, "Isian Anda aman."),
        ("maintenance", 503, "Asah sedang dirawat"),
    ],
)
def test_each_failure_says_what_happened_and_offers_a_way_on(
    web: HttpRequest, name: str, status: int, sentence: str
) -> None:
    response = getattr(errors, name)(web)
    assert response.status_code == status
    assert sentence in words(response)
    assert not FORBIDDEN_WORDS.search(words(response))
    if status != 503:
        assert 'class="button primary"' in response.content.decode()


def test_a_refusal_names_who_can_give_access(web: HttpRequest) -> None:
    text = words(errors.forbidden(web, Refusal("Rencana 2027 hanya untuk perencana.")))
    assert "Anda belum punya akses ke Rencana" in text
    assert "Rencana 2027 hanya untuk perencana." in text
    assert "Yang dapat memberi: Maria W., BKPSDM." in text
    assert "Minta akses" in text


@pytest.mark.parametrize(("wait", "sentence"), [(40, "Coba lagi dalam 40 detik."), (601, "Coba lagi dalam 11 menit.")])
def test_too_many_attempts_say_when_to_come_back(web: HttpRequest, wait: int, sentence: str) -> None:
    response = errors.too_many(web, wait)
    assert response.status_code == 429
    assert response.headers["Retry-After"] == str(wait)
    assert sentence in words(response)


def test_maintenance_names_start_and_end_in_the_agency_zone() -> None:
    request = RequestFactory().get("/")
    request.agency = SimpleNamespace(name="Kota Sorong", zone="Asia/Jayapura", is_sample=False)  # type: ignore[attr-defined]
    starts, ends = datetime(2027, 1, 12, 13, 0, tzinfo=UTC), datetime(2027, 1, 12, 15, 0, tzinfo=UTC)
    text = words(errors.maintenance(request, starts, ends))
    assert "Dari 12 Januari 2027 pukul 22.00 WIT sampai 13 Januari 2027 pukul 00.00 WIT." in text


def test_codes_are_easy_to_say_and_differ() -> None:
    codes = {errors.new_code() for _ in range(200)}
    assert all(re.fullmatch(r"[A-HJ-NP-RT-Z][2-46-9][A-HJ-NP-RT-Z][2-46-9]-[2-46-9]{2}", code) for code in codes)
    assert len(codes) > 190


@override_settings(ROOT_URLCONF=__name__)
def test_a_failure_is_logged_once_with_the_code_the_page_shows(caplog: pytest.LogCaptureFixture) -> None:
    request = RequestFactory().get("/rusak/")
    with caplog.at_level(logging.ERROR):
        try:
            break_down(request)
        except RuntimeError as failure:
            response = response_for_exception(request, failure)
    code = response.headers[errors.CODE_HEADER]
    assert code in words(response)
    assert [record.name for record in caplog.records] == ["asah.errors"]
    assert code in caplog.text
    assert "disk gone" in caplog.text
    assert "disk gone" not in words(response)
