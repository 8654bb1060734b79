"""The gallery in a real browser: accessible, fitting, silent under its content policy, and answering the keyboard."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Route, expect

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(chromium: Browser, kit_address: str, width: int, scheme: str) -> None:
    context = chromium.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme, base_url=kit_address)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto("/gaya/")
    found = Axe().run(page).response["violations"]
    context.close()
    assert [(one["id"], one["nodes"][0]["html"]) for one in found] == []


@pytest.mark.parametrize("width", [320, 360, 640, 1280])
def test_no_page_scrolls_sideways(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    for path in ("/gaya/", "/tanpa-sinyal/"):
        page.goto(path)
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


@pytest.mark.parametrize(("width", "shown"), [(1280, "wide-chart"), (360, "narrow-chart")])
def test_each_width_shows_one_of_the_two_drawings(page: Page, width: int, shown: str) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto("/gaya/")
    visible = page.evaluate(
        "[...document.querySelectorAll('[data-figure] > svg')].filter(s => s.getClientRects().length)"
        ".map(s => s.getAttribute('class'))"
    )
    assert set(visible) == {shown}


def test_text_in_drawings_stays_readable_on_a_phone(page: Page) -> None:
    page.set_viewport_size({"width": 360, "height": 900})
    page.goto("/gaya/")
    smallest = page.evaluate(
        "Math.min(...[...document.querySelectorAll('[data-figure] > svg.narrow-chart')].map(s => "
        "12 * s.getBoundingClientRect().width / s.viewBox.baseVal.width))"
    )
    assert smallest >= 9.5


def test_the_first_error_summary_takes_the_focus(page: Page) -> None:
    page.goto("/gaya/")
    assert page.evaluate("document.activeElement.matches('[data-error-summary]')")


def test_targets_are_large_enough_to_touch(page: Page) -> None:
    page.set_viewport_size({"width": 360, "height": 900})
    page.goto("/gaya/")
    low = page.evaluate(
        "[...document.querySelectorAll('.button:not(.small), .input, .choice')].filter(e => e.getClientRects().length)"
        ".filter(e => e.getBoundingClientRect().height < 44).map(e => e.outerHTML.slice(0, 80))"
    )
    assert low == []


def test_a_question_mark_opens_the_shortcuts_and_escape_returns_the_focus(page: Page) -> None:
    page.goto("/gaya/")
    page.locator("a.brand").focus()
    page.keyboard.press("?")
    expect(page.locator("#shortcuts")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#shortcuts")).to_be_hidden()
    assert page.evaluate("document.activeElement.className") == "brand"


def test_single_letters_can_be_turned_off_and_are_silent_in_fields(page: Page) -> None:
    page.goto("/gaya/")
    page.locator("#light-program-search").focus()
    page.keyboard.type("?")
    expect(page.locator("#shortcuts")).to_be_hidden()
    page.locator("a.brand").focus()
    page.keyboard.press("?")
    page.locator("[data-shortcuts-switch]").uncheck()
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    expect(page.locator("#shortcuts")).to_be_hidden()
    page.reload()
    assert page.evaluate("document.documentElement.dataset.shortcuts") == "off"


def test_slash_finds_the_search_and_j_walks_the_rows(page: Page) -> None:
    page.goto("/gaya/")
    page.locator("a.brand").focus()
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.type") == "search"
    page.locator("a.brand").focus()
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("x")
    expect(page.locator("tr.is-cursor")).to_have_count(1)
    expect(page.locator("[data-bulk]").first).to_contain_text("1 dipilih")


def test_choosing_all_rows_counts_them_and_letting_go_hides_the_bar(page: Page) -> None:
    page.set_viewport_size({"width": 1000, "height": 900})
    page.goto("/gaya/")
    bar = page.locator("[data-bulk]").first
    expect(bar).to_be_hidden()
    page.locator("[data-select-all]").first.check()
    expect(bar).to_contain_text("4 dipilih")
    page.locator("[data-select]").first.uncheck()
    expect(bar).to_contain_text("3 dipilih")
    assert page.evaluate("document.querySelector('[data-select-all]').indeterminate")
    bar.locator("[data-select-page]").click()
    expect(bar).to_contain_text("4 dipilih")
    bar.locator("[data-select-none]").click()
    expect(bar).to_be_hidden()


def test_the_theme_is_remembered_and_written_by_the_server(page: Page) -> None:
    page.goto("/gaya/")
    page.locator("[data-theme-choice=dark]").click()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(15, 21, 19)"
    page.reload()
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    expect(page.locator("[data-theme-choice=dark]")).to_have_attribute("aria-pressed", "true")
    page.locator("[data-size-choice='130']").click()
    page.reload()
    assert page.evaluate("getComputedStyle(document.documentElement).fontSize") == "20.8px"


def test_a_long_list_can_be_searched_by_keyboard(page: Page) -> None:
    page.goto("/gaya/")
    box = page.locator("#light-unit-box")
    expect(box).to_have_attribute("role", "combobox")
    box.fill("sorong kep")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(box).to_have_value("Distrik Sorong Kepulauan")
    assert page.evaluate("document.querySelector('#light-unit').value") == "Distrik Sorong Kepulauan"
    box.fill("zzz")
    page.keyboard.press("Tab")
    expect(box).to_have_value("Distrik Sorong Kepulauan")


def test_money_gets_its_dots_and_doubtful_money_is_left_alone(page: Page) -> None:
    page.goto("/gaya/")
    box = page.locator("#light-cost")
    box.fill("1850000000")
    box.blur()
    expect(box).to_have_value("Rp1.850.000.000")
    box.fill("1.85")
    box.blur()
    expect(box).to_have_value("1.85")


@pytest.mark.parametrize(("kind", "start"), [("svg", "<svg xmlns"), ("csv", "\ufeff")])
def test_a_picture_can_be_taken_along(page: Page, kind: str, start: str) -> None:
    page.goto("/gaya/")
    with page.expect_download() as download:
        page.locator(f"[data-figure] [data-download={kind}]").first.click()
    path = download.value.path()
    text = path.read_text(encoding="utf-8")
    assert text.startswith(start)
    assert "Literasi digital" in text
    assert download.value.suggested_filename == f"literasi-digital-paling-kurang-dan-itu-pasti.{kind}"
    if kind == "svg":
        assert re.search(r'fill="rgb\(', text)


def test_a_dialog_is_modal_and_closes_by_its_buttons(page: Page) -> None:
    page.goto("/gaya/")
    page.locator("[data-opens=dialog-light]").click()
    dialog = page.locator("#dialog-light")
    assert page.evaluate("document.querySelector('#dialog-light').matches(':modal')")
    dialog.get_by_role("button", name="Kembali").click()
    assert not page.evaluate("document.querySelector('#dialog-light').open")
    assert page.evaluate("document.activeElement.dataset.opens") == "dialog-light"


AUTOSAVED = """
document.querySelector('#light-seats').form.dataset.autosave = '/rancangan/';
document.querySelector('#light-seats').value = '';
document.querySelector('[data-saved]').textContent = '';
"""


def test_a_form_saves_itself_three_seconds_after_the_last_change(page: Page) -> None:
    page.goto("/gaya/")
    page.evaluate(AUTOSAVED)
    sent: list[str] = []

    def receive(route: Route) -> None:
        sent.append((route.request.post_data_buffer or b"").decode())
        route.fulfill(body="")

    page.route("**/rancangan/", receive)
    page.locator("#light-seats").fill("12")
    expect(page.locator("[data-saved]").first).to_have_text(re.compile(r"^Tersimpan \d\d\.\d\d$"), timeout=6000)
    assert len(sent) == 1
    assert "12" in sent[0]


def test_what_cannot_be_sent_is_kept_on_the_device_offered_back_and_forgotten_at_sign_out(page: Page) -> None:
    page.goto("/gaya/")
    page.evaluate(AUTOSAVED)
    page.route("**/rancangan/", lambda route: route.abort())
    page.locator("#light-seats").fill("12")
    expect(page.locator("[data-saved]").first).to_contain_text("Tersimpan di perangkat ini", timeout=6000)
    page.reload()
    page.evaluate(f"{AUTOSAVED}; asah.wake(document)")
    expect(page.locator("#light-seats")).to_have_value("12")
    expect(page.locator("[data-saved]").first).to_contain_text("dipulihkan")
    page.route("**/keluar/", lambda route: route.fulfill(content_type="text/html", body="Sampai jumpa"))
    page.evaluate(
        "document.body.insertAdjacentHTML('beforeend', "
        '\'<form method="post" action="/keluar/"><button id="out">Keluar</button></form>\')'
    )
    page.locator("#out").click()
    page.wait_for_url("**/keluar/")
    page.unroute("**/keluar/")
    page.goto("/gaya/")
    assert page.evaluate("Object.keys(localStorage).filter(key => key.startsWith('asah:draft:')).length") == 0


def test_a_job_is_polled_until_it_ends(page: Page) -> None:
    page.goto("/gaya/")
    answers = iter(['<div class="job" data-job="/uji/">2 dari 3</div>', '<div class="job">Selesai diuji</div>'])
    page.route("**/uji/", lambda route: route.fulfill(status=200, content_type="text/html", body=next(answers)))
    page.evaluate(
        "document.querySelector('.job').outerHTML = '<div class=\"job\" data-job=\"/uji/\">1 dari 3</div>'; "
        "asah.wake(document)"
    )
    expect(page.locator(".job").first).to_have_text("2 dari 3", timeout=4000)
    expect(page.locator(".job").first).to_have_text("Selesai diuji", timeout=5000)


def test_everything_is_readable_without_script(chromium: Browser, kit_address: str) -> None:
    context = chromium.new_context(java_script_enabled=False, base_url=kit_address)
    page = context.new_page()
    page.goto("/gaya/")
    expect(page.locator("[data-download]").first).to_be_hidden()
    page.get_by_text("Lihat sebagai tabel").first.click()
    expect(page.locator(".twin table").first).to_be_visible()
    expect(page.locator("#light-unit")).to_be_visible()
    context.close()


def test_paper_is_light_and_carries_no_buttons(page: Page) -> None:
    page.emulate_media(media="print", color_scheme="dark")
    page.goto("/gaya/")
    page.evaluate("document.documentElement.dataset.theme = 'dark'")
    assert page.evaluate("getComputedStyle(document.documentElement).getPropertyValue('--ink').trim()") == "#16211D"
    assert page.evaluate("getComputedStyle(document.body).color") == "rgb(0, 0, 0)"
    shown = page.evaluate(
        "[...document.querySelectorAll('.button, .figure-tools, .top')].some(e => e.getClientRects().length)"
    )
    assert not shown


def test_a_fragment_with_errors_is_swapped_in_and_a_failure_names_its_code(page: Page) -> None:
    page.goto("/gaya/")
    wrong = '<p id="target">NIP terdiri dari 18 angka.</p>'
    page.route("**/salah/", lambda route: route.fulfill(status=422, content_type="text/html", body=wrong))
    page.route("**/gagal/", lambda route: route.fulfill(status=500, body="x", headers={"X-Asah-Code": "K7F3-91"}))
    page.evaluate(
        "document.querySelector('#content').insertAdjacentHTML('afterbegin', `<p id='target'>lama</p>"
        "<button id='wrong' hx-post='/salah/' hx-target='#target' hx-swap='outerHTML'>a</button>"
        "<button id='failed' hx-post='/gagal/' hx-target='#target'>b</button>`); htmx.process(document.body)"
    )
    page.locator("#wrong").click()
    expect(page.locator("#target")).to_have_text("NIP terdiri dari 18 angka.")
    page.locator("#failed").click()
    expect(page.locator("#toasts")).to_contain_text("Kode: K7F3-91")
    expect(page.locator("#target")).to_have_text("NIP terdiri dari 18 angka.")


def test_ctrl_z_takes_the_last_deed_back_and_fields_keep_their_own(page: Page) -> None:
    page.goto("/gaya/")
    page.evaluate(
        "document.querySelector('#toasts').innerHTML = `<div class='toast' data-toast><span>Dikeluarkan.</span>"
        "<form method='post' action='/urungkan/' data-undo><button type='submit'>Urungkan</button></form></div>`"
    )
    page.route("**/urungkan/", lambda route: route.fulfill(status=200, content_type="text/html", body="<p>Kembali</p>"))
    page.locator("#light-seats").focus()
    page.keyboard.press("Control+z")
    assert page.url.endswith("/gaya/")
    page.locator("a.brand").focus()
    page.keyboard.press("Control+z")
    page.wait_for_url("**/urungkan/")
