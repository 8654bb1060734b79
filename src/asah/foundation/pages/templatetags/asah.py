"""Template tags and filters of the kit. Settings make this a builtin: templates need no `{% load %}`.

Each tag draws one partial of `pages/components/`. Tags that hold markup (`message`, `empty`, `card`, `dialog`,
`drawer`) are block tags: `{% message "warn" %}…{% endmessage %}`.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from django import template
from django.forms import BaseForm, BoundField
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from asah.foundation.pages import components, filters, forms, tables, toasts
from asah_basics import charts, formats
from asah_basics.charts import Chart

register = template.Library()
for _name, _filter in filters.FILTERS.items():
    register.filter(_name, _filter)

_FOLDER = "pages/components/"


def _part(name: str, context: Mapping[str, Any]) -> SafeString:
    return render_to_string(f"{_FOLDER}{name}.html", dict(context))


@register.filter
def undo_address(tags: str) -> str:
    """The address that takes a message's deed back; empty when there is none."""
    return toasts.undo_address(tags)


@register.simple_tag
def page_choices(request: Any) -> SafeString:
    """Theme, text size and data saver of this device, from its cookies, as attributes of `<html>`."""
    cookies = getattr(request, "COOKIES", {})
    chosen = {
        "data-theme": (cookies.get("asah_theme"), ("light", "dark")),
        "data-size": (cookies.get("asah_size"), ("115", "130")),
        "data-saver": (cookies.get("asah_saver"), ("on",)),
        "data-shortcuts": (cookies.get("asah_shortcuts"), ("off",)),
    }
    parts = [format_html(' {}="{}"', name, value) for name, (value, known) in chosen.items() if value in known]
    return mark_safe("".join(parts))  # noqa: S308


@register.simple_tag(takes_context=True)
def lalu(context: template.Context, at: Any) -> str:
    """`3 jam yang lalu`, counted from `now` of the context in the agency's zone; the date when older than two days."""
    if at is None:
        return filters.NOTHING
    return formats.relative(at, context["now"], filters.zone_of(context.get("agency")))


@register.simple_tag(takes_context=True)
def sisa(context: template.Context, day: Any) -> str:
    """`14 hari lagi`, `besok`, `lewat 3 hari`: how far a due date lies from today in the agency's zone."""
    if day is None:
        return filters.NOTHING
    return formats.days_left(day, formats.local_date(context["now"], filters.zone_of(context.get("agency"))))


@register.inclusion_tag(f"{_FOLDER}figure.html")
def figure(chart: Chart, *, level: int = 2, note: str = "", plain: bool = False) -> dict[str, Any]:
    """A chart with its finding, source, table twin and downloads. `level` is that of its heading, 2 to 4."""
    return {
        "chart": chart,
        "level": level,
        "note": note,
        "plain": plain,
        "wide": mark_safe(chart.wide_svg),  # noqa: S308
        "narrow": mark_safe(chart.narrow_svg),  # noqa: S308
        "numeric": [_is_numeric(chart, column) for column in range(len(chart.columns))],
    }


def _is_numeric(chart: Chart, column: int) -> bool:
    values = [row[column] for row in chart.rows if row[column] is not None]
    return bool(values) and all(isinstance(value, int | float) for value in values)


@register.filter
def part_bar(part: components.ReasonPart) -> SafeString:
    """The bar of one part that counted, with the average of those selected."""
    return mark_safe(charts.part_bar(part.value, part.out_of, part.others, _("rata-rata terpilih")))  # noqa: S308


@register.filter
def svg(text: str) -> SafeString:
    """An SVG text that asah_basics drew (it escapes what it writes)."""
    return mark_safe(text)  # noqa: S308


@register.inclusion_tag(f"{_FOLDER}metric.html")
def metric(label: str, value: Any, note: str = "", url: str = "") -> dict[str, Any]:
    """A number, what it is and what it is compared to; with `url` the number opens to its rows. Inside a `<dl>`."""
    return {"label": label, "value": value, "note": note, "url": url}


@register.inclusion_tag(f"{_FOLDER}open_number.html")
def open_number(value: Any, url: str) -> dict[str, Any]:
    """A number that leads to its rows, definition, source and time."""
    return {"value": value, "url": url}


@register.inclusion_tag(f"{_FOLDER}tag.html")
def tag(word: str | components.Status, tone: str = "", dot: str = "") -> dict[str, Any]:
    """A status word, never clickable: `{% tag "Draf" "info" %}`, `{% tag "Masuk" "ok" "full" %}` or a Status."""
    status = word if isinstance(word, components.Status) else components.Status(str(word), tone, dot)  # type: ignore[arg-type]
    return {"status": status}


@register.inclusion_tag(f"{_FOLDER}task_list.html")
def task_list(tasks: Sequence[components.Task]) -> dict[str, Any]:
    """Tasks as full-row links; done ones fade."""
    return {"tasks": tasks}


@register.inclusion_tag(f"{_FOLDER}stepper.html")
def stepper(steps: Sequence[components.Step], label: str = "") -> dict[str, Any]:
    """Steps of a longer work, with "Langkah 2 dari 6" in words."""
    current = next((place for place, step in enumerate(steps, start=1) if step.state == "now"), len(steps))
    return {"steps": steps, "current": current, "label": label}


@register.inclusion_tag(f"{_FOLDER}heat_table.html")
def heat_table(table: components.HeatTable) -> dict[str, Any]:
    """A real table with coloured cells; rows with too few answers are hatched and say so."""
    return {"table": table, "shades": range(6)}


@register.inclusion_tag(f"{_FOLDER}timeline.html", takes_context=True)
def timeline(context: template.Context, happenings: Sequence[components.Happening]) -> dict[str, Any]:
    """What happened, newest first or oldest first as given; what is still to come is hollow."""
    return {"happenings": happenings, "agency": context.get("agency")}


@register.inclusion_tag(f"{_FOLDER}progress.html")
def progress(done: int, total: int, label: str, url: str = "") -> dict[str, Any]:
    """A bar with the same in words: `{% progress 12 20 "jam pelajaran" %}`."""
    return {"done": done, "total": max(total, 1), "label": label, "url": url}


@register.inclusion_tag(f"{_FOLDER}job.html", takes_context=True)
def job(context: template.Context, view: components.JobView) -> dict[str, Any]:
    """A long job: its state in words, a bar, cancel or result; polled while it lives."""
    return {"job": view, "csrf_token": context.get("csrf_token")}


@register.inclusion_tag(f"{_FOLDER}tabs.html")
def tabs(links: Sequence[components.Link], label: str) -> dict[str, Any]:
    """The second level of a place, as tabs in the page."""
    return {"links": links, "label": label}


@register.inclusion_tag(f"{_FOLDER}breadcrumbs.html")
def breadcrumbs(links: Sequence[components.Link], label: str = "") -> dict[str, Any]:
    """The way back from a detail page; at most three levels. `label` only where a page holds two of them."""
    return {"links": links, "label": label}


@register.inclusion_tag(f"{_FOLDER}menu.html")
def menu(label: str, links: Sequence[components.Link]) -> dict[str, Any]:
    """A word that opens a list of places; works without script."""
    return {"label": label, "links": links}


@register.inclusion_tag(f"{_FOLDER}tiles.html")
def tiles(items: Sequence[components.Tile]) -> dict[str, Any]:
    """Numbers with their words, each leading to its rows."""
    return {"tiles": items}


@register.inclusion_tag(f"{_FOLDER}answers.html")
def answers(items: Sequence[components.Answer]) -> dict[str, Any]:
    """The check-answers list before anything leaves the building."""
    return {"answers": items}


@register.inclusion_tag(f"{_FOLDER}toast.html", takes_context=True)
def toast(context: template.Context, text: str, *, undo: str = "") -> dict[str, Any]:
    """One sentence with its way back."""
    return {"text": text, "undo": undo, "csrf_token": context.get("csrf_token")}


@register.inclusion_tag(f"{_FOLDER}reason_parts.html")
def reason_parts(parts: Sequence[components.ReasonPart]) -> dict[str, Any]:
    """The parts that counted in a selection: own value against the average of those selected."""
    return {"parts": parts}


@register.inclusion_tag(f"{_FOLDER}verdict_scale.html")
def verdict_scale(verdict: str) -> dict[str, Any]:
    """The five fixed verdict phrases with the present one marked. Raises ValueError for a sixth."""
    if verdict not in components.VERDICTS:
        raise ValueError(f"verdict {verdict!r} is none of {', '.join(components.VERDICTS)}")
    return {"verdict": verdict, "verdicts": components.VERDICTS}


@register.inclusion_tag(f"{_FOLDER}evidence_chain.html")
def evidence_chain(chain: Sequence[components.EvidenceStep]) -> dict[str, Any]:
    """Reaction, learning, behaviour, result: a value and who answered."""
    return {"chain": chain}


@register.inclusion_tag(f"{_FOLDER}conflicts.html")
def conflicts(fields: Sequence[components.Conflict], who: str, when: str) -> dict[str, Any]:
    """Field by field: "pakai milik saya" or "pakai milik Maria"; posts `keep-<name>` as `mine` or `theirs`."""
    return {"fields": fields, "who": who, "when": when}


@register.inclusion_tag(f"{_FOLDER}skeleton.html")
def skeleton(lines: int = 3) -> dict[str, Any]:
    """Grey lines where something will stand; only for waits above 0.4 s."""
    return {"lines": range(lines)}


@register.inclusion_tag(f"{_FOLDER}qr.html")
def qr(svg_text: str, label: str, caption: str = "") -> dict[str, Any]:
    """A QR code, given as SVG text without styles, with what it is for."""
    return {"svg": mark_safe(svg_text), "label": label, "caption": caption}  # noqa: S308


@register.inclusion_tag(f"{_FOLDER}table.html", takes_context=True)
def table(context: template.Context, view: tables.TableView) -> dict[str, Any]:
    """A server-side table with its toolbar, chips, sorting, bulk bar and pages."""
    return {"table": view, "csrf_token": context.get("csrf_token"), "agency": context.get("agency")}


@register.inclusion_tag(f"{_FOLDER}pagination.html")
def pagination(view: tables.Pages, caption: str) -> dict[str, Any]:
    """Which rows are shown, and the way to the next and previous ones."""
    return {"pages": view, "caption": caption}


@register.inclusion_tag(f"{_FOLDER}sort_header.html")
def sort_header(header: tables.Header) -> dict[str, Any]:
    """A `<th>` that sorts: a button in the header cell, and aria-sort."""
    return {"header": header}


@register.inclusion_tag(f"{_FOLDER}field.html")
def field(bound: BoundField, *, suffix: str = "") -> dict[str, Any]:
    """One form field: label, hint, error, box. `suffix` stands outside the box ("% terlayani")."""
    return forms.field_context(bound, suffix)


@register.inclusion_tag(f"{_FOLDER}error_summary.html")
def error_summary(form: BaseForm) -> dict[str, Any]:
    """All errors of a form with links to their fields; takes the focus when the page opens. Empty without errors."""
    return {"errors": forms.error_links(form), "prefix": form.auto_id}


@register.inclusion_tag(f"{_FOLDER}form_fields.html")
def form_fields(form: BaseForm) -> dict[str, Any]:
    """Error summary and all visible fields, in order, with the hidden ones."""
    return {"form": form}


@register.simple_block_tag
def message(content: str, tone: str = "info", title: str = "") -> SafeString:
    """A box that speaks: info, ok, warn or err."""
    return _part("message", {"content": content, "tone": tone, "title": title})


@register.simple_block_tag
def empty(content: str, title: str) -> SafeString:
    """Nothing here yet: the sentence is `title`, the content holds the next step (one action)."""
    return _part("empty", {"content": content, "title": title})


@register.simple_block_tag
def card(content: str, title: str = "", url: str = "", kicker: str = "", level: int = 3) -> SafeString:
    """A white sheet with a heading; with `url` the heading leads there."""
    return _part("card", {"content": content, "title": title, "url": url, "kicker": kicker, "level": level})


@register.simple_block_tag
def dialog(content: str, name: str, title: str) -> SafeString:
    """A `<dialog>` with the id `name`, opened by any element with `data-opens="name"`."""
    return _part("dialog", {"content": content, "name": name, "title": title})


@register.simple_block_tag
def drawer(content: str, title: str, kicker: str = "", close_url: str = "") -> SafeString:
    """Details beside a table (below it on phones); `close_url` is the page without it."""
    return _part("drawer", {"content": content, "title": title, "kicker": kicker, "close_url": close_url})


@register.simple_block_tag
def letterhead(content: str, government: str, office: str) -> SafeString:
    """The head of a letter; the content holds address lines."""
    return _part("letterhead", {"content": content, "government": government, "office": office})
