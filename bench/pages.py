"""How long pages take and how much they weigh, at 5,000 and 50,000 people, beside the same figures from raw rows.

4 clients with open connections on this machine's cores ask for every page and fragment in turn; the limits are those of
the design: p95 of pages 300 ms, of fragments 150 ms, first visit of an employee's page 60 KB and 900 elements, of an
office page 150 KB and 3,000 elements. `--people N` measures one size only; a town that is already there is used again.
"""

import argparse
import http.client
import os
import secrets
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from asah.config.launch.run import SERVERS
from bench._table import closing, print_table
from bench._web import Answer, Failed, Visit, ask, count_nodes, quantile, serving, together

NEEDS_DATABASE = True
SIZES = (5_000, 50_000)
CLIENTS = 4
PAGE_MS, FRAGMENT_MS = 300, 150
LIGHT, HEAVY = (60_000, 900), (150_000, 3_000)
"""(bytes on the wire at the first visit, elements) of employees' and superiors' pages, and of the office's."""
STATIC = ("/static/asah/asah.css", "/static/asah/asah.js", "/static/django_htmx/htmx-2.min.js")
TODAY = date(2027, 1, 12)


@dataclass(frozen=True)
class Page:
    """A row of the table: route (with arguments), who opens it, and how. fragment: what htmx asks for."""

    name: str
    who: str
    path: str
    fragment: bool = False
    body: str = ""
    headers: tuple[tuple[str, str], ...] = ()


@dataclass
class Measured:
    """What was seen of a page."""

    page: Page
    seconds: list[float] = field(default_factory=list)
    wire: int = 0
    nodes: int = 0


def _django() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "asah.config.settings")
    import django

    django.setup()


def _town(size: int) -> Any:
    """The sample town of a size, loaded when it is not there."""
    from django.core.management import call_command

    from asah.foundation.access.models import Agency

    slug = f"ukur-{size}"
    if not Agency.objects.filter(slug=slug).exists():
        began = time.monotonic()
        call_command("demo_load", size=size, slug=slug, verbosity=0)
        print(f"town of {size} people loaded in {time.monotonic() - began:.0f} s", flush=True)
    return Agency.objects.get(slug=slug)


def pages_of(town: Any) -> list[Page]:
    """What is measured: every list and overview that grows with the town, one person, one unit, and fragments."""
    from django.urls import reverse

    from asah.foundation.access.scope import agency_scope
    from asah.stages.people import queries as people

    with agency_scope(town.pk):
        tree = people.tree(TODAY)
        dinas = next(unit for unit in tree.units.values() if unit.code == "SRG-03")
        person = next(row for row in people.people_where(TODAY) if row.unit == dinas.id)
        from asah.stages.competencies.models import Competency

        code = Competency.objects.filter(is_active=True).order_by("code").values_list("code", flat=True)[0]
    cell, htmx = f"{reverse('gap_map')}?sel={dinas.id}:{code}", (("HX-Request", "true"),)
    office = [
        *(Page(route, "maria", reverse(route)) for route in (
            "home", "gap_map", "people_list", "unit_tree", "jp_overview", "jp_below", "competency_standards",
            "activation_sheets", "superiors", "plan_scenarios", "catalogue_list", "budget_overview", "documents",
            "import_list",
        )),
        Page("gap_map of a unit", "maria", f"{reverse('gap_map')}?unit=SRG-03"),
        Page("gap_people", "maria", f"{reverse('gap_people')}?unit=SRG-03&kompetensi={code}"),
        Page("jp_overview of a unit", "maria", f"{reverse('jp_overview')}?unit=SRG-03"),
        Page("people_list by name", "maria", reverse("people_list"), body="q=yohana"),
        Page("person_dossier", "maria", reverse("person_dossier", args=[person.uid])),
        Page("unit_dossier", "maria", reverse("unit_dossier", args=[dinas.uid])),
        Page("cell of the map", "maria", cell, True, headers=(*htmx, ("HX-Target", "rincian"))),
        Page("branch of units", "maria", f"{reverse('unit_tree')}?cabang={dinas.uid}", True, headers=htmx),
        Page("search", "maria", reverse("search"), True, body="q=rumbiak", headers=htmx),
        Page("jobs drawer", "maria", reverse("jobs"), True, headers=htmx),
        Page("setup_home", "admin", reverse("setup_home")),
        Page("grants", "admin", reverse("grants")),
        Page("audit_trail", "auditor", reverse("audit_trail")),
    ]  # fmt: skip
    own = [
        *(Page(route, "yohana", reverse(route)) for route in ("home", "competency_mine", "records_mine", "plan_mine")),
        Page("home", "ruben", reverse("home")),
        Page("gap_team", "ruben", reverse("gap_team")),
    ]
    return office + own


def _cookies(town: Any) -> dict[str, str]:
    """Log-in -> Cookie header of an open session, and the token its posted forms send back."""
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    from asah.foundation.access.models import Account

    found = {}
    for account in Account.objects.filter(memberships__agency=town):
        session = SessionStore()
        session[SESSION_KEY] = str(account.pk)
        session[BACKEND_SESSION_KEY] = "allauth.account.auth_backends.AuthenticationBackend"
        session[HASH_SESSION_KEY] = account.get_session_auth_hash()
        session.create()
        found[account.username.removesuffix(f"-{town.slug}")] = f"sessionid={session.session_key}"
    return found


def _visit(page: Page, cookies: dict[str, str], token: str) -> Visit:
    headers = {"Cookie": f"{cookies[page.who]}; csrftoken={token}", "X-CSRFToken": token, **dict(page.headers)}
    return Visit(page.path, headers, page.body)


def measure(town: Any, seconds: float) -> tuple[list[Measured], int]:
    """Ask for everything in turn with 4 clients; returns what was seen and the weight of the static files."""
    pages = pages_of(town)
    token, cookies = secrets.token_hex(16), _cookies(town)
    seen = [Measured(page) for page in pages]
    visits = [_visit(page, cookies, token) for page in pages]
    with serving(SERVERS[0]) as port:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        static = sum(ask(connection, Visit(path)).wire for path in STATIC)
        for one, visit in zip(seen, visits, strict=True):
            answer = ask(connection, visit)
            one.wire, one.nodes = answer.wire, count_nodes(answer.text)
        connection.close()

        def work(client: http.client.HTTPConnection, at: int) -> None:
            place = at * 7 % len(visits)  # every page comes up, and no two clients stand at the same one
            answer: Answer = ask(client, visits[place])
            seen[place].seconds.append(answer.seconds)

        together(port, CLIENTS, time.perf_counter() + seconds, work)
    return seen, static


def _rivals(town: Any) -> dict[str, float]:
    """Name of a page -> milliseconds of its figures from raw rows, once."""
    from bench._raw import rivals

    found = {}
    figures: dict[str, Callable[[], object]] = rivals(town.pk, TODAY)
    for name, compute in figures.items():
        began = time.perf_counter()
        compute()
        found[name] = 1000 * (time.perf_counter() - began)
    return found


def _line(one: Measured, size: int, static: int, rival: dict[str, float]) -> tuple[list[str], list[str]]:
    """The cells of a row, and what is over its limit."""
    page, name = one.page, f"{one.page.name} ({one.page.who})"
    p95 = quantile(one.seconds, 0.95)
    limit = FRAGMENT_MS if page.fragment else PAGE_MS
    most_bytes, most_nodes = LIGHT if page.who in ("yohana", "ruben") else HEAVY
    cold = one.wire + (0 if page.fragment else static)
    over = [f"{name} at {size}: p95 {p95:.0f} ms, limit {limit}"] if p95 > limit else []
    over += [f"{name} at {size}: {cold / 1000:.0f} KB, limit {most_bytes / 1000:.0f}"] if cold > most_bytes else []
    over += [f"{name} at {size}: {one.nodes} elements, limit {most_nodes}"] if one.nodes > most_nodes else []
    raw = rival.get(page.name)
    cells = [name, f"{size}", f"{len(one.seconds)}", f"{quantile(one.seconds, 0.5):.0f}", f"{p95:.0f}", f"{limit}",
             f"{raw:.0f}" if raw else "-", f"{cold / 1000:.1f}", f"{one.nodes}", "over" if over else ""]  # fmt: skip
    return cells, over


def _measure_size(size: int, seconds: float) -> tuple[list[list[str]], list[str], tuple[float, float]]:
    """Rows of the table, what is over, and (ours, rival's) milliseconds of the map of gaps."""
    town = _town(size)
    seen, static = measure(town, seconds)
    if any(not one.seconds for one in seen):
        raise Failed("the time was too short for every page to come up")
    rival = _rivals(town)
    rows, faults = [], []
    for one in seen:
        cells, over = _line(one, size, static, rival)
        rows.append(cells)
        faults += over
    ours = next(quantile(one.seconds, 0.95) for one in seen if one.page.name == "gap_map")
    return rows, faults, (ours, rival["gap_map"])


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure each size, print the table, what is over, and the closing line of the largest size."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="the small town only, for a few seconds")
    parser.add_argument("--people", type=int, help="one size only")
    options = parser.parse_args(arguments)
    sizes = (options.people,) if options.people else SIZES[:1] if options.quick else SIZES
    _django()
    rows: list[list[str]] = []
    faults: list[str] = []
    ours = rival = 0.0
    for size in sizes:
        lines, over, (ours, rival) = _measure_size(size, 15.0 if options.quick else 60.0)
        rows += lines
        faults += over
    load = os.getloadavg()[0]
    print_table(
        f"Pages, {CLIENTS} clients, {os.cpu_count()} cores, load {load:.1f} at the end",
        ("page", "people", "visits", "p50 ms", "p95 ms", "limit", "raw ms", "KB cold", "elements", ""),
        rows,
    )
    print("\n" + ("\n".join(faults) if faults else "Everything within its limit."))
    closing("pages", f"gap map p95 {ours:.0f} ms", f"from raw rows {rival:.0f} ms", rival / ours)


if __name__ == "__main__":
    main()
