"""Pages for what goes wrong."""

from django.http import HttpRequest, HttpResponse


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400."""
    return HttpResponse("Permintaan ini tidak lengkap.", status=400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403."""
    return HttpResponse("Anda belum punya akses ke halaman ini.", status=403)


def no_membership(request: HttpRequest) -> HttpResponse:
    """403 for somebody who is signed in but belongs to no agency."""
    return HttpResponse("Anda belum punya peran di Asah.", status=403)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 when a form came without its key."""
    return HttpResponse("Halaman ini sudah terlalu lama terbuka. Muat ulang, lalu kirim lagi.", status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404."""
    return HttpResponse("Halaman ini tidak ada atau sudah dipindah.", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """500."""
    return HttpResponse("Asah gagal memproses permintaan ini.", status=500)
