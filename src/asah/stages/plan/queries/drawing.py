"""Lotteries: who stands in a tied band, what was frozen and drawn, and what anybody may check."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from asah.foundation.access.actor import Actor, NotThere, require
from asah.foundation.access.models import Agency
from asah.foundation.access.permissions import Permission
from asah.foundation.access.scope import agency_scope
from asah.stages.agency import queries as agency
from asah.stages.people import queries as people
from asah.stages.plan.models import (
    Lottery,
    LotteryDraw,
    LotteryEntry,
    LotteryPermit,
    PlanProgramme,
    PlanRun,
)
from asah.stages.plan.rules.drawing import steps_of


def permit() -> LotteryPermit | None:
    """The decree in force that permits lotteries; None while there is none."""
    return LotteryPermit.objects.order_by("-pk").first()


def width_on(on: date) -> float:
    """One standard error of measurement, in levels, from the dated table `undian`."""
    return float(agency.rule("undian", "galat_baku", on).values["levels"])


@dataclass(frozen=True)
class LotteryPage:
    """A lottery as its office sees it: the list, the draw if there is one, and who is behind the codes."""

    lottery: Lottery
    draw: LotteryDraw | None
    steps: tuple[tuple[str, str], ...]
    names: dict[str, str]


def lotteries_of(actor: Actor) -> list[LotteryPage]:
    """All lotteries, the newest first; names are not read."""
    require(actor, Permission.PLAN_READ)
    rows = list(Lottery.objects.select_related("permit", "run__scenario").order_by("-pk"))
    draws = {one.lottery_id: one for one in LotteryDraw.objects.filter(lottery__in=rows)}
    return [LotteryPage(row, draws.get(row.pk), (), {}) for row in rows]


def lottery_page(actor: Actor, uid: uuid.UUID, on: date) -> LotteryPage:
    """One lottery with the names behind its codes, for those who run it. Raises NotThere, NotAllowed."""
    require(actor, Permission.PLAN_READ)
    row = Lottery.objects.select_related("permit", "run__scenario").filter(uid=uid).first()
    if row is None:
        raise NotThere("Undian ini tidak ada.")
    draw = LotteryDraw.objects.filter(lottery=row).first()
    names: dict[str, str] = {}
    if actor.holds(Permission.LOTTERY_RUN):
        entries = dict(LotteryEntry.objects.filter(lottery=row).exclude(code="").values_list("person", "code"))
        names = {entries[one.id]: one.name for one in people.people_where(on, sorted(entries))}
    return LotteryPage(row, draw, tuple(steps_of(draw.seed, draw.order)) if draw else (), names)


@dataclass(frozen=True)
class PublicLottery:
    """What anybody may see of a lottery: codes and numbers, no person."""

    government: str
    slug: str
    zone: str
    uid: uuid.UUID
    programme: str
    year: int
    quota: int
    width: float
    rule: str
    codes: tuple[str, ...]
    commitment: str
    number_what: str
    number_at: datetime
    frozen_at: datetime
    decree: str
    numbers: tuple[str, ...]
    seed: str
    steps: tuple[tuple[str, str], ...]


def public_lottery(slug: str, uid: uuid.UUID) -> PublicLottery:
    """A lottery for a visitor without log-in. Raises NotThere."""
    place = Agency.objects.filter(slug=slug).first()
    if place is None:
        raise NotThere("Undian ini tidak ada.")
    with agency_scope(place.pk):
        row = Lottery.objects.select_related("permit", "run__scenario").filter(uid=uid).first()
        if row is None:
            raise NotThere("Undian ini tidak ada.")
        draw = LotteryDraw.objects.filter(lottery=row).first()
        return PublicLottery(
            government=place.name,
            slug=slug,
            zone=place.zone,
            uid=row.uid,
            programme=row.programme_name,
            year=row.run.scenario.year,
            quota=row.quota,
            width=row.width,
            rule=row.rule,
            codes=tuple(row.codes),
            commitment=row.commitment,
            number_what=row.number_what,
            number_at=row.number_at,
            frozen_at=row.frozen_at,
            decree=row.permit.decree_number,
            numbers=tuple(draw.numbers) if draw else (),
            seed=draw.seed if draw else "",
            steps=tuple(steps_of(draw.seed, draw.order)) if draw else (),
        )


def orders_of(seeds: Iterable[str]) -> dict[str, list[int]]:
    """Programme code -> people in the order drawn, for the draws of these seeds; two queries."""
    draws = list(LotteryDraw.objects.filter(seed__in=list(seeds)).select_related("lottery"))
    entries = LotteryEntry.objects.filter(lottery__in=[one.lottery_id for one in draws]).exclude(code="")
    person = {(lottery, code): who for lottery, code, who in entries.values_list("lottery", "code", "person")}
    return {one.lottery.programme_code: [person[one.lottery_id, code] for code in one.order] for one in draws}


def programme_of(run: PlanRun, code: str) -> PlanProgramme:
    """A programme of a run. Raises NotThere."""
    row = PlanProgramme.objects.filter(run=run, code=code).first()
    if row is None:
        raise NotThere("Program ini tidak ada di rencana.")
    return row
