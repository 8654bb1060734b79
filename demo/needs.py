"""What the town needs: importance of service, interviews, study, proposals of three kinds, the AKPK up to validation."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from asah.foundation.access.actor import Actor, Held
from asah.foundation.access.models import Account, Agency, Membership
from asah.stages.needs import queries as needs
from asah.stages.needs import services
from asah.stages.needs.services import Letter, StudyInput
from asah.stages.people import queries as people

YEAR = 2027
TALKS: tuple[tuple[str, str, int, tuple[tuple[str, str], ...]], ...] = (
    (
        "SRG-03", "Kepala Puskesmas Sorong Kepulauan", 40,
        (
            ("TEK-GADAR", "Pasien datang malam hari dengan perahu; hanya satu orang yang berani menangani henti jantung."),
            ("TEK-SIK", "Rekam medis masih dicatat dua kali karena sistemnya belum dipahami semua."),
            ("MAN-03", "Keluarga pasien pulang tanpa mengerti cara minum obat."),
        ),
    ),
    (
        "SRG-11", "Kepala bidang pelayanan Disdukcapil", 38,
        (
            ("TEK-DIGITAL", "Kalau aplikasi gagal, loket berhenti sampai satu staf yang paham datang."),
            ("TEK-ADUAN", "Warga mengeluh hal yang sama tiap minggu dan kami menjawab satu per satu."),
            ("TEK-LAYANAN", "Antrean ramai membuat petugas baru mudah marah."),
        ),
    ),
    (
        "SRG-03", "Pengelola RSUD", 33,
        (("TEK-MUTUKES", "Kejadian hampir cedera jarang dilaporkan karena takut disalahkan."),),
    ),
)  # fmt: skip
STUDIES = (
    ("S-2", "Kesehatan masyarakat", "Universitas Contoh Timur", date(2026, 9, 1), date(2028, 8, 31), True),
    ("Spesialis", "Penyakit dalam", "Universitas Contoh Barat", date(2025, 1, 6), date(2028, 12, 31), True),
    ("S-2", "Administrasi publik", "Universitas Contoh Timur", date(2026, 9, 1), date(2028, 2, 29), False),
)


@dataclass(frozen=True)
class Town:
    """The sample town as this chapter needs it; `now` is the story's present."""

    agency: Agency
    planner: Actor
    now: datetime

    @property
    def today(self) -> date:
        """The story's day."""
        return self.planner.today(self.now)

    def at(self, days_ago: int) -> datetime:
        """An instant of the story."""
        return self.now - timedelta(days=days_ago)

    def actor(self, username: str, *roles: str, unit_path: str | None = None) -> Actor:
        """A log-in of the cast in its roles; the sample town of other slugs carries the slug behind the name."""
        names = (username, f"{username}-{self.agency.slug}")
        member = Membership.objects.select_related("account").get(agency=self.agency, account__username__in=names)
        account: Account = member.account
        held = tuple(Held(role, unit_path) for role in roles)
        return Actor(self.agency.pk, account.pk, account.name, member.person, held, self.agency.zone)


def tell_needs(agency: Agency, planner: Actor, now: datetime) -> None:
    """Everything of this chapter; runs inside the agency's scope, after standards, gaps, surveys and catalogue."""
    town = Town(agency, planner, now)
    services.adopt_sample_weights(actor=planner, now=town.at(60), start=date(2027, 1, 1))
    _interviews(town)
    _studies(town)
    services.refresh_needs(actor=planner, now=town.at(12))
    _proposals(town)
    services.refresh_needs(actor=planner, now=town.at(6))
    _report(town)


def _interviews(town: Town) -> None:
    units = {unit.code: unit.unit for unit in people.units_on(town.today)}
    for code, who, ago, quotes in TALKS:
        do: dict[str, Any] = {"actor": town.planner, "now": town.at(ago)}
        held_on = town.planner.today(town.at(ago))
        talk = services.open_interview(**do, year=YEAR, unit=units[code], interviewee=who, held_on=held_on)
        answers = [quotes[0][1], "", "", quotes[-1][1]]
        services.save_interview(**do, interview=talk.uid, version=1, answers=answers)
        for competency, quote in quotes:
            services.code_quote(**do, interview=talk.uid, competency=competency, quote=quote)
        services.finish_interview(**do, interview=talk.uid)


def _studies(town: Town) -> None:
    health = next(unit.path for unit in people.units_on(town.today) if unit.code == "SRG-03")
    rows = [
        row
        for row in people.people_where(town.today)
        if row.path.startswith(health) and row.employment == "PNS" and not row.is_head and row.legal_status == "01"
    ]
    for row, (degree, field, school, start, until, frees) in zip(rows[20::40], STUDIES, strict=False):
        study = StudyInput(
            degree, field, school, start, until, frees, f"800.1.4/{row.id}/BKPSDM", start - timedelta(days=30), "APBD"
        )
        services.record_study(actor=town.planner, now=town.at(50), person=row.id, study=study)


def _proposals(town: Town) -> None:
    """The superior asks for his team, the OPD for its heaviest needs, one employee for herself; others decide."""
    made = []
    boss = town.actor("ruben", "superior")
    for person in sorted(people.team_of(boss.person or 0, town.today))[:6]:
        made += _ask(town, boss, person, "akpk", "Loket melayani lebih cepat bila dua orang menguasainya.")
    health = next(unit.path for unit in people.units_on(town.today) if unit.code == "SRG-03")
    officer = town.actor("dinkes", "personnel_officer", unit_path=health)
    heavy = needs.ranked_needs(officer, town.today).filter(place=1)[:40]
    letter = Letter("445/118/DINKES/2026", date(2026, 12, 14))
    for at, row in enumerate(heavy):
        basis, paper = ("surat", letter) if at % 3 == 0 else ("hcdp", None)
        made += _ask(town, officer, row.person, basis, "Standar pelayanan minimal belum terpenuhi di unit ini.", paper)
    clerk = town.actor("yohana", "asn")
    if clerk.person is not None:
        made += _ask(town, clerk, clerk.person, "minat", "Saya sering menangani pasien gawat sendirian.")
    for at, uid in enumerate(made):
        if at % 8 == 7:
            continue
        kind = "dikembalikan" if at % 11 == 5 else "diterima"
        reason = "Sebutkan tugas yang akan berubah." if kind == "dikembalikan" else "Sesuai kebutuhan jabatan."
        services.decide_proposal(actor=town.planner, now=town.at(8), proposal=uid, kind=kind, reason=reason)


def _ask(town: Town, actor: Actor, person: int, basis: str, reason: str, letter: Letter | None = None) -> list[Any]:
    """The proposal's id in a list, empty when the person has no need or leaves too early."""
    place = people.where_was(person, town.today)
    if place is None:
        return []
    own = needs.needs_of_person(actor, place.uid, town.today).needs
    if not own:
        return []
    try:
        row = services.propose(
            actor=actor, now=town.at(10), year=YEAR, person=person, competency=own[0].row.code, basis=basis,
            reason=reason, letter=letter,
        )  # fmt: skip
    except services.ProposalRefused:
        return []
    return [row.uid]


def _report(town: Town) -> None:
    """Compiled, verified, validated: the mayor's decree is left to whoever tries the town."""
    row = services.compile_report(actor=town.planner, now=town.at(5), year=YEAR)
    step: dict[str, Any] = {"report": row.uid, "seen": row.digest}
    head, pyb = town.actor("kepala", "head_of_agency"), town.actor("sekda", "pyb")
    services.verify_report(actor=head, now=town.at(4), **step, remark="Lengkap; dua distrik menyusul lewat wawancara.")
    services.validate_report(actor=pyb, now=town.at(3), **step)
