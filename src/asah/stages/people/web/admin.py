"""Pages of the administrator: roles over units, erasure."""

import uuid
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from asah.foundation.access.actor import require
from asah.foundation.access.permissions import Permission
from asah.foundation.pages.responses import render_form
from asah.foundation.pages.toasts import toast
from asah.foundation.text.nip import only_digits
from asah.stages.people import queries, services
from asah.stages.people.web.forms import EraseForm, GrantForm


@require_http_methods(["GET", "POST"])
def grants(request: Any) -> HttpResponse:
    """Who holds which role over which units; give one, end one."""
    require(request.actor, Permission.GRANT_GIVE)
    today = request.actor.today(request.now)
    who = {"actor": request.actor, "now": request.now}
    ending = request.POST.get("end", "")
    if ending.isdigit():
        services.end_grant(**who, grant=int(ending))
        toast(request, _("Peran berakhir hari ini."))
        return redirect("grants")
    tree = queries.tree(today)
    form = GrantForm(request.POST or None, tree=tree)
    if form.is_valid():
        data = form.cleaned_data
        name = only_digits(data["username"]) or data["username"]
        membership = queries.membership_named(request.actor, data["username"].strip(), name)
        unit = next((one.id for one in tree.units.values() if one.uid == data["unit"]), None)
        if membership is None:
            form.add_error("username", _("Akun ini belum ada. Terbitkan aktivasinya dahulu."))
        else:
            try:
                services.give_grant(
                    **who,
                    membership=membership,
                    role=data["role"],
                    unit=unit,
                    until=data["until"],
                    reason=data["reason"],
                )
                toast(request, _("Peran diberikan."))
                return redirect("grants")
            except services.GrantTaken as taken:
                form.add_error(None, str(taken))
    context = {"rows": queries.grant_table(request.actor, today)}
    return render_form(request, "people/grants.html", form, context)


@require_GET
def former(request: Any) -> HttpResponse:
    """Who is no longer in service; from here personal data can be erased."""
    require(request.actor, Permission.PERSONAL_ERASE)
    rows = queries.former_people(request.actor, request.actor.today(request.now))
    return render(request, "people/former.html", {"rows": rows})


@require_http_methods(["GET", "POST"])
def person_erase(request: Any, uid: uuid.UUID) -> HttpResponse:
    """Ask for erasure of somebody's personal data after thirty days; the name must be typed."""
    require(request.actor, Permission.PERSONAL_ERASE)
    person = queries.former_by_uid(request.actor, str(uid))
    form = EraseForm(request.POST or None)
    if request.POST.get("action") == "cancel":
        services.cancel_erasure(actor=request.actor, now=request.now, person=person.pk)
        toast(request, _("Penghapusan dibatalkan."))
        return redirect("person_erase", uid=uid)
    if form.is_valid():
        try:
            services.request_erasure(actor=request.actor, now=request.now, person=person.pk, **form.cleaned_data)
            toast(request, _("Data pribadi dihapus 30 hari lagi. Sampai saat itu masih dapat dibatalkan."))
            return redirect("person_erase", uid=uid)
        except services.CannotErase as cannot:
            form.add_error(None, str(cannot))
    return render_form(request, "people/erase.html", form, {"person": person})
