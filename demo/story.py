"""The story of Kota Sorong up to 12 January 2027, told as use-case calls by the cast.

Every chapter is one function and runs in its own scope; nothing is written past the use cases but the agency itself
and the log-ins, which stand outside any agency.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

from asah.foundation.access import queries as access
from asah.foundation.access.actor import Actor, Held
from asah.foundation.access.models import Account, Agency, Membership
from asah.foundation.access.scope import agency_scope
from asah.foundation.imports.headless import import_rows
from asah.stages.agency import services as agency_services
from asah.stages.budget import services as budget_services
from asah.stages.catalogue import queries as catalogue
from asah.stages.catalogue import services as catalogue_services
from asah.stages.competencies import queries as competencies
from asah.stages.competencies import services as competency_services
from asah.stages.partners import services as partner_services
from asah.stages.people import queries as people
from asah.stages.people import services as people_services
from asah.stages.performance import services as performance_services
from asah.stages.plan.services import running as plan_running
from asah.stages.plan.services import scenarios as plan_scenarios
from asah.stages.questionnaires import queries as questionnaires
from asah.stages.questionnaires import services as questionnaire_services
from asah.stages.records import services as record_services
from demo.cast import CAST, PASSWORD, Part
from demo.evidence import history, levels
from demo.measures import figures, ratings, surveys
from demo.needs import tell_needs
from demo.providers import PARTNERS
from demo.roster import Worker, roster_rows, workers
from demo.survey import Forms, Respondent, asked_of, own_forms, team_forms
from demo.tree import UnitSeed, units
from demo.workbook import roster_workbook

SLUG, SEED, ZONE = "sorong", 2027, "Asia/Jayapura"
STORY_NOW = datetime(2027, 1, 11, 23, 0, tzinfo=UTC)  # 12 January 2027 08.00 WIT
TODAY = date(2027, 1, 12)
BUDGET_RUPIAH = 1_850_000_000


@dataclass
class Stage:
    """What the chapters share: the town, its people as invented, and the two actors who do the office work.

    accounts: the log-ins of the cast that exist already, by the name in the cast.
    """

    agency: Agency
    units: list[UnitSeed]
    workers: list[Worker]
    admin: Actor
    planner: Actor
    accounts: dict[str, Account]

    def at(self, days_ago: int) -> datetime:
        """An instant of the story."""
        return STORY_NOW - timedelta(days=days_ago)


def found(slug: str, name: str, size: int, real_now: datetime) -> Stage:
    """The agency itself and the log-ins of admin and planner."""
    agency = Agency.objects.create(
        slug=slug, name=name, zone=ZONE, is_sample=True, clock_shift_seconds=shift_from(real_now)
    )
    accounts = {part.username: _account(part, agency) for part in (_ADMIN, _PLANNER)}
    admin = accounts[_ADMIN.username]
    return _staged(agency, Actor(agency.pk, admin.pk, _ADMIN.name, None, (Held("admin"),), agency.zone), accounts, size)


def settle(agency: Agency, admin: Actor, size: int) -> Stage:
    """The story in a bare agency that stands already and has its own administrator."""
    own = access.account_with_id(admin.account or 0)
    accounts = {_PLANNER.username: _account(_PLANNER, agency), _ADMIN.username: own}
    return _staged(agency, replace(admin, zone=ZONE), accounts, size)


def shift_from(real_now: datetime) -> int:
    """Seconds by which the clock of a sample town differs from the real one."""
    return int((STORY_NOW - real_now).total_seconds())


_ADMIN, _PLANNER = (next(part for part in CAST if role in part.roles) for role in ("admin", "planner"))


def _staged(agency: Agency, admin: Actor, accounts: dict[str, Account], size: int) -> Stage:
    tree = units()
    planner = Actor(agency.pk, accounts[_PLANNER.username].pk, _PLANNER.name, None, (Held("planner"),), ZONE)
    return Stage(agency, tree, workers(tree, size, SEED, TODAY), admin, planner, accounts)


def _account(part: Part, agency: Agency, person: int | None = None, name: str = "") -> Account:
    account = Account.objects.create_user(username_of(part, agency), name=name or part.name, password=PASSWORD)
    Membership.objects.create(account=account, agency=agency, person=person)
    return account


def username_of(part: Part, agency: Agency) -> str:
    """The log-in of a part in one town: log-ins are shared by all agencies, so a second town adds its own name."""
    return part.username if agency.slug == SLUG else f"{part.username}-{agency.slug}"


def identity(stage: Stage) -> None:
    """Identitas dan kop, pejabat, tahun dan kalender."""
    do: dict[str, Any] = {"actor": stage.admin, "now": stage.at(400)}
    agency_services.save_identity(
        **do, government="Pemerintah Kota Sorong", office_name="Badan Kepegawaian dan Pengembangan SDM",
        office_short="BKPSDM", zone=ZONE, region_code="96.71", bkn_code="8271",
        province="Papua Barat Daya", district_word="Distrik", village_word="Kelurahan",
    )  # fmt: skip
    agency_services.save_letterhead(
        **do, lines=("Pemerintah Kota Sorong", "Badan Kepegawaian dan Pengembangan SDM"),
        address="Jalan Contoh Nomor 1, Kota Sorong",
    )  # fmt: skip
    for office, post, username in (
        ("ppk", "Wali Kota Sorong", "walikota"),
        ("pyb", "Sekretaris Daerah", "sekda"),
        ("head_of_agency", "Kepala BKPSDM", "kepala"),
    ):
        name = next(part.name for part in CAST if part.username == username)
        agency_services.appoint_official(
            **do, office=office, kind="definitif", post=post, name=name, from_on=date(2025, 3, 1)
        )
    for year, phases in ((2025, _ALL), (2026, _ALL[:-1]), (2027, _ALL[:2])):
        agency_services.open_year(**do, year=year)
        for phase in phases:
            until = {(2027, "rencana"): date(2027, 2, 28), (2026, "evaluasi"): date(2027, 3, 31)}.get((year, phase))
            agency_services.move_phase(**do, year=year, phase=phase, until=until)
        agency_services.adopt_holidays(**do, year=year)
    agency_services.set_work_hours(
        **do, kind="biasa", from_on=date(2025, 1, 1), until_on=None,
        hours={str(day): ["07.30", "16.00", 60] for day in range(1, 5)} | {"5": ["07.30", "16.30", 90]},
        legal_basis="Peraturan Wali Kota (contoh)",
    )  # fmt: skip


_ALL = ("kebutuhan", "rencana", "pelaksanaan", "belajar", "evaluasi", "ditutup")


def unit_tree(stage: Stage) -> None:
    """The dated tree of units."""
    ids: dict[str, int] = {}
    for seed in stage.units:
        row = people_services.create_unit(
            actor=stage.admin, now=stage.at(390), name=seed.name, parent=ids.get(seed.parent), code=seed.code,
            short_name=seed.short, kind=seed.kind, head_title=seed.head_title, district=seed.district,
            is_remote=seed.is_remote, since=date(2024, 1, 1),
        )  # fmt: skip
        ids[seed.code] = row.pk


def roster(stage: Stage) -> None:
    """Pegawai: the spreadsheet goes through the same import as a real one. Opens its own scopes."""
    content = roster_workbook(roster_rows(stage.workers, stage.units))
    outcome = import_rows(
        "roster", content, "siasn-sorong.xlsx", actor=stage.planner, now=STORY_NOW - timedelta(days=380),
        accept_volume=True,
    )  # fmt: skip
    if not outcome.applied or outcome.problems:
        raise RuntimeError(f"the demo roster was refused: {outcome.problems[:5]}")


def roles(stage: Stage) -> None:
    """The rest of the cast gets its log-ins and roles."""
    unit_ids = {unit.code: unit.unit for unit in people.units_on(TODAY)}
    by_nip = people.all_numbers(TODAY)
    by_code: dict[str, list[Worker]] = {}
    for worker in stage.workers:
        by_code.setdefault(worker.unit, []).append(worker)
    for part in CAST:
        account = stage.accounts.get(part.username)
        if account is None:
            found = _employee(part, by_code)
            person = by_nip[found.nip] if found else None
            account = _account(part, stage.agency, person, found.name if found else "")
        member = access.active_membership(account.pk, stage.agency)
        if part is _ADMIN and account.name != part.name:
            continue  # an administrator of the agency's own holds his role already
        for role in part.roles:
            people_services.give_grant(
                actor=stage.admin, now=stage.at(370), membership=member.pk if member else 0, role=role,
                unit=unit_ids.get(part.unit), since=date(2026, 1, 1), reason="Penunjukan (contoh)",
            )  # fmt: skip


def _employee(part: Part, by_code: dict[str, list[Worker]]) -> Worker | None:
    if part.head_of:
        return next(worker for worker in by_code[part.head_of] if worker.is_head)
    if part.works_in:
        return next(
            w for w in by_code[part.works_in] if not w.is_head and w.employment == "PNS" and w.legal_status == "01"
        )
    return None


def standards(stage: Stage) -> None:
    """Kamus dan standar kompetensi."""
    do: dict[str, Any] = {"actor": stage.planner, "now": stage.at(365)}
    for name in ("pan38-2017", "mdn108-2017", "asah-teknis-1"):
        competency_services.load_dictionary(**do, dictionary=name)
    competency_services.adopt_default_standards(**do, from_on=date(2025, 1, 1))


def assessments(stage: Stage) -> None:
    """Penilaian kompetensi, then the gaps."""
    by_nip = people.all_numbers(TODAY)
    competency_services.refresh_gaps(actor=stage.planner, now=stage.at(30))
    codes = {key: code for code, key in competencies.competency_ids().items()}
    asked: dict[int, dict[str, int]] = {}
    for person, competency, required, _held in competencies.all_gaps():
        asked.setdefault(person, {})[codes[competency]] = int(required)
    by_siasn = {worker.siasn_id: asked.get(by_nip[worker.nip], {}) for worker in stage.workers}
    person_of = {worker.siasn_id: by_nip[worker.nip] for worker in stage.workers}
    rows = [
        competency_services.Seen(person_of[siasn], code, level, source, day)
        for siasn, code, level, source, day in levels(stage.workers, by_siasn, SEED, TODAY - timedelta(days=20))
    ]
    competency_services.record_assessments(actor=stage.planner, now=stage.at(20), rows=rows)
    competency_services.refresh_gaps(actor=stage.planner, now=STORY_NOW)


def survey(stage: Stage) -> None:
    """Survei kebutuhan 2027: still open; the islands hardly answered, Yohana and Ruben have not begun."""
    do: dict[str, Any] = {"actor": stage.planner, "now": stage.at(28)}
    questionnaire_services.adopt_starting_instruments(**do)
    opened, closes = TODAY - timedelta(days=28), date(2027, 1, 31)
    surveys = {}
    for version in questionnaires.newest_versions():
        title = "Survei kebutuhan belajar 2027" if version.about == "diri" else "Penilaian tim oleh atasan 2027"
        row = questionnaire_services.prepare_survey(
            **do, year=2027, title=title, version=version.id, opens_on=opened, closes_on=closes
        )
        questionnaire_services.open_survey(**do, survey=row.uid)
        surveys[version.about] = row.uid
    forms = _forms(stage, opened)
    for about, filled in forms.items():
        questionnaire_services.record_answers(
            actor=stage.planner, now=stage.at(1), survey=surveys[about], named=filled.named, unnamed=filled.unnamed,
            finished=filled.finished,
        )  # fmt: skip


def _forms(stage: Stage, opened: date) -> dict[str, Forms]:
    """What came back of both surveys."""
    codes = {key: code for code, key in competencies.competency_ids().items()}
    asked = asked_of(competencies.all_gaps(), codes)
    silent_names = {"yohana", "ruben"} | {f"{name}-{stage.agency.slug}" for name in ("yohana", "ruben")}
    accounts = set(Account.objects.filter(username__in=silent_names).values_list("pk", flat=True))
    known = access.accounts_of_people(stage.agency.pk, asked)
    silent = {person for person, account in known.items() if account in accounts}
    respondents = {}
    for one in questionnaires.audience(TODAY, "diri").asked:
        respondents[one.person] = Respondent(
            one.person, one.opd, False, asked.get(one.person, {}), one.person in silent
        )
    remote = {row.person for row in people.workforce(TODAY) if row.is_remote}
    island = {row.code: row.unit for row in people.units_on(TODAY)}["SRG-36"]
    rows = [replace(row, is_island=row.person in remote) for row in respondents.values()]
    bosses = people.superiors([(row.person, row.unit) for row in people.workforce(TODAY)], TODAY)
    teams: dict[int, list[Respondent]] = {}
    for row in rows:
        boss = bosses.get(row.person)
        if boss in respondents:
            teams.setdefault(boss, []).append(row)
    return {
        "diri": own_forms(rows, island, SEED, opened, 26),
        "tim": team_forms(teams, silent, SEED, TODAY - timedelta(days=1)),
    }


def past(stage: Stage) -> None:
    """Riwayat pelatihan 2024-2026."""
    by_nip = people.all_numbers(TODAY)
    rows = []
    for one in history(stage.workers, SEED, 2026):
        days = (one.ended_on - one.started_on).days + 1
        quantity, measure = (Decimal(days), "hari") if one.form in (4, 9) else (Decimal(one.hours), "jp_program")
        rows.append(
            record_services.Completed(
                person=by_nip[one.nip], title=one.title, form=one.form, quantity=quantity, measure=measure,
                started_on=one.started_on, ended_on=one.ended_on, provider=one.organiser, certificate_no=one.certificate,
            )
        )  # fmt: skip
    record_services.record_history(actor=stage.planner, now=stage.at(15), rows=rows)
    record_services.refresh_jp(actor=stage.planner, now=stage.at(15))


def performance(stage: Stage) -> None:
    """Predikat SKP, survei kepuasan dan indikator unit 2025-2026."""
    by_nip = people.all_numbers(TODAY)
    unit_ids = {unit.code: unit.unit for unit in people.units_on(TODAY)}
    do: dict[str, Any] = {"actor": stage.planner, "now": stage.at(9)}
    last_year = TODAY.year - 1
    performance_services.record_ratings(
        **do,
        rows=[
            performance_services.Rated(by_nip[nip], year, result=result, behaviour=behaviour)
            for nip, year, result, behaviour in ratings(stage.workers, SEED, last_year)
        ],
    )
    performance_services.record_surveys(
        **do,
        rows=[
            performance_services.Surveyed(
                unit_ids[one.unit], one.first_on, one.last_on, one.respondents, one.means,
                population=one.population, reported=one.reported, source="Laporan SKM (contoh)",
            )
            for one in surveys(stage.units, SEED, last_year)
        ],
    )  # fmt: skip
    performance_services.record_figures(
        **do,
        rows=[
            performance_services.Measured(
                unit_ids[one.unit], one.indicator, one.first_on, one.last_on, one.value, one.n, target=one.target,
                source="Laporan kinerja unit (contoh)",
            )
            for one in figures(stage.units, SEED, last_year)
        ],
    )  # fmt: skip


def partners(stage: Stage) -> None:
    """Mitra, perjanjian dan pengajar."""
    do: dict[str, Any] = {"actor": stage.planner, "now": stage.at(12)}
    for seed in PARTNERS:
        known = partner_services.PartnerInput(seed.code, seed.name, seed.kind, seed.fields, city=seed.city)
        row = partner_services.add_partner(**do, partner=known, is_sample=True)
        for kind, number, subject, starts_on, ends_on in seed.agreements:
            signed = partner_services.AgreementInput(kind, number, subject, starts_on, starts_on, ends_on)
            partner_services.sign_agreement(**do, partner=str(row.uid), agreement=signed)
        for name, fields, rate in seed.instructors:
            who = partner_services.InstructorInput(name, fields, rate, "ojp", partner=str(row.uid))
            partner_services.add_instructor(**do, instructor=who)


def money(stage: Stage) -> None:
    """Pagu, standar biaya dan katalog awal."""
    do: dict[str, Any] = {"actor": stage.planner, "now": stage.at(10)}
    budget_services.adopt_sample_standards(**do)
    fund = budget_services.FundInput(
        code="APBD-BKPSDM", name="APBD BKPSDM", amount_rupiah=BUDGET_RUPIAH, legal_basis="DPA contoh"
    )
    budget_services.open_fund(**do, year=2027, fund=fund)
    catalogue_services.adopt_starting_catalogue(**do)


def curricula(stage: Stage) -> None:
    """Versi kedua dua program bersama universitas mitra, dan satu rancangan yang menunggu."""
    do: dict[str, Any] = {"actor": stage.planner, "now": stage.at(8)}
    together = {"PM-07": "menjawab keluhan warga sampai selesai", "PM-14": "menyusun proses bisnis satu layanan"}
    for code, outcome in together.items():
        _revise(stage, code, outcome, partner="UNIV-SORONG")
        catalogue_services.publish_version(**do, code=code, change_note="Disusun bersama universitas mitra")
    _revise(stage, "PT-31", "menyusun jawaban tertulis atas pengaduan")


def _revise(stage: Stage, code: str, outcome: str, **changes: Any) -> None:
    page = catalogue.programme_page(stage.planner, code, TODAY)
    if page.current is None:
        raise RuntimeError(f"the demo catalogue lacks {code}")
    content = catalogue.content_of(page.current)
    revised = replace(content, outcomes=(*content.outcomes, outcome), **changes)
    catalogue_services.edit_draft(
        actor=stage.planner, now=stage.at(8), code=code, version=page.programme.version, curriculum=revised
    )


def needs(stage: Stage) -> None:
    """Kebutuhan, usulan dan AKPK."""
    tell_needs(stage.agency, stage.planner, STORY_NOW)


def first_plan(stage: Stage) -> None:
    """The planner opens a scenario and asks for a plan; the worker solves it when Asah starts."""
    do: dict[str, Any] = {"actor": stage.planner, "now": STORY_NOW}
    scenario = plan_scenarios.open_scenario(**do, year=2027)
    plan_running.request_plan(**do, scenario=scenario.uid)


def findable(stage: Stage) -> None:
    """What the search knows."""
    people_services.refresh_search(actor=stage.planner, now=STORY_NOW, today=TODAY)
    catalogue_services.refresh_search(actor=stage.planner, now=STORY_NOW)


CHAPTERS: tuple[tuple[str, Callable[[Stage], None], bool], ...] = (
    ("Identitas, pejabat, kalender", identity, True),
    ("Unit", unit_tree, True),
    ("Pegawai", roster, False),
    ("Peran", roles, True),
    ("Standar kompetensi", standards, True),
    ("Penilaian dan kesenjangan", assessments, True),
    ("Survei kebutuhan", survey, True),
    ("Riwayat pelatihan", past, True),
    ("Kinerja orang dan unit", performance, True),
    ("Mitra dan perjanjian", partners, True),
    ("Pagu, biaya, katalog", money, True),
    ("Versi kurikulum", curricula, True),
    ("Kebutuhan, usulan, AKPK", needs, True),
    ("Pencarian", findable, True),
    ("Skenario pertama", first_plan, True),
)


def tell(stage: Stage, say: Callable[[str], None]) -> None:
    """Tell every chapter in order, each in its own scope and transaction."""
    for title, chapter, in_scope in CHAPTERS:
        say(title)
        if in_scope:
            with agency_scope(stage.agency.pk):
                chapter(stage)
        else:
            chapter(stage)
