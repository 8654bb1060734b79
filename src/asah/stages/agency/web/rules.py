"""One row of a table: its history for everybody, and an own row before it for whoever edits rules."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from asah.foundation.access.actor import NotAllowed, NotThere
from asah.foundation.access.permissions import Permission
from asah.stages.agency import queries, services
from asah.stages.agency.rules import rule_tables
from asah.stages.agency.web.everybody import confirmed_word, value_words
from asah.stages.agency.web.forms import OwnRuleForm


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
