"""Pages of the office: who works where, the tree of units, superiors."""

import uuid
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from asah.foundation.access.actor import NotThere, require
from asah.foundation.access.permissions import Permission
from asah.foundation.imports.findings import Problem
from asah.foundation.pages.responses import render_form
from asah.foundation.pages.toasts import toast
from asah.stages.people import queries, services
from asah.stages.people.web.forms import CloseForm, ContactForm, SuperiorForm, UnitForm
from asah.stages.people.web.lists import PAGE, branch_rows, filter_of, people_context, tree_rows

_TOO_FAR = 10_000


@require_http_methods(["GET", "POST"])
def people_list(request: Any) -> HttpResponse:
    """Everybody within reach; a search by name or NIP goes by POST and never stands in an address."""
    queries.require_people(request.actor)
    today = request.actor.today(request.now)
    params = request.POST if request.method == "POST" else request.GET
    visible = queries.visible_tree(request.actor, today)
    wanted = filter_of(params, visible)
    counts = queries.employment_counts(request.actor, today)
    number = params.get("hal", "")
    page = min(int(number), _TOO_FAR) if number.isascii() and number.isdigit() and int(number) else 1
    total, page, shown = queries.page_of_people(request.actor, today, wanted, page, PAGE, sum(counts.values()))
    return render(request, "people/list.html", people_context(request, params, counts, visible, shown, total, page))


@require_http_methods(["GET", "POST"])
def person_contact(request: Any, uid: uuid.UUID) -> HttpResponse:
    """E-mail and phone of somebody; who saved in between is shown beside what was typed."""
    person = _person(request, uid, Permission.PEOPLE_EDIT)
    email, phone, version = queries.contact_of(person.id)
    form = ContactForm(request.POST or None, initial={"email": email, "phone": phone, "version": version})
    theirs: dict[str, str] = {}
    if form.is_valid():
        try:
            services.edit_contact(actor=request.actor, now=request.now, person=person.id, **form.cleaned_data)
            toast(request, _("Kontak tersimpan."))
            return redirect("person_dossier", uid=uid)
        except services.Conflict as conflict:
            theirs = conflict.theirs
            form.add_error(None, str(conflict))
        except Problem as problem:
            form.add_error(None, problem.message)
    return render_form(request, "people/contact.html", form, {"person": person, "theirs": theirs, "version": version})


@require_http_methods(["GET", "POST"])
def person_close(request: Any, uid: uuid.UUID) -> HttpResponse:
    """End somebody's service."""
    person = _person(request, uid, Permission.PEOPLE_EDIT)
    form = CloseForm(request.POST or None)
    if form.is_valid():
        services.close_person(actor=request.actor, now=request.now, person=person.id, **form.cleaned_data)
        toast(request, _("Masa tugas %(name)s berakhir.") % {"name": person.name})
        return redirect("people_list")
    return render_form(request, "people/close.html", form, {"person": person})


@require_GET
def unit_tree(request: Any) -> HttpResponse:
    """The units within reach with the people in and below each; a branch comes as a fragment when it is opened."""
    queries.require_people(request.actor)
    today = request.actor.today(request.now)
    tree, people = queries.visible_tree(request.actor, today), queries.headcounts_below(today)
    context: dict[str, Any] = {"may_edit": request.actor.holds(Permission.UNIT_EDIT)}
    if request.htmx and request.GET.get("cabang"):
        context["rows"] = branch_rows(tree, people, request.GET["cabang"])
        return render(request, "people/unit_rows.html", context)
    context["rows"] = tree_rows(tree, people, request.GET.get("buka", ""))
    context |= {"units": len(tree.units), "opds": sum(unit.depth == 1 for unit in tree.units.values())}
    return render(request, "people/units.html", context)


@require_http_methods(["GET", "POST"])
def unit_new(request: Any) -> HttpResponse:
    """Create a unit."""
    require(request.actor, Permission.UNIT_EDIT)
    tree = queries.tree(request.actor.today(request.now))
    form = UnitForm(request.POST or None, tree=tree)
    if form.is_valid():
        data = {**form.cleaned_data, "parent": _unit_id(tree, form.cleaned_data["parent"])}
        try:
            services.create_unit(actor=request.actor, now=request.now, **data)
            toast(request, _("Unit %(name)s dibuat.") % {"name": data["name"]})
            return redirect("unit_tree")
        except services.BadUnit as bad:
            form.add_error(None, str(bad))
    return render_form(request, "people/unit_form.html", form, {"unit": None})


@require_http_methods(["GET", "POST"])
def unit_edit(request: Any, uid: uuid.UUID) -> HttpResponse:
    """Rename, move or close a unit; from today on, the past stays."""
    require(request.actor, Permission.UNIT_EDIT)
    today = request.actor.today(request.now)
    tree, unit = queries.tree(today), queries.unit_by_uid(request.actor, str(uid), today)
    parent = tree.units[unit.parent].uid if unit.parent in tree.units else ""
    first = {"name": unit.name, "short_name": unit.short_name, "head_title": unit.head_title, "parent": parent}
    closing = request.POST.get("action") == "close"
    form = UnitForm(None if closing else request.POST or None, tree=tree, initial=first)
    who = {"actor": request.actor, "now": request.now, "unit": unit.id}
    fault = ""
    try:
        if closing:
            services.close_unit(**who)
            toast(request, _("Unit %(name)s ditutup.") % {"name": unit.name})
            return redirect("unit_tree")
        if form.is_valid():
            data = dict(form.cleaned_data)
            chosen = _unit_id(tree, data.pop("parent"))
            services.rename_unit(**who, **data)
            if chosen is not None and chosen != unit.parent:
                services.move_unit(**who, parent=chosen)
            toast(request, _("Unit tersimpan."))
            return redirect("unit_tree")
    except services.BadUnit as bad:
        fault = str(bad)
        if form.is_bound:
            form.add_error(None, fault)
    return render_form(request, "people/unit_form.html", form, {"unit": unit, "fault": fault})


@require_http_methods(["GET", "POST"])
def superiors(request: Any) -> HttpResponse:
    """How many of each OPD have a superior, who has none, and corrections by hand."""
    if not request.actor.holds(Permission.SUPERIOR_CORRECT):
        require(request.actor, Permission.SUPERIOR_CORRECT)
    today = request.actor.today(request.now)
    form = SuperiorForm(request.POST or None)
    if form.is_valid():
        numbers = queries.people_by_nip(
            request.actor, [form.cleaned_data["person"], form.cleaned_data["superior"]], today
        )
        person, superior = (numbers.get(form.cleaned_data[name]) for name in ("person", "superior"))
        for name, found in (("person", person), ("superior", superior)):
            if found is None:
                form.add_error(name, _("NIP ini tidak dikenal di antara pegawai yang dapat Anda lihat."))
        if person is not None and superior is not None:
            try:
                services.correct_superior(
                    actor=request.actor, now=request.now, person=person, superior=superior,
                    reason=form.cleaned_data["reason"],
                )  # fmt: skip
                toast(request, _("Atasan tersimpan."))
                return redirect("superiors")
            except services.BadSuperior as bad:
                form.add_error(None, str(bad))
    overview = queries.superior_overview(request.actor, today)
    return render_form(request, "people/superiors.html", form, {"overview": overview})


def _person(request: Any, uid: uuid.UUID, permission: Permission) -> queries.PersonRow:
    if not request.actor.holds(permission):
        require(request.actor, permission)
    return queries.person_by_uid(request.actor, str(uid), request.actor.today(request.now))


def _unit_id(tree: queries.Tree, uid: str) -> int | None:
    if not uid:
        return None
    for unit in tree.units.values():
        if unit.uid == uid:
            return unit.id
    raise NotThere(f"unit {uid}")
