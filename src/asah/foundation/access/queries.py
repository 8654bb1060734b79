"""Questions about accounts and memberships, asked before any agency is open."""

from collections.abc import Iterable

from asah.foundation.access.models import Account, Agency, Membership


def account_with_id(account: int) -> Account:
    """The account; raises Account.DoesNotExist for a number that is none."""
    return Account.objects.get(pk=account)


def active_membership(account: int, agency: Agency) -> Membership | None:
    """The account's membership of an agency while it may be used."""
    return Membership.objects.filter(account_id=account, agency=agency, is_active=True).first()


def accounts_of_people(agency: int, people: Iterable[int]) -> dict[int, int]:
    """Person -> account, of those people who may sign in to an agency; one query."""
    rows = Membership.objects.filter(agency_id=agency, person__in=list(people), is_active=True)
    return {person: account for person, account in rows.values_list("person", "account_id") if person is not None}


def chosen_agency(account: int, wanted: int | None) -> Agency | None:
    """The wanted agency while the account is still its member, else that of its first membership, else None."""
    members = list(
        Membership.objects.filter(account_id=account, is_active=True).select_related("agency").order_by("id")
    )
    chosen = [member for member in members if member.agency_id == wanted] or members[:1]
    return chosen[0].agency if chosen else None


def memberships_of(account: int) -> list[Membership]:
    """The active memberships of an account with their agencies, oldest first."""
    rows = Membership.objects.filter(account_id=account, is_active=True).select_related("agency")
    return list(rows.order_by("pk"))


def is_member(account: int, agency: int) -> bool:
    """Whether the account is an active member of an agency."""
    return Membership.objects.filter(account_id=account, agency_id=agency, is_active=True).exists()


def agency_by_slug(slug: str) -> Agency | None:
    """An agency by its code; None when there is none."""
    return Agency.objects.filter(slug=slug).first()


def agencies() -> list[Agency]:
    """All agencies of the installation."""
    return list(Agency.objects.order_by("pk"))


def usernames_in(agency: int) -> frozenset[str]:
    """The log-ins that belong to an agency."""
    return frozenset(
        Membership.objects.filter(agency_id=agency, is_active=True).values_list("account__username", flat=True)
    )
