"""One's own surveys, on a phone first: the list, one question a screen, the mirror at the end."""

import uuid
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from asah.foundation.access.actor import Subject, require
from asah.foundation.access.permissions import Permission
from asah.foundation.pages.toasts import toast
from asah.stages.questionnaires import queries, services
from asah.stages.questionnaires.queries import Sheet, answer_words
from asah.stages.questionnaires.rules import Question, Step, key_of
from asah.stages.questionnaires.web import pictures
from asah.stages.questionnaires.web.keeping import REFUSALS, keep_answer
from asah.stages.questionnaires.web.pack import pack_of


@dataclass(frozen=True)
class Shown:
    """A question as a form shows it. choices: (value, label, explanation, whether chosen)."""

    step: Step
    text: str
    choices: tuple[tuple[str, str, str, bool], ...]
    typed: str

    @property
    def is_many(self) -> bool:
        """Whether several may be chosen."""
        return self.step.question.kind == "several"


@require_GET
def mine(request: Any) -> HttpResponse:
    """What am I asked, until when, and how far am I?"""
    require(request.actor, Permission.SURVEY_ANSWER, Subject(person=request.actor.person))
    rows = queries.own_surveys(request.actor)
    open_rows = [row for row in rows if row.finished_at is None and row.survey.state == "dibuka"]
    return render(request, "questionnaires/mine.html", {"rows": rows, "open_rows": open_rows})


@require_http_methods(["GET", "POST"])
def answer(request: Any, uid: uuid.UUID) -> HttpResponse:
    """One question; a POST keeps its answer and goes on to the next. Works without script."""
    on = request.actor.today(request.now)
    refusal, status = "", 200
    if request.method == "POST":
        try:
            _keep(request, uid)
            return redirect("survey_answer", uid=uid)
        except REFUSALS as error:
            refusal, status = str(error), 422
    sheet = queries.sheet_of(request.actor, uid, on)
    shown = _wanted(sheet, request.POST.get("key") or request.GET.get("q", ""))
    if shown is None:
        return redirect("survey_mirror", uid=uid)
    return render(request, "questionnaires/answer.html", _page(sheet, shown, refusal), status=status)


@require_GET
def pack(request: Any, uid: uuid.UUID) -> HttpResponse:
    """The sheet as JSON, for the phone."""
    sheet = queries.sheet_of(request.actor, uid, request.actor.today(request.now))
    return JsonResponse(pack_of(sheet))


@require_http_methods(["GET", "POST"])
def mirror(request: Any, uid: uuid.UUID) -> HttpResponse:
    """What my answers say. "Ya, benar" finishes; every named answer can still be changed."""
    on = request.actor.today(request.now)
    refusal, status = "", 200
    if request.method == "POST":
        try:
            services.finish_survey(actor=request.actor, now=request.now, survey=uid)
            toast(request, _("Terima kasih. Jawaban Anda sudah lengkap."))
            return redirect("survey_mirror", uid=uid)
        except REFUSALS as error:
            refusal, status = str(error), 422
    sheet = queries.sheet_of(request.actor, uid, on)
    names = {one.code: one.name for one in sheet.competencies}
    views = queries.views_of(sheet.person, sheet.survey.year)
    context = {
        "sheet": sheet,
        "refusal": refusal,
        "strong": [names[code] for code in sheet.mirror.strong if code in names],
        "wished": [names[code] for code in sheet.mirror.wished if code in names],
        "answers": _answers(sheet, names),
        "contested": [_contest(sheet, names, one) for one in sheet.contested],
        "figure": pictures.views_chart(views, {one.id: one.name for one in sheet.competencies}, on),
    }
    return render(request, "questionnaires/mirror.html", context, status=status)


@require_POST
def settle(request: Any, uid: uuid.UUID) -> HttpResponse:
    """Choose one of two devices' answers."""
    code, _sep, competency = request.POST.get("key", "").partition(":")
    services.settle_answer(
        actor=request.actor, now=request.now, survey=uid, question=code, competency=competency,
        device=request.POST.get("device", ""),
    )  # fmt: skip
    return redirect("survey_mirror", uid=uid)


def _keep(request: Any, uid: uuid.UUID) -> None:
    code, _sep, competency = request.POST.get("key", "").partition(":")
    values = request.POST.getlist("value")
    sheet = queries.sheet_of(request.actor, uid, request.actor.today(request.now))
    question = sheet.content.question(code)
    several = question is not None and question.kind == "several"
    keep_answer(
        request.actor, request.now, uid, code, competency=competency,
        value=values if several else (values or [""])[0], state=request.POST.get("state", "dijawab"), device="web",
    )  # fmt: skip


def _wanted(sheet: Sheet, key: str) -> Shown | None:
    """The question asked for, when it may be answered or changed; else the next one."""
    code, _sep, competency = key.partition(":")
    question = sheet.content.question(code)
    may_ask = question is not None and (question.named or code not in sheet.given)
    if question is not None and may_ask and (not competency or sheet.competency(competency) is not None):
        return _shown(sheet, Step(question, competency, sheet.step.left if sheet.step else 1))
    return _shown(sheet, sheet.step) if sheet.step else None


def _shown(sheet: Sheet, step: Step) -> Shown:
    question, own = step.question, sheet.competency(step.competency)
    given = sheet.given.get(step.key)
    chosen = {str(one) for one in _as_list(given.value if given else None)}
    text = question.text.replace("{kompetensi}", own.name if own else "")
    rows: list[tuple[str, str, str]] = []
    if question.kind == "level" and own is not None:
        rows = [(str(place), name, words) for place, (name, words) in enumerate(own.levels, 1)]
    elif question.kind == "scale":
        rows = [(str(place), word, "") for place, word in enumerate(question.words, 1)]
    elif question.source:
        rows = [(one.code, one.name, "") for one in sheet.competencies]
    else:
        rows = [(option.value, option.label, "") for option in question.options]
    choices = tuple((value, label, words, value in chosen) for value, label, words in rows)
    return Shown(step, text, choices, "" if rows else next(iter(chosen), ""))


def _as_list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _page(sheet: Sheet, shown: Shown, refusal: str) -> dict[str, Any]:
    return {
        "sheet": sheet,
        "shown": shown,
        "question": shown.step.question,
        "refusal": refusal,
        "is_first": not sheet.given,
        "item": uuid.uuid4(),
        "back": _back(sheet, shown),
    }


def _back(sheet: Sheet, shown: Shown) -> str:
    """Address of the named question answered last before this one."""
    order = [one.code for one in sheet.content.questions if one.named]
    keys = [key for key in sheet.given if key != shown.step.key and key.partition(":")[0] in order]
    if not keys:
        return ""
    last = max(keys, key=lambda key: order.index(key.partition(":")[0]))
    return f"{reverse('survey_answer', args=[sheet.survey.uid])}?{urlencode({'q': last})}"


def _answers(sheet: Sheet, names: dict[str, str]) -> list[tuple[str, str, str]]:
    """(question, answer, address to change it) of everything given; unnamed answers say only that they were sent."""
    listed = []
    base = reverse("survey_answer", args=[sheet.survey.uid])
    for question in sheet.content.questions:
        for key, given in sheet.given.items():
            code, _sep, competency = key.partition(":")
            if code != question.code:
                continue
            text = question.text.replace("{kompetensi}", names.get(competency, competency))
            words = (
                _words(question, given.state, given.value, sheet, competency)
                if question.named
                else _("terkirim tanpa nama")
            )
            change = f"{base}?{urlencode({'q': key})}" if question.named and not sheet.finished_at else ""
            listed.append((text, words, change))
    return listed


def _words(question: Question, state: str, value: Any, sheet: Sheet, competency: str) -> str:
    own = sheet.competency(competency)
    if question.kind == "level" and own is not None and isinstance(value, int) and 1 <= value <= len(own.levels):
        return f"{value} · {own.levels[value - 1][0]}"
    if question.source:
        names = {one.code: one.name for one in sheet.competencies}
        return ", ".join(names.get(str(one), str(one)) for one in _as_list(value))
    return answer_words(question, state, value)


def _contest(sheet: Sheet, names: dict[str, str], one: queries.Contested) -> dict[str, Any]:
    code, _sep, competency = one.key.partition(":")
    question = sheet.content.question(code)
    if question is None:
        return {}
    return {
        "key": key_of(code, competency),
        "text": question.text.replace("{kompetensi}", names.get(competency, "")),
        "answers": [(device, _words(question, "dijawab", value, sheet, competency)) for device, value in one.answers],
    }
