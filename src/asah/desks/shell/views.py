"""Pages of the shell: home, sign-in by code, search, bell, jobs, profile."""

import uuid
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib.auth import login, update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from asah.desks.shell.commands import commands_for
from asah.desks.shell.cycle import YEAR_SESSION_KEY
from asah.desks.shell.forms import ActivationForm, PasswordForm
from asah.desks.shell.home import build_home, greeting
from asah.desks.shell.middleware import AGENCY_SESSION_KEY
from asah.foundation.access import queries as access
from asah.foundation.access.clock import now_for
from asah.foundation.access.roles import ROLES
from asah.foundation.access.scope import agency_scope
from asah.foundation.jobs import queries as job_queries
from asah.foundation.jobs.models import JobRun
from asah.foundation.jobs.services import cancel_job
from asah.foundation.notices import queries as notice_queries
from asah.foundation.notices import services as notice_services
from asah.foundation.pages.components import JobView
from asah.foundation.pages.public import public
from asah.foundation.pages.responses import render_form
from asah.foundation.pages.toasts import toast
from asah.foundation.search import queries as search_queries
from asah.stages.people import queries as people
from asah.stages.people.services import activation


@require_GET
def home(request: Any) -> HttpResponse:
    """Beranda."""
    local = request.now.astimezone(ZoneInfo(request.agency.zone))
    page = build_home(request.actor, request.agency, request.now, request)
    first = request.actor.name.split(",")[0].split()[0]
    context = {"home": page, "hello": f"{greeting(local)}, {first}", "today": local.date()}
    return render(request, "shell/home.html", context)


@public
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def activate(request: HttpRequest) -> HttpResponse:
    """First password with a single-use code."""
    form = ActivationForm(request.POST or None)
    if form.is_valid():
        try:
            account = _activated(form.cleaned_data)
        except people.NotActivated as error:
            form.add_error(None, str(error))
        else:
            login(request, account, backend="allauth.account.auth_backends.AuthenticationBackend")
            toast(request, "Akun aktif. Selamat datang di Asah.")
            return redirect("home")
    return render_form(request, "shell/activate.html", form)


def _activated(data: dict[str, str]) -> Any:
    row = people.find_activation(data["nip"], data["code"], now_for(None))
    agency = row.membership.agency
    with agency_scope(agency.pk):
        return activation.activate(
            actor=people.newcomer(row), now=now_for(agency), activation=row.pk, password=data["password"]
        )


@require_POST
def switch(request: Any) -> HttpResponse:
    """Change the cycle or the agency one looks at; only what one belongs to can be chosen."""
    year = request.POST.get("year", "")
    if year.isdigit():
        request.session[YEAR_SESSION_KEY] = int(year)
    agency = request.POST.get("agency", "")
    if agency.isdigit() and access.is_member(request.user.pk, int(agency)):
        request.session[AGENCY_SESSION_KEY] = int(agency)
        request.session.pop(YEAR_SESSION_KEY, None)
    return redirect("home")


@require_http_methods(["GET", "POST"])
def search(request: Any) -> HttpResponse:
    """Results by POST, because a query may hold a NIP or a name; GET shows the empty page with commands."""
    text = request.POST.get("q", "").strip()
    hits = search_queries.find(request.actor, text) if text else []
    exact, guesses = [hit for hit in hits if not hit.is_guess], [hit for hit in hits if hit.is_guess]
    context = {
        "text": text,
        "groups": _grouped(exact),
        "guesses": [] if exact else guesses[:5],
        "commands": commands_for(request.actor, text),
    }
    return render(request, "shell/search_results.html" if request.htmx else "shell/search.html", context)


_KINDS = {
    "person": "Pegawai",
    "unit": "Unit",
    "programme": "Program",
    "competency": "Kompetensi",
    "document": "Dokumen",
}


def _grouped(hits: list[search_queries.Hit]) -> list[tuple[str, list[search_queries.Hit]]]:
    groups = [(label, [hit for hit in hits if hit.kind == kind][:8]) for kind, label in _KINDS.items()]
    return [(label, rows) for label, rows in groups if rows]


@require_http_methods(["GET", "POST"])
def notices(request: Any) -> HttpResponse:
    """The bell; POST mutes or unmutes a topic. Opening the page marks what it shows as read."""
    if request.method == "POST":
        deed = notice_services.unmute if request.POST.get("undo") else notice_services.mute
        deed(actor=request.actor, now=request.now, topic=request.POST.get("topic", "")[:60])
        return redirect("notices")
    rows = notice_queries.newest(request.actor)
    unread = [row.pk for row in rows if row.read_at is None]
    if unread:
        notice_services.mark_read(actor=request.actor, now=request.now, notices=unread)
    context = {"rows": rows, "muted": notice_queries.muted_topics(request.actor)}
    return render(request, "shell/notices.html", context)


@require_GET
def jobs(request: Any) -> HttpResponse:
    """The Pekerjaan drawer; polled as a fragment while something runs."""
    template = "shell/job_rows.html" if request.htmx else "shell/jobs.html"
    return render(request, template, {"views": [_job_view(row) for row in job_queries.my_runs(request.actor)]})


_STATES: dict[str, Any] = {"remarks": "done_with_notes"}


def _job_view(row: JobRun) -> JobView:
    address = reverse("job", args=[row.uid])
    state = _STATES.get(row.status, row.status)
    return JobView(row.title, state, row.done, row.total, row.remark, address, address, row.link)


@require_http_methods(["GET", "POST"])
def job(request: Any, uid: uuid.UUID) -> HttpResponse:
    """One run: its progress as a fragment; POST cancels it."""
    if request.method == "POST":
        cancel_job(actor=request.actor, now=request.now, uid=uid)
        if not request.htmx:
            return redirect("job", uid=uid)
    row = job_queries.run_by_uid(request.actor, uid)
    return render(request, "shell/job_one.html" if request.htmx else "shell/job.html", {"view": _job_view(row)})


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def profile(request: Any) -> HttpResponse:
    """Own roles, appearance, password, and other agencies."""
    form = PasswordForm(request.user, request.POST or None)
    if form.is_valid():
        form.save()
        update_session_auth_hash(request, form.user)
        toast(request, "Kata sandi diganti.")
        return redirect("profile")
    members = access.memberships_of(request.user.pk)
    roles = [(ROLES[held.role].label, held.unit_path) for held in request.actor.roles]
    return render_form(request, "shell/profile.html", form, {"members": members, "role_rows": roles})


@require_GET
def help_page(request: HttpRequest) -> HttpResponse:
    """Help, always in the same spot."""
    return render(request, "shell/help.html")
