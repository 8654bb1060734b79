from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pytest
from django.http import QueryDict
from django.template import Context, Template

from asah.foundation.pages import tables
from asah.foundation.pages.components import Status


@dataclass(frozen=True)
class Unit:
    pk: int
    name: str
    people: int | None
    kind: str


ROWS = [
    Unit(index, f"Unit {index:03}", (index * 7) % 120 or None, "opd" if index % 3 else "distrik")
    for index in range(120)
]


def spec(**changes: Any) -> tables.TableSpec:
    settings: dict[str, Any] = {
        "name": "unit",
        "caption": "Unit",
        "columns": (
            tables.Column("nama", "Unit", lambda row: row.name, sort="name"),
            tables.Column("orang", "Pegawai", lambda row: row.people, sort="people", is_numeric=True, unit="orang"),
            tables.Column("jenis", "Jenis", lambda row: Status(row.kind, "ok")),
        ),
        "filters": (
            tables.Filter(
                "jenis",
                "Jenis",
                [("opd", "Perangkat daerah"), ("distrik", "Distrik")],
                lambda rows, value: [row for row in rows if row.kind == value],
            ),
        ),
        "search": lambda rows, words: [row for row in rows if words.lower() in row.name.lower()],
        "search_label": "Cari unit",
    }
    return tables.TableSpec(**{**settings, **changes})


def view(query: str = "", rows: Sequence[Unit] = ROWS, **changes: Any) -> tables.TableView:
    return tables.build(spec(**changes), rows, QueryDict(query).dict(), "/unit/")


def draw(table: tables.TableView) -> str:
    return Template("{% load asah %}{% table table %}").render(Context({"table": table, "csrf_token": "t"}))


def test_fifty_rows_a_page_with_ways_to_the_neighbours() -> None:
    first, last = view(), view("hal=3")
    assert (len(first.rows), first.pages.first, first.pages.last, first.pages.total) == (50, 1, 50, 120)
    assert (first.pages.previous_url, first.pages.next_url) == ("", "/unit/?hal=2")
    assert (last.pages.first, last.pages.last, last.pages.next_url) == (101, 120, "")


@pytest.mark.parametrize("text", ["0", "-4", "99", "abc", "٣", "1" * 40])
def test_an_impossible_page_opens_a_possible_one(text: str) -> None:
    assert 1 <= view(f"hal={text}").pages.number <= 3


def test_sorting_goes_both_ways_and_leaves_the_unknown_last_or_first() -> None:
    rising, falling = view("urut=orang"), view("urut=-orang")
    assert rising.rows[0].cells[1].text == "–"
    assert falling.rows[0].cells[1].text == "119"
    assert [header.direction for header in falling.headers] == ["", "descending", ""]
    assert falling.headers[1].value == "orang"
    assert view().headers[1].value == "-orang"
    assert view().headers[0].value == "nama"
    assert view().headers[2].value == ""


def test_an_unknown_sort_key_is_ignored() -> None:
    assert view("urut=password").sort == ""


def test_filters_narrow_show_a_chip_and_ignore_what_they_do_not_offer() -> None:
    narrowed = view("jenis=distrik&urut=-orang")
    assert narrowed.pages.total == 40
    assert [(chip.label, chip.url) for chip in narrowed.chips] == [("Jenis: Distrik", "/unit/?urut=-orang")]
    assert view("jenis=apa").pages.total == 120


def test_search_and_filters_live_in_the_address() -> None:
    found = view("q=unit 1&jenis=opd")
    assert found.pages.total < 40
    assert {chip.label for chip in found.chips} == {"Cari: unit 1", "Jenis: Perangkat daerah"}


def test_a_private_search_never_stands_in_an_address() -> None:
    found = view("q=unit 0&hal=1", private_search=True)
    addresses = [found.clear_url, found.pages.next_url, *(chip.url for chip in found.chips)]
    assert not any("unit" in address.removeprefix("/unit/") for address in addresses)
    html = draw(found)
    assert 'method="post" action="/unit/"' in html
    assert 'name="hal" value="2"' in html
    assert 'value="unit 0"' in html


def test_headers_are_buttons_that_say_how_the_table_is_sorted() -> None:
    html = draw(view("urut=-orang"))
    assert 'aria-sort="descending"' in html
    assert '<button class="sort descending" type="submit" form="unit-query" name="urut" value="orang">' in html
    assert html.count("aria-sort") == 1


def test_rows_carry_their_labels_for_the_ledger_of_phones() -> None:
    html = draw(view(row_url=lambda row: f"/unit/{row.pk}/"))
    assert 'data-label="Pegawai (orang)"' in html
    assert '<a href="/unit/1/">Unit 001</a>' in html


def test_an_empty_table_offers_to_drop_the_filter() -> None:
    assert "Hapus saringan" in draw(view("q=zzz"))
    assert "Belum ada unit di sini." in draw(view(rows=[], empty_text="Belum ada unit di sini."))


def test_bulk_deeds_bring_boxes_and_a_bar() -> None:
    html = draw(view(actions=(tables.BulkAction("invite", "Undang", "/undang/"),)))
    assert html.count('name="rows"') == 50
    assert 'formaction="/undang/"' in html
    assert "Semua 120 yang cocok" in html


def test_everything_that_matches_can_be_had_without_pages() -> None:
    assert len(tables.narrow(spec(), ROWS, {"jenis": "distrik"})) == 40
    names, rows = tables.export_rows(spec(), ROWS[:2])
    assert names == ["Unit", "Pegawai (orang)", "Jenis"]
    assert list(rows) == [["Unit 000", None, "distrik"], ["Unit 001", 7, "opd"]]


def test_a_queryset_is_sorted_and_counted_by_the_database() -> None:
    class Rows:
        """Counts like a queryset, and remembers how it was asked to sort."""

        asked: tuple[str, ...] = ()

        def order_by(self, *names: str) -> "Rows":
            self.asked = names
            return self

        def count(self) -> int:
            return len(ROWS)

        def __getitem__(self, part: slice) -> list[Unit]:
            return ROWS[part]

    rows = Rows()
    built = tables.build(spec(), rows, {"urut": "-orang"}, "/unit/")
    assert rows.asked == ("-people", "pk")
    assert built.pages.total == 120


def test_export_links_keep_filter_and_order() -> None:
    assert view("jenis=opd&urut=nama", exports=("xlsx",)).export_urls == [
        ("XLSX", "/unit/?jenis=opd&urut=nama&ekspor=xlsx")
    ]
