"""Take what a phone sends, each item exactly once, however often and from however many connections it comes.

A stage registers what it takes (`receives("survey.answer", take)`). The receipt is written in the same savepoint as the
deed: the unique key on (agency, id) makes a second sender wait for the first, and then find it done.
"""

import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.utils.translation import gettext as _

from asah.foundation.access.actor import Actor, NotAllowed, NotThere

MOST_ITEMS = 50
TAKEN, REFUSED = "taken", "refused"


class Refused(Exception):
    """An item that cannot be taken, now or ever. Its text is fit to be shown and says what to do."""


@dataclass(frozen=True)
class Item:
    """One thing a phone sends. id: made on the phone; kind: who takes it; data: as the taker defines it."""

    id: uuid.UUID
    kind: str
    data: Mapping[str, Any]


@dataclass(frozen=True)
class Outcome:
    """What became of an item: TAKEN (the phone forgets it) or REFUSED with a sentence (it stays on the phone)."""

    id: str
    state: str
    text: str = ""


Taker = Callable[[Actor, datetime, Mapping[str, Any]], None]
_TAKERS: dict[str, Taker] = {}


def receives(kind: str, taker: Taker) -> None:
    """Register who takes a kind of item. Raises ValueError for a second one."""
    if _TAKERS.get(kind, taker) is not taker:
        raise ValueError(f"outbox kind {kind} has two takers")
    _TAKERS[kind] = taker


def read_items(raw: Any) -> list[Item]:
    """The items of a parsed body. Raises Refused for what no phone of ours sends."""
    rows = raw.get("items") if isinstance(raw, dict) else None
    if not isinstance(rows, list) or len(rows) > MOST_ITEMS:
        raise Refused(_("Kiriman ini tidak dikenal. Muat ulang halaman, lalu ulangi."))
    return [_item(row) for row in rows]


def take_items(actor: Actor, now: datetime, items: Sequence[Item]) -> list[Outcome]:
    """Take items in the order given; one refused item does not keep the others out."""
    return [_take(actor, now, item) for item in items]


def _item(row: Any) -> Item:
    try:
        data = row["data"]
        if not isinstance(data, dict):
            raise TypeError(row)
        return Item(uuid.UUID(str(row["id"])), str(row["kind"]), data)
    except (KeyError, TypeError, ValueError) as error:
        raise Refused(_("Kiriman ini tidak dikenal. Muat ulang halaman, lalu ulangi.")) from error


def _take(actor: Actor, now: datetime, item: Item) -> Outcome:
    try:
        taker = _TAKERS.get(item.kind)
        if taker is None:
            raise Refused(_("Kiriman jenis ini tidak dikenal. Perbarui halaman, lalu ulangi."))
        with transaction.atomic():
            if _is_first(actor, now, item):
                taker(actor, now, item.data)
    except (NotThere, NotAllowed):
        # Somebody else's thing and no thing at all look the same.
        return Outcome(str(item.id), REFUSED, _("Kiriman ini bukan untuk akun Anda, atau sudah tidak ada."))
    except Refused as refusal:
        return Outcome(str(item.id), REFUSED, str(refusal))
    return Outcome(str(item.id), TAKEN)


def _is_first(actor: Actor, now: datetime, item: Item) -> bool:
    """Write the receipt; False when the id has been taken. Waits while another connection is taking it."""
    with connection.cursor() as cursor:
        cursor.execute(
            'insert into outbox_receipt (agency_id, uid, "on") values (%s, %s, %s) on conflict do nothing',
            [actor.agency, item.id, actor.today(now)],
        )
        return bool(cursor.rowcount == 1)
