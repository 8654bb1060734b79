"""Who is sitting here: an account, its membership of the open agency, and the roles granted today."""

from datetime import datetime

from asah.foundation.access import queries as access
from asah.foundation.access.actor import Actor, Held
from asah.foundation.access.clock import today_in
from asah.foundation.access.models import Agency
from asah.stages.people import queries as people


def actor_of(account: int, agency: Agency, now: datetime) -> Actor:
    """Build the actor of an account inside the open scope of an agency.

    Everybody who is an employee is `asn`; who leads a unit or has a correction pointing at him is `superior`;
    the rest comes from grants in force on the local date.
    """
    row = access.account_with_id(account)
    member = access.active_membership(account, agency)
    if member is None or not row.is_active:
        return Actor(agency=agency.pk, account=account, name=row.name)
    today = today_in(agency, now)
    roles = [Held(grant.role, grant.unit_path) for grant in people.grants_of(member.pk, today)]
    if member.person is not None:
        roles.append(Held("asn"))
        if people.leads_somebody(member.person, today):
            roles.append(Held("superior"))
    return Actor(agency.pk, account, row.name, member.person, tuple(roles), agency.zone)
