"""How far an actor sees needs, as filters over paths of units."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Q

from asah.foundation.access.actor import Actor, Extent, NotAllowed, extent, require
from asah.foundation.access.permissions import Permission
from asah.stages.people import queries as people


def under(paths: Iterable[str]) -> Q:
    """Rows in subtrees, as ranges of their path: under row security only such comparisons may use the index."""
    found = Q(pk__in=[])
    for path in paths:
        # The path ends in "/", and "0" is the character after it in collation C.
        found |= Q(path__gte=path, path__lt=f"{path[:-1]}0")
    return found


def seen(actor: Actor, on: date, verb: Permission = Permission.NEED_READ) -> Q:
    """Rows of people within reach: everybody, subtrees, the team, oneself. Raises NotAllowed for nobody at all."""
    reach = extent(actor, verb)
    if reach.nothing:
        require(actor, verb)
        raise NotAllowed("Peran Anda belum mencakup pegawai mana pun.")
    if reach.everything:
        return Q()
    found = under(reach.unit_paths)
    persons = set(people.team_of(reach.team_of, on)) if reach.team_of is not None else set()
    if reach.person is not None:
        persons.add(reach.person)
    return found | Q(person__in=sorted(persons))


def over_units(actor: Actor, verb: Permission = Permission.NEED_READ) -> Extent:
    """The reach over units. Raises NotAllowed for who sees single people only."""
    reach = extent(actor, verb)
    if not (reach.everything or reach.unit_paths):
        raise NotAllowed("Halaman ini untuk yang membaca kebutuhan satu unit atau lebih.")
    return reach
