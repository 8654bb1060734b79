"""One way in for answers, whether a form or a phone's outbox brings them: named ones here, unnamed ones there."""

import uuid
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from asah.foundation.access.actor import Actor
from asah.foundation.outbox.receiving import Refused
from asah.stages.people import queries as people
from asah.stages.questionnaires import queries, services
from asah.stages.questionnaires.rules import BadAnswer

REFUSALS = (BadAnswer, services.NotNow, services.AlreadyGiven)


def keep_answer(
    actor: Actor,
    now: datetime,
    survey: uuid.UUID | str,
    question: str,
    *,
    competency: str = "",
    value: Any = None,
    state: str = "dijawab",
    about: str = "",
    device: str = "",
) -> None:
    """Keep one answer of the actor. about: uid of the person it speaks of, empty for himself.

    Raises NotThere and whatever stands in REFUSALS.
    """
    on = actor.today(now)
    asked = queries.sheet_of(actor, survey, on).content.question(question)
    uid = uuid.UUID(str(survey))
    if asked is not None and not asked.named:
        services.give_unnamed(actor=actor, now=now, survey=uid, question=question, value=value, state=state)
        return
    whom = people.person_by_uid(actor, about, on).id if about else None
    services.give_answer(
        actor=actor, now=now, survey=uid, question=question, competency=competency, value=value, state=state,
        about=whom, device=device,
    )  # fmt: skip


def take_answer(actor: Actor, now: datetime, data: Mapping[str, Any]) -> None:
    """An outbox item "survey.answer": survey, question, competency, value, state, about, device."""
    survey = _uid(data.get("survey"))
    words = {name: str(data.get(name) or "") for name in ("competency", "about", "device")}
    try:
        keep_answer(
            actor, now, survey, str(data.get("question") or ""), value=data.get("value"),
            state=str(data.get("state") or "dijawab"), **words,
        )  # fmt: skip
    except REFUSALS as refusal:
        raise Refused(str(refusal)) from refusal


def take_finish(actor: Actor, now: datetime, data: Mapping[str, Any]) -> None:
    """An outbox item "survey.finish": survey."""
    try:
        services.finish_survey(actor=actor, now=now, survey=_uid(data.get("survey")))
    except REFUSALS as refusal:
        raise Refused(str(refusal)) from refusal


def _uid(raw: Any) -> uuid.UUID:
    try:
        return uuid.UUID(str(raw))
    except ValueError as error:
        raise Refused(_("Kiriman ini tidak dikenal. Muat ulang halaman, lalu ulangi.")) from error
