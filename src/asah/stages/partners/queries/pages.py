"""What pages of partners show, within the reader's reach."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from asah.foundation.access.actor import Actor, NotAllowed, NotThere
from asah.foundation.access.permissions import Permission
from asah.foundation.access.roles import ROLES, Reach
from asah.stages.partners.models import Instructor
from asah.stages.partners.queries.agreements import AgreementRow, agreements_of
from asah.stages.partners.queries.partners import (
    InstructorRow,
    PartnerRow,
    instructor_row,
    partner_by_uid,
    partner_rows,
)
from asah.stages.partners.rules import CARRYING, Standing

_HOLDING = (Standing.IN_FORCE, Standing.ENDING)


@dataclass(frozen=True)
class PartnerCard:
    """A partner in the list. agreement: the contract in force that ends last, else the latest of any kind."""

    partner: PartnerRow
    agreement: AgreementRow | None
    instructors: int

    @property
    def carries(self) -> bool:
        """Whether a class may rest on a contract today."""
        return self.agreement is not None and carrying([self.agreement]) is not None


@dataclass(frozen=True)
class PartnerPage:
    """One partner with everything of this stage."""

    partner: PartnerRow
    agreements: tuple[AgreementRow, ...]
    instructors: tuple[InstructorRow, ...]


def own_partners(actor: Actor) -> set[int] | None:
    """None: every partner; otherwise the organisations the actor is a member of. Raises NotAllowed."""
    reaches = [(ROLES[held.role].verbs.get(Permission.PARTNER_READ), held) for held in actor.roles]
    if any(reach in (Reach.AGENCY, Reach.UNIT) for reach, _held in reaches):
        return None
    if not actor.holds(Permission.PARTNER_READ):
        raise NotAllowed("Peran Anda tidak mencakup daftar mitra.")
    return {held.partner for reach, held in reaches if reach is Reach.PARTNER and held.partner is not None}


def partners_page(actor: Actor, on: date, *, archived: bool = False) -> list[PartnerCard]:
    """Partners the actor sees, by name; three queries."""
    own = own_partners(actor)
    rows = [row for row in partner_rows(archived=archived) if own is None or row.id in own]
    agreements = agreements_of([row.id for row in rows], on)
    counts: dict[int | None, int] = {}
    for partner in Instructor.objects.filter(archived_at=None).values_list("partner_id", flat=True):
        counts[partner] = counts.get(partner, 0) + 1
    return [PartnerCard(row, _telling(agreements.get(row.id, [])), counts.get(row.id, 0)) for row in rows]


def _telling(rows: list[AgreementRow]) -> AgreementRow | None:
    return carrying(rows) or (rows[0] if rows else None)


def carrying(agreements: Sequence[AgreementRow]) -> AgreementRow | None:
    """The contract on which a class may rest today, the one that ends last; None when there is none."""
    return next((row for row in agreements if row.kind in CARRYING and row.standing in _HOLDING), None)


def partner_page(actor: Actor, uid: str, on: date) -> PartnerPage:
    """One partner. Raises NotThere outside the actor's reach."""
    own = own_partners(actor)
    row = partner_by_uid(uid)
    if own is not None and row.id not in own:
        raise NotThere(f"partner {uid}")
    teachers = Instructor.objects.filter(partner=row.id).order_by("archived_at", "name")
    return PartnerPage(
        row, tuple(agreements_of([row.id], on).get(row.id, ())), tuple(instructor_row(one) for one in teachers)
    )
