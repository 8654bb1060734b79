"""Tables -> one frozen Problem, with the inputs of every person kept beside it for the explanations."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from asah.stages.budget import queries as budget
from asah.stages.catalogue import queries as catalogue
from asah.stages.needs import queries as needs
from asah.stages.people import queries as people
from asah.stages.plan.engine.needing import unmeasured_worth, worth
from asah.stages.plan.engine.offers import OnOffer, offerings_of, on_offer, planner_funds
from asah.stages.plan.engine.people import REMOTE_ZONE, Candidate, candidates
from asah.stages.plan.rules.settings import EVERY_UNIT, FAIRNESS, Settings, rank_group
from asah_planner.codec import dumps_problem, loads_problem
from asah_planner.problem import Fairness, Floor, Person, Problem, Programme, Unit, make_pairs

DUTY_VALUE = 0.5  # so that a mandatory programme without measured gap is worth a seat by itself
GROUPS_FROM = 20  # a district floor is kept for groups of at least so many people


class NothingToPlan(Exception):
    """No plan can be made from what is there; the text says what is missing and where to add it."""


@dataclass(frozen=True)
class Chance:
    """What a person could gain from a programme: expected levels by competency id, and what they are worth in points.

    asked: somebody proposed him for what the programme teaches.
    """

    value: float
    levels: Mapping[int, float]
    duty: bool
    asked: bool = False


Chances = dict[int, dict[str, Chance]]


@dataclass
class Gathered:
    """A frozen problem and what was known when it was frozen.

    chances: person id -> programme code -> Chance; people hold everybody, also the barred.
    """

    problem: Problem
    text: str
    people: list[Candidate]
    offers: list[OnOffer]
    chances: dict[int, dict[str, Chance]]
    unit_names: dict[int, str] = field(default_factory=dict)


def gather(
    settings: Settings,
    on: date,
    name: str = "",
    *,
    since: date | None = None,
    drawn: Callable[[Chances], Chances] | None = None,
) -> Gathered:
    """Freeze the year's decision as of a day. Raises NothingToPlan with a sentence for the planner.

    since: months from this day on are offered (a change looks back to January); otherwise those from `on` on.
    drawn: puts those of equal value into the order of their lottery.
    """
    since = since or on
    everybody = candidates(settings, on)
    if not everybody:
        raise NothingToPlan("Belum ada pegawai. Impor daftar pegawai lebih dulu.")
    if not any(person.gaps or person.needs for person in everybody):
        raise NothingToPlan("Belum ada kesenjangan yang terukur. Isi standar dan penilaian kompetensi lebih dulu.")
    offers = on_offer(settings, on, since)
    if not offers:
        raise NothingToPlan("Katalog program masih kosong. Muat katalog awal atau terbitkan program lebih dulu.")
    trainable = [person for person in everybody if not person.barred]
    chances, counts = _chances(trainable, offers, on)
    chances = drawn(chances) if drawn else chances
    offers = [_with_candidates(offer, counts.get(offer.version.code, 0)) for offer in offers]
    problem = _problem(settings, (on, since), name, trainable, offers, chances, counts)
    return Gathered(
        problem, dumps_problem(problem) + "\n", everybody, offers, chances,
        {unit.unit: unit.short_name or unit.name for unit in people.units_on(on)},
    )  # fmt: skip


def with_text(gathered: Gathered, text: str) -> Gathered:
    """The same facts around another form of the problem (fairness worked into weights and floors)."""
    return replace(gathered, problem=loads_problem(text), text=text)


def _chances(
    trainable: list[Candidate], offers: list[OnOffer], on: date
) -> tuple[dict[int, dict[str, Chance]], dict[str, int]]:
    """Who could gain from what, and how many people each programme could serve."""
    usable = {offer.version.code: offer for offer in offers if not offer.refused}
    by_competency: dict[int, list[str]] = {}
    for code, offer in usable.items():
        for gain in offer.version.gains:
            by_competency.setdefault(gain.competency, []).append(code)
    duties = [code for code, offer in usable.items() if offer.version.mandatory_basis]
    belongs: dict[tuple[str, catalogue.Job], bool] = {}
    found: dict[int, dict[str, Chance]] = {}
    counts: dict[str, int] = {}
    for person in trainable:
        job, own = person.job, {}
        wanted = {*person.gaps, *(key for key, need in person.needs.items() if need.gap is None)}
        for code in sorted({*duties, *(code for key in wanted for code in by_competency.get(key, ()))}):
            key = (code, job)
            if key not in belongs:
                belongs[key] = _may_attend(job, usable[code])
            chance = _chance(person, usable[code], set(usable), on) if belongs[key] else None
            if chance is not None:
                own[code] = chance
                counts[code] = counts.get(code, 0) + 1
        found[person.row.person] = own
    return found, counts


def _may_attend(job: catalogue.Job, offer: OnOffer) -> bool:
    """Whether the audience holds the job and some fund may pay for this kind of employment."""
    funds = [fund for fund in (offer.fund, *offer.own_funds) if fund is not None]
    if funds and not any(budget.may_pay_for(fund.rule, job.employment) for fund in funds):
        return False
    return catalogue.admits(offer.version.audience, job)


def _chance(person: Candidate, offer: OnOffer, usable: set[str], on: date) -> Chance | None:
    version = offer.version
    if _is_done(person, version, on):
        return None
    if any(code not in usable and code not in person.done for code in version.prerequisites):
        return None
    levels: dict[int, float] = {}
    points, asked = 0.0, False
    for gain in version.gains:
        need = person.needs.get(gain.competency)
        asked = asked or (need is not None and need.asked)
        if gain.competency in person.gaps:
            required, held = person.gaps[gain.competency]
            closed = float(version.effect.share * catalogue.lifted(gain, required=required, held=held))
            if closed > 0:
                levels[gain.competency] = round(closed, 6)
                points += worth(need, closed, float(required - held))
        elif need is not None and need.gap is None:
            points += unmeasured_worth(need, float(version.effect.share), float(gain.lift))
    duty = bool(version.mandatory_basis)
    if not points and not duty:
        return None
    return Chance(round(points + (DUTY_VALUE if duty else 0.0), 6), levels, duty, asked)


def _is_done(person: Candidate, version: catalogue.VersionRow, on: date) -> bool:
    """Whether it was completed, and not so long ago that it is due again."""
    done = person.done.get(version.code)
    if done is None:
        return False
    if version.again_after_months is None:
        return True
    ended = done.ended_on or date(done.year, 12, 31)
    return (on.year - ended.year) * 12 + on.month - ended.month < version.again_after_months


def _with_candidates(offer: OnOffer, count: int) -> OnOffer:
    if offer.refused:
        return offer
    refused = "tanpa_calon" if count == 0 else "calon_kurang" if count < offer.version.class_min else ""
    return OnOffer(offer.version, offer.costing, offer.fund, offer.own_funds, refused)


def _problem(
    settings: Settings,
    days: tuple[date, date],
    name: str,
    trainable: list[Candidate],
    offers: list[OnOffer],
    chances: dict[int, dict[str, Chance]],
    counts: dict[str, int],
) -> Problem:
    on, since = days
    held = [offer for offer in offers if not offer.refused]
    codes = {offer.version.code for offer in held}
    place = {offer.version.code: at for at, offer in enumerate(held)}
    rows = [
        (at, place[code], chance)
        for at, person in enumerate(trainable)
        for code, chance in chances[person.row.person].items()
        if code in codes and _prepared(person, held[place[code]].version, codes)
    ]
    staffed = {person.row.unit for person in trainable}
    return Problem(
        name=name,
        people=tuple(_person(person, held, on) for person in trainable),
        units=tuple(_units(settings, trainable, planner_ceilings(settings.year))),
        programmes=tuple(_programme(offer, codes) for offer in held),
        offerings=tuple(
            row for offer in held for row in offerings_of(offer, settings, since, most_seats=counts[offer.version.code])
        ),
        pairs=make_pairs(
            [row[0] for row in rows],
            [row[1] for row in rows],
            [row[2].value for row in rows],
            duty=[row[2].duty for row in rows],
            asked=[row[2].asked for row in rows],
        ),
        funds=tuple(planner_funds(held, staffed, on)),
        budget=settings.budget_rupiah,
        waiting_rate=needs.waiting_rule(on)[0],
        n_max=settings.most_trainings,
        floor=Floor(jp=settings.minimum_jp, mode="hard" if settings.minimum_is_hard else "soft"),
        fairness=Fairness(alpha=FAIRNESS[settings.fairness][1], floors=_district_floors(settings, trainable)),
        banned_tags=tuple(sorted(settings.barred_tags)),
    )


def _prepared(person: Candidate, version: catalogue.VersionRow, codes: set[str]) -> bool:
    """Whether every prerequisite is done or can be taken in the same plan."""
    return all(code in codes or code in person.done for code in version.prerequisites)


def _person(person: Candidate, held: list[OnOffer], on: date) -> Person:
    row = person.row
    codes = {offer.version.code for offer in held if _is_done(person, offer.version, on)}
    return Person(
        id=str(row.person),
        unit=str(row.unit),
        district=row.district,
        zone=REMOTE_ZONE if row.is_remote else "",
        rank=rank_group(row.employment, row.rank_id),
        contract=row.employment,
        groups=(f"distrik:{row.district}",) if row.district else (),
        jp_done=max(0, person.jp_done),
        jp_max=person.jp_max,
        last_month=person.last_month,
        unavailable=tuple(sorted(person.away)),
        waiting_years=person.idle,
        done=tuple(sorted(codes)),
    )


def _units(settings: Settings, trainable: list[Candidate], money: Mapping[int, int]) -> list[Unit]:
    """Units with people; at least one person of each may be away, also of a unit of one."""
    sizes: dict[int, tuple[int, str]] = {}
    for person in trainable:
        count, _district = sizes.get(person.row.unit, (0, ""))
        sizes[person.row.unit] = (count + 1, person.row.district)
    return [
        Unit(
            id=str(unit),
            district=district,
            away_cap=max(1, count * settings.away_percent // 100),
            money=_cap(settings, unit, money.get(unit)),
        )
        for unit, (count, district) in sorted(sizes.items())
    ]


def _cap(settings: Settings, unit: int, ceiling: int | None) -> int | None:
    """The lower of a unit's ceiling in the budget and its cap in the scenario; None when neither is set."""
    cap = settings.unit_caps.get(str(unit), settings.unit_caps.get(EVERY_UNIT))
    return min((value for value in (ceiling, cap) if value is not None), default=None)


def planner_ceilings(year: int) -> dict[int, int]:
    """Rupiah a unit may be charged in the year: its ceilings in all funds together; units without one are free."""
    found: dict[int, int] = {}
    for fund in budget.funds_of_year(year):
        for unit, amount in fund.unit_ceilings.items():
            found[unit] = found.get(unit, 0) + amount
    return found


def _programme(offer: OnOffer, codes: set[str]) -> Programme:
    version = offer.version
    return Programme(
        id=version.code,
        name=version.name,
        method=version.method.code,
        jp=offer.jp,
        competency=version.gains[0].code if version.gains else "",
        prerequisites=tuple(code for code in version.prerequisites if code in codes),
        tags=tuple(version.tags),
    )


def _district_floors(settings: Settings, trainable: list[Candidate]) -> tuple[tuple[str, float], ...]:
    if not settings.district_floor_percent:
        return ()
    sizes: dict[str, int] = {}
    for person in trainable:
        if person.row.district:
            sizes[person.row.district] = sizes.get(person.row.district, 0) + 1
    share = settings.district_floor_percent / 100
    return tuple((f"distrik:{name}", share) for name, count in sorted(sizes.items()) if count >= GROUPS_FROM)
