"""One row of a table: its history for everybody, and an own row before it for whoever edits rules."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from asah.foundation.access.actor import NotAllowed, NotThere, require
from asah.foundation.access.permissions import Permission
from asah.foundation.pages.toasts import toast
from asah.stages.agency import queries, services
from asah.stages.agency.rules import rule_tables
from asah.stages.agency.web.everybody import confirmed_word, value_words
from asah.stages.agency.web.forms import OwnRuleForm
from asah_basics.formats.numbers import number


@require_http_methods(["GET", "POST"])
def confirm(request: Any) -> HttpResponse:
    """Ask once, then say of all shipped figures, or of one table, that somebody has read them."""
    require(request.actor, Permission.RULES_EDIT)
    kind = (request.POST or request.GET).get("tabel", "")
    if kind and kind not in rule_tables():
        raise NotThere(f"table {kind}")
    listed = [one for one in queries.tables(request.actor.today(request.now)) if one.unconfirmed]
    asked = [one for one in listed if one.kind == kind] if kind else listed
    if request.method == "POST":
        count = services.confirm_rules(actor=request.actor, now=request.now, kind=kind)
        toast(request, _("%(count)s angka dikonfirmasi.") % {"count": number(count)})
        return redirect("agency_rule_table", kind=kind) if kind else redirect("agency_rules")
    context = {"rows": asked, "kind": kind, "count": sum(one.unconfirmed for one in asked)}
    return render(request, "agency/confirm.html", context)


@require_http_methods(["GET", "POST"])
def row(request: Any, kind: str, key: str) -> HttpResponse:
    """Every value a row ever had, with source and period."""
    history = queries.rule_history(kind, key)
    known = rule_tables().get(kind)
    if not history or known is None:
        raise NotThere(f"rule {kind}/{key}")
    may_edit = request.actor.holds(Permission.RULES_EDIT)
    if request.method == "POST" and not may_edit:
        raise NotAllowed(_("Hanya admin sistem yang mengubah aturan."))
    today = request.actor.today(request.now)
    now = next((one for one in (queries.rules(kind, today).get(key),) if one), history[-1])
    form = OwnRuleForm(request.POST or None, values=now.values, initial={"from_on": today})
    if request.method == "POST" and form.is_valid():
        try:
            given = {name: form.cleaned_data[name] for name in ("from_on", "legal_basis")}
            services.set_own_rule(
                actor=request.actor, now=request.now, kind=kind, key=key, values=form.values(), **given
            )
            return redirect("agency_rule", kind=kind, key=key)
        except services.BadRule as refusal:
            form.add_error(None, str(refusal))
    names = queries.legal_basis_names(one.legal_basis for one in history)
    context = {
        "known": known,
        "row": now,
        "words": value_words(now.values),
        "status": confirmed_word(now),
        "basis": names[now.legal_basis],
        "history": [
            (one, value_words(one.values), names[one.legal_basis], confirmed_word(one)) for one in reversed(history)
        ],
        "form": form if may_edit else None,
    }
    return render(request, "agency/rule.html", context, status=422 if form.errors and may_edit else 200)
