"""J8: the darkest cell of the map opens its people with their source; what too few answered has no number."""

import re

from tests.journeys.visitor import Visitor

_DARKEST = """() => {
  const parts = cell => getComputedStyle(cell).backgroundColor.match(/[\\d.]+/g).slice(0, 3).map(Number);
  const light = cell => parts(cell).reduce((sum, part) => sum + part, 0);
  const cells = [...document.querySelectorAll('table.heat td:not(.hatch)')].filter(cell => cell.querySelector('a'));
  const dark = Math.min(...cells.map(light));
  cells.find(cell => light(cell) === dark).querySelector('a').setAttribute('data-darkest', '');
}"""


def test_the_darkest_cell_opens_its_people_with_their_source(visitor: Visitor) -> None:
    """J8, first half."""
    visitor.sign_in("maria").go("/kesenjangan/")
    visitor.page.evaluate(_DARKEST)
    cell = visitor.page.locator("[data-darkest]")
    shown = cell.inner_text()
    assert re.fullmatch(r"\d,\d", shown)
    cell.click()
    rincian = visitor.page.locator("#rincian")
    rincian.get_by_role("link", name=re.compile(r"^Lihat .* orang$")).wait_for()
    visitor.look().sees("orang sudah dinilai", "Di bawah syarat")
    assert shown in rincian.get_by_role("heading", level=2).inner_text()
    below = re.search(r"Di bawah syarat\s+([\d.]+) orang", rincian.inner_text())
    assert below

    rincian.get_by_role("link", name=re.compile(r"^Lihat .* orang$")).click()
    visitor.page.wait_for_url("**/kesenjangan/orang/**")
    visitor.look().sees(f"{below.group(1)} orang di bawah syarat", "Menurut")
    rows = visitor.page.locator("main table tbody tr").all_inner_texts()
    lacking = [row for row in rows if "belum dinilai" not in row]
    assert lacking
    assert all(re.search(r"(Pusat penilaian|Uji|Atasan|Diri) \d", row) for row in lacking)


def test_a_unit_with_few_answers_says_why_and_shows_no_number(visitor: Visitor) -> None:
    """J8, second half."""
    visitor.sign_in("maria").go("/kesenjangan/")
    row = visitor.page.locator("table.heat tr").filter(has_text="Belum cukup penilaian").first
    counts = re.search(r"(\d+) dari (\d+) dinilai", row.locator("th").inner_text())
    assert counts
    answered, people = counts.groups()
    assert int(answered) < 5 <= int(people)
    cells = row.locator("td")
    assert cells.count() == 1
    assert cells.inner_text() == f"Belum cukup penilaian: {answered} dari {people}. Angka tidak ditampilkan."
    assert "repeating-linear-gradient" in cells.evaluate("cell => getComputedStyle(cell).backgroundImage")
    assert row.get_by_role("link").count() == 0
    # The page says at the top that some units are not known well enough.
    visitor.sees("unit belum cukup dinilai")
