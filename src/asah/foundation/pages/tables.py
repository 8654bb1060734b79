"""Server-side tables: 50 rows a page; sorting, filters and page in the address; rows fold to a ledger on phones.

A page describes its columns once (`TableSpec`), hands over a queryset or a list, and gives the result to
`{% table view %}`. Searches that may hold a name or a NIP go by POST (`private_search=True`) and are not shareable.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, Protocol
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from asah.foundation.pages.components import Status
from asah_basics import formats

PAGE_SIZE = 50
Direction = Literal["", "ascending", "descending"]


@dataclass(frozen=True, slots=True)
class Column:
    """One column: how a row gives its text, and how it sorts.

    `value` takes the row and returns what is shown: a text, a number (written in Indonesian), a Status or None.
    `sort` is the name to order by (of a queryset, or an attribute of list rows); empty means not sortable. `hint`
    is a second line under the name; `unit` stands in the header. The first column is the name of the row.
    """

    key: str
    label: str
    value: Callable[[Any], Any]
    sort: str = ""
    unit: str = ""
    is_numeric: bool = False
    is_small: bool = False
    hint: Callable[[Any], str] | None = None
    decimals: int | None = None


@dataclass(frozen=True, slots=True)
class Filter:
    """One filter as a list of choices; `narrow` takes the rows and the chosen value and returns fewer rows."""

    key: str
    label: str
    choices: Sequence[tuple[str, str]]
    narrow: Callable[[Any, str], Any]
    chosen: str = ""


@dataclass(frozen=True, slots=True)
class BulkAction:
    """A deed on the chosen rows; posts `rows` (or `all_matching`) and `action` to `url`, or to the page itself."""

    key: str
    label: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class TableSpec:
    """Everything about a table that does not depend on the request."""

    name: str
    caption: str
    columns: Sequence[Column]
    row_key: Callable[[Any], str] = field(default=lambda row: str(row.pk))
    row_url: Callable[[Any], str] | None = None
    row_tone: Callable[[Any], str] | None = None
    filters: Sequence[Filter] = ()
    search: Callable[[Any, str], Any] | None = None
    search_label: str = ""
    private_search: bool = False
    actions: Sequence[BulkAction] = ()
    default_sort: str = ""
    empty_text: str = ""
    exports: Sequence[str] = ()
    page_size: int = PAGE_SIZE


@dataclass(frozen=True, slots=True)
class Header:
    """One header cell. `value` is what the sort button sends; `form` the id of the form it belongs to."""

    label: str
    unit: str
    is_numeric: bool
    direction: Direction
    value: str
    form: str


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell as the partial draws it."""

    text: str
    label: str
    is_name: bool = False
    is_numeric: bool = False
    is_small: bool = False
    status: Status | None = None
    hint: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One row as the partial draws it."""

    key: str
    name: str
    cells: Sequence[Cell]
    url: str = ""
    tone: str = ""


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter in force, with the address of the page without it."""

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Pages:
    """Which rows of how many, and the pages beside this one. With `form` the buttons belong to a POST form."""

    number: int
    first: int
    last: int
    total: int
    previous_url: str = ""
    next_url: str = ""
    form: str = ""


@dataclass(frozen=True, slots=True)
class TableView:
    """A table ready to be drawn."""

    name: str
    caption: str
    path: str
    headers: Sequence[Header]
    rows: Sequence[Row]
    pages: Pages
    filters: Sequence[Filter]
    chips: Sequence[Chip]
    clear_url: str
    actions: Sequence[BulkAction]
    sort: str
    search: str
    search_label: str
    private_search: bool
    empty_text: str
    export_urls: Sequence[tuple[str, str]]
    foot: Sequence[Cell] = ()

    @property
    def form_id(self) -> str:
        """The id of the form that holds search, filters and sorting."""
        return f"{self.name}-query"


@dataclass(frozen=True, slots=True)
class Shown:
    """A queryset of which only the page's rows are made ready for the columns: names for 50 people, not for all."""

    rows: Any
    ready: Callable[[list[Any]], list[Any]]

    def order_by(self, *names: str) -> "Shown":
        """The same in another order."""
        return Shown(self.rows.order_by(*names), self.ready)

    def count(self) -> int:
        """How many rows there are on all pages."""
        return int(self.rows.count())

    def __getitem__(self, part: slice) -> list[Any]:
        """The rows of a page."""
        return self.ready(list(self.rows[part]))


class Exporter(Protocol):
    """What turns a table into a file: implemented by documents or jobs, called by a page for `?ekspor=xlsx`.

    `about` says what, with which filters, when (with zone) and by whom; XLSX puts it on a sheet "Keterangan", CSV in a
    companion file. NIPs stay text.
    """

    def __call__(
        self, *, name: str, columns: Sequence[str], rows: Iterator[Sequence[Any]], about: Mapping[str, str]
    ) -> Any:
        """Start the export; returns whatever the page redirects to or shows."""


def build(spec: TableSpec, rows: Any, params: Mapping[str, str], path: str) -> TableView:
    """Filter, search, sort and cut `rows` (a queryset or a list) by the address's parameters.

    `params` is `request.GET`, or `request.POST` for private searches. Unknown sort keys, filters and pages are
    ignored rather than refused: an old link still opens.
    """
    chosen = _chosen(spec, params)
    narrowed = narrow(spec, rows, params)
    order = params.get("urut") or spec.default_sort
    ordered, order = _sorted(spec, narrowed, order)
    total = len(ordered) if isinstance(ordered, Sequence) else ordered.count()
    number = _page_number(params.get("hal", "1"), total, spec.page_size)
    start = (number - 1) * spec.page_size
    shown = ordered[start : start + spec.page_size]
    search = params.get("q", "").strip() if spec.search else ""
    state = {**chosen, **({"q": search} if search and not spec.private_search else {})}
    return TableView(
        name=spec.name,
        caption=spec.caption,
        path=path,
        headers=[_header(spec, column, order) for column in spec.columns],
        rows=[_row(spec, row) for row in shown],
        pages=_pages(spec, number, start, len(shown), total, {**state, "urut": order}, path),
        filters=[_with_choice(one, chosen.get(one.key, "")) for one in spec.filters],
        chips=_chips(spec, state, order, path),
        clear_url=_url(path, {"urut": order}),
        actions=spec.actions,
        sort=order,
        search=search,
        search_label=spec.search_label,
        private_search=spec.private_search,
        empty_text="" if state or search else spec.empty_text,
        export_urls=[(kind.upper(), _url(path, {**state, "urut": order, "ekspor": kind})) for kind in spec.exports],
    )


def narrow(spec: TableSpec, rows: Any, params: Mapping[str, str]) -> Any:
    """Only the filters and the search: all rows a bulk deed "on everything that matches" means."""
    for one in spec.filters:
        value = _chosen(spec, params).get(one.key)
        if value:
            rows = one.narrow(rows, value)
    search = params.get("q", "").strip()
    return spec.search(rows, search) if spec.search and search else rows


def export_rows(spec: TableSpec, rows: Any) -> tuple[list[str], Iterator[list[Any]]]:
    """Header texts and raw values of all rows, for an Exporter: numbers stay numbers, a Status gives its word."""
    names = [f"{column.label} ({column.unit})" if column.unit else column.label for column in spec.columns]
    return names, ([_raw(column.value(row)) for column in spec.columns] for row in rows)


def _raw(value: Any) -> Any:
    return value.word if isinstance(value, Status) else value


def _chosen(spec: TableSpec, params: Mapping[str, str]) -> dict[str, str]:
    wanted = {one.key: params.get(one.key, "") for one in spec.filters}
    known = {one.key: {value for value, _word in one.choices} for one in spec.filters}
    return {key: value for key, value in wanted.items() if value and value in known[key]}


def _with_choice(one: Filter, value: str) -> Filter:
    return Filter(one.key, one.label, one.choices, one.narrow, value)


def _sorted(spec: TableSpec, rows: Any, order: str) -> tuple[Any, str]:
    column = next((column for column in spec.columns if column.sort and column.key == order.lstrip("-")), None)
    if column is None:
        return rows, ""
    descending = order.startswith("-")
    if hasattr(rows, "order_by"):
        # The key ends the order, so that equal rows keep their place from page to page.
        return rows.order_by(f"-{column.sort}" if descending else column.sort, "pk"), order
    field_name = column.sort
    return sorted(rows, key=lambda row: _order_key(getattr(row, field_name)), reverse=descending), order


def _order_key(value: Any) -> tuple[bool, Any]:
    return (value is not None, value.casefold() if isinstance(value, str) else value if value is not None else 0)


def _page_number(text: str, total: int, size: int) -> int:
    last = max(1, -(-total // size))
    return min(max(int(text), 1), last) if text.isascii() and text.isdigit() and len(text) < 9 else 1


def _url(path: str, state: Mapping[str, str]) -> str:
    query = urlencode({key: value for key, value in state.items() if value})
    return f"{path}?{query}" if query else path


def _header(spec: TableSpec, column: Column, order: str) -> Header:
    direction: Direction = ""
    if column.sort and order.lstrip("-") == column.key:
        direction = "descending" if order.startswith("-") else "ascending"
    # Numbers are first asked for from the largest, names from A.
    first = f"-{column.key}" if column.is_numeric else column.key
    value = (column.key if order.startswith("-") else f"-{column.key}") if direction else first
    return Header(
        column.label, column.unit, column.is_numeric, direction, value if column.sort else "", f"{spec.name}-query"
    )


def _pages(
    spec: TableSpec, number: int, start: int, shown: int, total: int, state: Mapping[str, str], path: str
) -> Pages:
    def address(page: int) -> str:
        return str(page) if spec.private_search else _url(path, {**state, "hal": str(page)})

    return Pages(
        number=number,
        first=start + 1 if shown else 0,
        last=start + shown,
        total=total,
        previous_url=address(number - 1) if number > 1 else "",
        next_url=address(number + 1) if start + shown < total else "",
        form=f"{spec.name}-query" if spec.private_search else "",
    )


def _chips(spec: TableSpec, state: Mapping[str, str], order: str, path: str) -> list[Chip]:
    labels = {"q": _("Cari")} | {one.key: one.label for one in spec.filters}
    words = {(one.key, value): word for one in spec.filters for value, word in one.choices}
    return [
        Chip(
            f"{labels[key]}: {words.get((key, value), value)}",
            _url(path, {**{other: kept for other, kept in state.items() if other != key}, "urut": order}),
        )
        for key, value in state.items()
    ]


def _row(spec: TableSpec, row: Any) -> Row:
    cells = [_cell(column, row, is_name=place == 0) for place, column in enumerate(spec.columns)]
    return Row(
        key=spec.row_key(row),
        name=cells[0].text,
        cells=cells,
        url=spec.row_url(row) if spec.row_url else "",
        tone=spec.row_tone(row) if spec.row_tone else "",
    )


def _cell(column: Column, row: Any, *, is_name: bool) -> Cell:
    value = column.value(row)
    return Cell(
        text=_text(value, column.decimals),
        label=f"{column.label} ({column.unit})" if column.unit else column.label,
        is_name=is_name,
        is_numeric=column.is_numeric,
        is_small=column.is_small,
        status=value if isinstance(value, Status) else None,
        hint=column.hint(row) if column.hint else "",
    )


def _text(value: Any, decimals: int | None) -> str:
    if value is None:
        return "–"
    if isinstance(value, Status):
        return value.word
    if isinstance(value, bool) or not hasattr(value, "__round__"):
        return str(value)
    return formats.number(value, decimals)
