import re
from datetime import UTC, date, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.contrib.messages.storage.cookie import CookieStorage
from django.http import HttpRequest, HttpResponse
from django.template import Context, Template
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.test.signals import template_rendered

import asah.foundation.pages
from asah.foundation.pages import components, samples, views
from asah.foundation.pages.toasts import toast

SORONG = SimpleNamespace(name="Kota Sorong", zone="Asia/Jayapura", is_sample=True)
AT = datetime(2027, 1, 11, 23, 14, tzinfo=UTC)
PARTIALS = Path(asah.foundation.pages.__file__).parent / "templates/pages/components"


def draw(source: str, **context: Any) -> str:
    return Template("{% load asah %}" + source).render(Context(context))


@pytest.fixture(scope="module")
def gallery() -> tuple[str, set[str]]:
    """The gallery's HTML and the names of the partials it drew."""
    drawn: set[str] = set()

    def remember(template: Any, **kwargs: Any) -> None:
        drawn.add(str(template.name))

    template_rendered.connect(remember)
    try:
        response: HttpResponse = views.gallery(RequestFactory().get("/gaya/"))
    finally:
        template_rendered.disconnect(remember)
    return response.content.decode(), drawn


def test_the_gallery_shows_every_component(gallery: tuple[str, set[str]]) -> None:
    known = {f"pages/components/{path.name}" for path in PARTIALS.glob("*.html")}
    assert known - gallery[1] == set()


def test_every_state_stands_once_per_theme(gallery: tuple[str, set[str]]) -> None:
    html = gallery[0]
    for word in ("Antre", "Berjalan", "Selesai dengan catatan", "Gagal", "Dibatalkan", "Kedaluwarsa", "Belum terpilih"):
        assert len(re.findall(rf"<span class=\"tag[^\"]*\">{word}</span>", html)) >= 2, word
    assert html.count('data-theme="light"') == html.count('data-theme="dark"') == 1


def test_no_id_stands_twice(gallery: tuple[str, set[str]]) -> None:
    ids = re.findall(r'\sid="([^"]+)"', gallery[0])
    assert sorted(ids) == sorted(set(ids))


@pytest.mark.parametrize(
    ("source", "value", "text"),
    [
        ("{{ v|rupiah }}", 1_850_000_000, "Rp1.850.000.000"),
        ("{{ v|rupiah_short }}", 1_850_000_000, "Rp1,85 miliar"),
        ("{{ v|angka }}", 4905, "4.905"),
        ("{{ v|angka:1 }}", 2, "2,0"),
        ("{{ v|bertanda }}", -0.5, "−0,5"),
        ("{{ v|persen }}", 0.38, "38%"),
        ("{{ v|tanggal }}", date(2026, 11, 23), "23 November 2026"),
        ("{{ v|tanggal_tabel }}", date(2026, 11, 23), "23 Nov 2026"),
        ("{{ v|hari_tanggal }}", date(2026, 8, 17), "Senin, 17 Agustus 2026"),
        ("{{ v|pukul:agency }}", AT, "pukul 08.14 WIT"),
        ("{{ v|saat:agency }}", AT, "12 Januari 2027 pukul 08.14 WIT"),
        ("{{ v|nip }}", "198504122010011907", "19850412 201001 1 907"),
        ("{{ v|nama }}", SimpleNamespace(name="Maria Wanggai", title_front="Dr."), "Maria Wanggai"),
        (
            "{{ v|nama_lengkap }}",
            SimpleNamespace(name="Maria", title_front="Dr."),
            "Dr. Maria",
        ),
        ("{{ v|terbilang }}", 21, "dua puluh satu"),
        ("{{ v|romawi }}", 5, "V"),
        ("{{ v|daftar }}", ["A", "B", "C"], "A, B, dan C"),
        ("{{ v|rupiah }}", None, "–"),
        ("{{ v|sel }}", 1234.5, "1.234,5"),
        ("{% lalu v %}", datetime(2027, 1, 11, 20, 0, tzinfo=UTC), "3 jam yang lalu"),
        ("{% sisa v %}", date(2027, 1, 26), "14 hari lagi"),
        ("{% lalu v %}", None, "–"),
    ],
)
def test_filters_write_in_the_formats_of_the_house(source: str, value: Any, text: str) -> None:
    assert draw(source, v=value, agency=SORONG, now=AT) == text


def test_a_figure_carries_finding_two_drawings_and_its_table() -> None:
    chart = samples.all_charts()[0]
    html = draw("{% figure chart level=3 %}", chart=chart)
    assert f'<h3 class="finding">{chart.title}</h3>' in html
    assert html.count("<svg") == 2
    assert html.count("<tr>") == len(chart.rows) + 1
    assert "3.204" in html
    assert "Lihat sebagai tabel" in html


def test_done_tasks_fade_to_text() -> None:
    tasks = [components.Task("Buka survei", "/survei/", is_done=True), components.Task("Ingatkan", "/ingatkan/")]
    html = draw("{% task_list tasks %}", tasks=tasks)
    assert '<li class="is-done"><span>Buka survei</span><span>Selesai</span></li>' in html
    assert '<a href="/ingatkan/">Ingatkan</a>' in html


def test_a_stepper_says_where_one_is() -> None:
    html = draw("{% stepper steps %}", steps=components.steps(("Unggah", "Periksa", "Terapkan"), 2))
    assert "Langkah 2 dari 3" in html
    assert '<li aria-current="step">Periksa</li>' in html
    assert '<li class="done">Unggah</li>' in html


def test_rows_with_too_few_answers_show_no_number() -> None:
    table = components.HeatTable("Peta", "Unit", ("A", "B"), [components.HeatRow("Klaurung", missing="Belum cukup")])
    html = draw("{% heat_table table %}", table=table)
    assert '<td class="hatch" colspan="2"><span>Belum cukup</span></td>' in html


@pytest.mark.parametrize(("value", "step"), [(-1, 0), (0, 0), (0.5, 1), (2.9, 5), (3, 5), (9, 5)])
def test_shades_are_six_equal_steps(value: float, step: int) -> None:
    assert components.shade(value, 0, 3) == step
    assert components.shade(value, 3, 3) == 0


def test_a_living_job_is_polled_and_can_be_cancelled() -> None:
    job = components.JobView("Memeriksa", "running", 1240, 4905, url="/pekerjaan/7/", cancel_url="/pekerjaan/7/batal/")
    html = draw("{% job job %}", job=job, csrf_token="abc")
    assert 'data-job="/pekerjaan/7/"' in html
    assert "1.240 dari 4.905" in html
    assert 'action="/pekerjaan/7/batal/"' in html
    done = draw("{% job job %}", job=components.JobView("Memeriksa", "done", url="/pekerjaan/7/", result_url="/hasil/"))
    assert "data-job" not in done
    assert 'href="/hasil/"' in done


def test_block_tags_hold_markup_and_escape_their_titles() -> None:
    html = draw('{% message "err" title %}<a href="/x/">Tinjau</a>{% endmessage %}', title="<b>2 perubahan</b>")
    assert 'role="alert"' in html
    assert '<a href="/x/">Tinjau</a>' in html
    assert "&lt;b&gt;2 perubahan" in html


def test_a_verdict_is_one_of_five_phrases() -> None:
    assert 'aria-current="true">Jelas membantu' in draw('{% verdict_scale "Jelas membantu" %}')
    with pytest.raises(ValueError, match="Jelas membantu"):
        draw('{% verdict_scale "Hebat sekali" %}')


def test_the_device_choices_are_written_into_the_page_and_nothing_else_is() -> None:
    request = RequestFactory().get("/")
    request.COOKIES = {"asah_theme": "dark", "asah_size": '"><script>', "asah_saver": "on"}
    assert draw("<html{% page_choices request %}>", request=request) == '<html data-theme="dark" data-saver="on">'


def test_a_toast_carries_its_way_back(web: HttpRequest) -> None:
    web._messages = CookieStorage(web)  # type: ignore[attr-defined]
    toast(web, "Studi banding dikeluarkan.", undo="/rencana/urungkan/7/")
    html = render_to_string("pages/components/toasts.html", {"messages": get_messages(web), "csrf_token": "abc"})
    assert "Studi banding dikeluarkan." in html
    assert 'action="/rencana/urungkan/7/" data-undo' in html
    assert 'value="abc"' in html


def test_only_the_last_toast_is_shown(web: HttpRequest) -> None:
    web._messages = CookieStorage(web)  # type: ignore[attr-defined]
    toast(web, "Pertama.")
    toast(web, "Kedua.")
    html = render_to_string("pages/components/toasts.html", {"messages": get_messages(web)})
    assert "Pertama." not in html
    assert "data-undo" not in html


def test_sample_towns_say_so_on_every_page(web: HttpRequest) -> None:
    html = render_to_string("pages/base.html", {"agency": SORONG}, request=web)
    assert html.count("Data contoh") >= 2
    real = render_to_string("pages/base.html", {"agency": SimpleNamespace(name="Kota", is_sample=False)}, request=web)
    assert "Data contoh" not in real


def test_a_page_without_actor_asks_for_no_token(web: HttpRequest) -> None:
    render_to_string("pages/base.html", {}, request=web)
    assert "CSRF_COOKIE" not in web.META


def test_printed_pages_have_no_menu(web: HttpRequest) -> None:
    html = render_to_string("pages/print.html", {"agency": SORONG}, request=web)
    assert "<header" not in html
    assert "Data contoh" in html


def test_each_state_has_one_word() -> None:
    assert components.status("in_review") == components.Status("Sedang diperiksa", "info")
    assert len({components.status(key).word for key in components.STATUS_KEYS}) == len(components.STATUS_KEYS)
    with pytest.raises(ValueError, match="known: draft"):
        components.status("maybe")


def test_a_clash_offers_both_values_and_keeps_mine_unless_told_otherwise() -> None:
    html = draw(
        '{% conflicts rows "Maria" "dua menit yang lalu" %}', rows=[components.Conflict("seats", "Kuota", "25", "30")]
    )
    assert "Maria mengubahnya menjadi 30, dua menit yang lalu. Nilai Anda 25." in html
    assert 'name="keep-seats" value="mine" checked' in html
    assert "Pakai milik Maria:" in html


def test_the_limits_of_the_log_in_find_their_page(web: HttpRequest) -> None:
    assert "Coba lagi beberapa menit lagi." in render_to_string("429.html", {}, request=web)
