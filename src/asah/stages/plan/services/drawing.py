"""The open lottery: permit by decree, freeze the list, draw with the public number, once."""

import secrets
import uuid
from collections.abc import Sequence
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from asah.foundation.access.actor import Actor, NotThere, Subject
from asah.foundation.access.permissions import Permission
from asah.foundation.audit.door import announce, name_subject, note, use_case
from asah.stages.plan import engine
from asah.stages.plan.events import LotteryDrawn
from asah.stages.plan.models import Lottery, LotteryDraw, LotteryEntry, LotteryPermit, PlanRun
from asah.stages.plan.queries.drawing import permit, programme_of
from asah.stages.plan.rules.drawing import RULE
from asah.stages.plan.rules.steps import FIXED
from asah.stages.plan.services.banding import band_of
from asah.stages.plan.services.scenarios import subject_of_scenario, title_of
from asah_basics.formats import moment


class LotteryRefused(Exception):
    """The lottery cannot be held like this; the text says why."""


def subject_of_lottery(lottery: uuid.UUID) -> Subject:
    """Load a lottery. Raises NotThere."""
    row = Lottery.objects.select_related("run__scenario").filter(uid=lottery).first()
    if row is None:
        raise NotThere("Undian ini tidak ada.")
    return Subject(label=f"undian {row.programme_name}", kind="lottery", key=str(row.uid), row=row)


@use_case(Permission.LOTTERY_RUN, says=_("{actor} mencatat keputusan {number} yang mengizinkan undian"))
def permit_lotteries(*, actor: Actor, now: datetime, number: str, on: date) -> LotteryPermit:
    """Enter the decree that permits lotteries; until then there are none. Raises LotteryRefused."""
    if not number.strip():
        raise LotteryRefused("Tulis nomor keputusan yang mengizinkan undian.")
    try:
        with transaction.atomic():
            return LotteryPermit.objects.create(
                agency_id=actor.agency, decree_number=number.strip(), decree_on=on, by=actor.account,
                by_name=actor.name, entered_at=now,
            )  # fmt: skip
    except IntegrityError:
        raise LotteryRefused("Keputusan ini sudah dicatat.") from None


@use_case(Permission.LOTTERY_RUN, on=subject_of_scenario, says=_("{actor} membekukan daftar undian {code} di {label}"))
def freeze_lottery(
    *, actor: Actor, now: datetime, scenario: uuid.UUID, code: str, number_what: str, number_at: datetime
) -> Lottery:
    """Freeze those of equal value for a programme of the newest run: random codes, quota, rule, their digest.

    number_what: a public number that nobody can know before number_at. Raises LotteryRefused.
    """
    decree = permit()
    if decree is None:
        raise LotteryRefused("Undian belum diizinkan. Catat nomor keputusan yang mengizinkannya lebih dulu.")
    run = PlanRun.objects.filter(scenario__uid=scenario, status=PlanRun.Status.DONE).order_by("-pk").first()
    if run is None or run.scenario.status in FIXED:
        raise LotteryRefused("Undian dibuat dari hitungan terakhir sebelum rencana ditetapkan.")
    if not number_what.strip() or number_at <= now:
        raise LotteryRefused("Sebut angka publik yang baru diketahui di masa depan, dengan harinya.")
    programme = programme_of(run, code)
    band = band_of(run, code, actor.today(now))
    if band is None:
        raise LotteryRefused("Tidak ada nilai setara di batas kuota: urutan nilai sudah menentukan.")
    codes = _codes(len(band.tied))
    row = Lottery.objects.create(
        agency_id=actor.agency,
        uid=uuid.uuid4(),
        permit=decree,
        run=run,
        programme_code=code,
        programme_name=programme.name,
        quota=band.quota,
        sure=band.sure,
        cutoff=band.cutoff,
        width=band.width,
        rule=RULE,
        codes=sorted(codes),
        commitment=engine.commitment(codes, band.quota, RULE),
        number_what=number_what.strip(),
        number_at=number_at,
        frozen_at=now,
        frozen_by=actor.account,
    )
    by_person = dict(zip(band.tied, codes, strict=True))
    LotteryEntry.objects.bulk_create(
        LotteryEntry(
            agency_id=actor.agency,
            lottery=row,
            person_id=person,
            code=by_person.get(person, ""),
            stratum=path,
            value=value,
            probability=odds,
        )
        for person, path, value, odds in band.everybody
    )
    note(lottery=str(row.uid), commitment=row.commitment, quota=row.quota, tied=len(codes), width=band.width)
    return row


def _codes(count: int) -> list[str]:
    """Random codes that say nothing about anybody."""
    found: set[str] = set()
    while len(found) < count:
        found.add(f"{secrets.token_hex(2)}-{secrets.token_hex(2)}".upper())
    codes = list(found)
    secrets.SystemRandom().shuffle(codes)
    return codes


@use_case(Permission.LOTTERY_RUN, on=subject_of_lottery, says=_("{actor} mengundi {label}"))
def draw_lottery(*, actor: Actor, now: datetime, lottery: uuid.UUID, numbers: Sequence[str]) -> LotteryDraw:
    """Draw with the announced public numbers, once, and not before they can be known. Raises LotteryRefused."""
    row = Lottery.objects.get(uid=lottery)
    given = [one.strip() for one in numbers if one.strip()]
    if now < row.number_at:
        raise LotteryRefused(f"Angka penentu baru diketahui pada {moment(row.number_at, actor.zone)}.")
    if not given:
        raise LotteryRefused("Ketik angka penentu persis seperti diumumkan.")
    seed = engine.draw_seed(row.codes, given)
    try:
        with transaction.atomic():
            draw = LotteryDraw.objects.create(
                agency_id=actor.agency,
                lottery=row,
                number_at=row.number_at,
                numbers=given,
                seed=seed,
                order=list(engine.order_of(seed, row.codes)),
                drawn_at=now,
                by=actor.account,
                by_name=actor.name,
            )
    except IntegrityError:
        raise LotteryRefused("Undian ini sudah ditarik. Undian ulang perlu pembekuan baru yang diumumkan.") from None
    name_subject(f"undian {row.programme_name}")
    note(numbers=given, seed=seed, scenario=title_of(row.run.scenario))
    announce(LotteryDrawn(row.pk))
    return draw
