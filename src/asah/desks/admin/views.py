"""Siapkan Asah."""

from typing import Any

from django import forms
from django.contrib.auth import update_session_auth_hash
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods

from asah.desks.admin.setup import nine_tasks, sample_log_ins, shown
from asah.desks.shell.login import is_this_computer
from asah.foundation.access.actor import NotThere, require
from asah.foundation.access.permissions import Permission
from asah.foundation.pages.responses import render_form
from asah.foundation.pages.toasts import toast
from asah.stages.people import services as people_services

# Identity, years, units and people: what an agency has of its own before anything else.
_OWN_WORDS = (1, 2, 4, 5)


@require_GET
def setup_home(request: Any) -> HttpResponse:
    """The nine tasks with their state."""
    require(request.actor, Permission.AGENCY_SETUP)
    tasks = nine_tasks(request.actor.today(request.now))
    left = [task for task in tasks if task.status != "selesai"]
    log_ins, password = sample_log_ins(request.agency)
    context = {
        "tasks": shown(tasks),
        "left": len(left),
        "all": len(tasks),
        "is_bare": all(task.status == "belum" for task in tasks if task.order in _OWN_WORDS),
        "log_ins": log_ins,
        "password": password,
    }
    return render(request, "admin/setup.html", context)


class LoadForm(forms.Form):
    """How large the sample town is."""

    size = forms.ChoiceField(
        label=_("Besar kota"),
        choices=((500, _("Kota kecil, 500 pegawai")), (4905, _("Kota Sorong, 4.905 pegawai"))),
        widget=forms.RadioSelect,
        initial=4905,
    )


@require_http_methods(["GET", "POST"])
def sample_load(request: Any) -> HttpResponse:
    """Fill a bare agency with invented people; a job does it."""
    require(request.actor, Permission.SAMPLE_LOAD)
    form = LoadForm(request.POST or None)
    if form.is_valid():
        # The passwords of the sample stand in the documentation, so they are for this computer only.
        if not is_this_computer(request):
            form.add_error(None, _("Data contoh dimuat dari komputer tempat Asah berjalan."))
        else:
            try:
                run = people_services.request_sample(
                    actor=request.actor, now=request.now, size=int(form.cleaned_data["size"]),
                    link=reverse("setup_home"),
                )  # fmt: skip
                return redirect("job", uid=run.uid)
            except people_services.NotBare as refusal:
                form.add_error(None, str(refusal))
    return render_form(request, "admin/sample_load.html", form)


class RemoveForm(forms.Form):
    """The interruption page: the town's name typed out, and a password that nobody else knows."""

    name = forms.CharField(label=_("Nama kota"), max_length=120)
    password = forms.CharField(label=_("Kata sandi baru Anda"), widget=forms.PasswordInput, max_length=200)


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def sample_remove(request: Any) -> HttpResponse:
    """Take the sample data out; the settings stay."""
    require(request.actor, Permission.SAMPLE_REMOVE)
    if not request.agency.is_sample:
        raise NotThere("no sample here")
    form = RemoveForm(request.POST or None)
    if form.is_valid():
        try:
            gone = people_services.remove_sample(
                actor=request.actor, now=request.now, typed_name=form.cleaned_data["name"],
                new_password=form.cleaned_data["password"],
            )  # fmt: skip
        except people_services.NotRemoved as error:
            form.add_error(None, str(error))
        else:
            request.user.refresh_from_db()
            update_session_auth_hash(request, request.user)
            toast(request, f"Data contoh dihapus: {gone} baris.")
            return redirect("setup_home")
    return render_form(request, "admin/sample_remove.html", form)
