"""First log-in for thousands: single-use codes by e-mail, by message, or on a printed sheet per unit.

Codes are stored as SHA-256 only; the plain code exists in the message or on the paper. Dead after 14 days.
"""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from asah.foundation.access.actor import Actor, NotThere, Subject
from asah.foundation.access.models import Account, Activation, Membership
from asah.foundation.access.permissions import Permission
from asah.foundation.audit.door import note, use_case
from asah.stages.people.models import Person, PersonNumber, Posting, UnitPosition
from asah.stages.people.queries import ENDED_STATUSES, NotActivated, code_hash

LASTS = timedelta(days=14)
# No 0/O, 1/I/L: the sheet is read aloud and typed on phones.
_LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"


@dataclass(frozen=True)
class Code:
    """A fresh code for one person; `channel` is email, message or paper."""

    person: int
    account: int
    name: str
    nip: str
    code: str
    channel: str
    email: str
    phone: str


def new_code() -> str:
    """Twelve characters in three groups, 58 bits."""
    return "-".join("".join(secrets.choice(_LETTERS) for _ in range(4)) for _ in range(3))


def subject_of_unit_now(unit: int, now: datetime, actor: Actor) -> Subject:
    """A unit as it stands today in the agency's zone. Raises NotThere."""
    row = UnitPosition.objects.filter(unit=unit, valid__contains=actor.today(now)).select_related("unit").first()
    if row is None:
        raise NotThere("unit")
    return Subject(unit=row.path, label=row.name, kind="unit", key=str(row.unit.uid), row=row)


@use_case(Permission.ACTIVATION_ISSUE, on=subject_of_unit_now, says="{actor} menerbitkan kode aktivasi untuk {label}")
def issue_for_unit(*, actor: Actor, now: datetime, unit: int, only_new: bool = True) -> list[Code]:
    """Codes for everybody in service in a unit and below it; with `only_new`, only for those who never signed in.

    Accounts and memberships are made where they are missing. Earlier unused codes die.
    """
    today = actor.today(now)
    position = UnitPosition.objects.get(unit=unit, valid__contains=today)
    units = UnitPosition.objects.filter(path__startswith=position.path, valid__contains=today).values("unit")
    persons = (
        Posting.objects.filter(unit__in=units, valid__contains=today)
        .exclude(legal_status__in=ENDED_STATUSES)
        .values_list("person", flat=True)
    )
    codes = _issue(actor, list(persons), now, only_new)
    note(codes=len(codes))
    return codes


def _subject_of_person(person: int, now: datetime, actor: Actor) -> Subject:
    row = Person.objects.filter(pk=person).first()
    posting = Posting.objects.filter(person=person, valid__contains=actor.today(now)).first()
    if row is None or posting is None or posting.legal_status in ENDED_STATUSES:
        raise NotThere("person")
    path = UnitPosition.objects.filter(unit=posting.unit_id, valid__contains=actor.today(now)).values_list(
        "path", flat=True
    )
    return Subject(unit=path.first(), person=person, label=row.name, kind="person", key=str(row.uid), row=row)


@use_case(Permission.ACTIVATION_ISSUE, on=_subject_of_person, says="{actor} menerbitkan ulang kode aktivasi {label}")
def reissue_for_person(*, actor: Actor, now: datetime, person: int) -> Code:
    """A new code for somebody who lost his, or forgot his password; the old one and open sessions' password die."""
    return _issue(actor, [person], now, only_new=False)[0]


def _issue(actor: Actor, persons: Sequence[int], now: datetime, only_new: bool) -> list[Code]:
    """Make accounts, memberships and codes in bulk; six statements whatever the number of people."""
    people = {row.pk: row for row in Person.objects.filter(pk__in=persons, erased_at=None)}
    numbers = dict(
        PersonNumber.objects.filter(person__in=people, valid__contains=actor.today(now)).values_list("person", "nip")
    )
    _ensure_accounts(actor.agency, numbers, list(people.values()))
    members = Membership.objects.filter(agency=actor.agency, person__in=people).select_related("account")
    chosen = [member for member in members if not (only_new and member.account.has_usable_password())]
    Activation.objects.filter(membership__in=chosen, used_at=None, revoked_at=None).update(revoked_at=now)
    codes, rows = [], []
    for member in sorted(chosen, key=lambda member: people[member.person or 0].name_key):
        person = people[member.person or 0]
        code = new_code()
        channel = "email" if person.email else "message" if person.phone else "paper"
        codes.append(
            Code(
                person.pk,
                member.account_id,
                person.name,
                numbers.get(person.pk, ""),
                code,
                channel,
                person.email,
                person.phone,
            )
        )
        rows.append(
            Activation(
                membership=member, code_hash=code_hash(code), channel=channel, issued_at=now, expires_at=now + LASTS
            )
        )
    Activation.objects.bulk_create(rows, batch_size=2000)
    return codes


def _ensure_accounts(agency: int, numbers: dict[int, str], people: Sequence[Person]) -> None:
    """An account by NIP and a membership for each person; an e-mail already taken by another log-in is left out.

    numbers: NIP by person id; people without NIP get no account.
    """
    known = set(Membership.objects.filter(agency=agency, person__isnull=False).values_list("person", flat=True))
    missing = [row for row in people if row.pk not in known and row.pk in numbers]
    wanted = [row.email.lower() for row in missing if row.email]
    taken = {email for email in Account.objects.filter(email__in=wanted).values_list("email", flat=True) if email}
    fresh = []
    for row in missing:
        email = row.email.lower() if row.email and row.email.lower() not in taken else None
        if email:
            taken.add(email)
        account = Account(username=numbers[row.pk], email=email, name=row.name)
        account.set_unusable_password()
        fresh.append(account)
    Account.objects.bulk_create(fresh, batch_size=2000, ignore_conflicts=True)
    names = [numbers[row.pk] for row in missing]
    accounts = dict(Account.objects.filter(username__in=names).values_list("username", "pk"))
    Membership.objects.bulk_create(
        [Membership(account_id=accounts[numbers[row.pk]], agency_id=agency, person=row.pk) for row in missing],
        batch_size=2000,
        ignore_conflicts=True,
    )


def _subject_of_activation(activation: int) -> Subject:
    row = Activation.objects.select_for_update().select_related("membership__account").filter(pk=activation).first()
    if row is None:
        raise NotThere("activation")
    member = row.membership
    return Subject(person=member.person, account=member.account_id, label=member.account.name, kind="account", row=row)


@use_case(Permission.SELF_EDIT, on=_subject_of_activation, says="{actor} mengaktifkan akunnya")
def activate(*, actor: Actor, now: datetime, activation: int, password: str) -> Account:
    """Set the first password with a code; the code dies. Raises NotActivated in words for a weak password."""
    row = Activation.objects.select_related("membership__account").get(pk=activation)
    if row.used_at or row.revoked_at or row.expires_at <= now:
        raise NotActivated("Kode ini sudah dipakai. Masuk dengan kata sandi Anda, atau minta kode baru.")
    account = row.membership.account
    try:
        validate_password(password, account)
    except ValidationError as error:
        raise NotActivated(" ".join(error.messages)) from error
    account.set_password(password)
    account.is_active = True
    account.save(update_fields=["password", "is_active"])
    row.used_at = now
    row.save(update_fields=["used_at"])
    return account
