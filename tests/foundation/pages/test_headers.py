import pytest
from django.http import HttpRequest, HttpResponse

from asah.foundation.pages.middleware import SecurityHeaders, allow, policy_text


def answer(web: HttpRequest, response: HttpResponse) -> HttpResponse:
    return SecurityHeaders(lambda request: response)(web)


def test_every_response_is_closed_to_foreign_and_inline_content(web: HttpRequest) -> None:
    headers = answer(web, HttpResponse("x")).headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert "camera=(self)" in headers["Permissions-Policy"]
    assert "geolocation=()" in headers["Permissions-Policy"]


def test_one_response_may_frame_one_more_host(web: HttpRequest) -> None:
    widened = allow(HttpResponse("x"), "frame-src", "https://isi.contoh.go.id")
    assert "frame-src https://isi.contoh.go.id" in answer(web, widened).headers["Content-Security-Policy"]
    assert "frame-src 'none'" in policy_text()


def test_widening_adds_to_what_was_allowed() -> None:
    assert "img-src 'self' data: blob:" in policy_text({"img-src": ("blob:",)})


@pytest.mark.parametrize(("directive", "source"), [("script-src", "'unsafe-inline'"), ("scripts", "'self'")])
def test_the_policy_cannot_be_undone(directive: str, source: str) -> None:
    with pytest.raises(ValueError, match="cannot widen"):
        allow(HttpResponse("x"), directive, source)


def test_a_response_with_its_own_policy_keeps_it(web: HttpRequest) -> None:
    own = HttpResponse("x", headers={"Content-Security-Policy": "default-src 'none'"})
    assert answer(web, own).headers["Content-Security-Policy"] == "default-src 'none'"
