"""Deeds a second through the one door: 16 writers in 4 processes, beside a chain computed inside each transaction.

The rival is the usual "tamper-evident log": every deed locks the chain's last link, hashes, and writes the next.
"""

import argparse
import hashlib
import multiprocessing
import os
import threading
import time
import uuid
from typing import Any

from bench._table import closing, print_table

NEEDS_DATABASE = True
PROCESSES, THREADS = 4, 4


def _django() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "asah.config.settings")
    import django

    django.setup()


def _writer(agency: int, seconds: float, is_rival: bool, counts: Any, place: int) -> None:
    """One thread: deeds one after the other until the time is over."""
    from django.db import connection

    from asah.foundation.access.actor import Actor, Held
    from asah.foundation.access.clock import now_for
    from asah.foundation.access.scope import agency_scope
    from asah.foundation.notices.services import mute

    actor = Actor(agency, place + 1, f"Penulis {place}", roles=(Held("asn"),))
    end, number = time.monotonic() + seconds, 0
    while time.monotonic() < end:
        with agency_scope(agency):
            mute(actor=actor, now=now_for(None), topic=f"{place}-{number}")
            if is_rival:
                _link(agency)
        number += 1
    counts[place] = number
    connection.close()


def _link(agency: int) -> None:
    """What the rival adds to each deed: lock the last link, hash, write the next."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(4711, %s)", [agency])
        cursor.execute("select digest from audit_seal order by number desc limit 1")
        row = cursor.fetchone()
        digest = hashlib.sha256(((row[0] if row else "") + uuid.uuid4().hex).encode()).hexdigest()
        cursor.execute(
            "insert into audit_seal (agency_id, number, first_event, last_event, events, digest, sealed_at)"
            " select %s, coalesce(max(number), 0) + 1, 0, 0, 1, %s, now() from audit_seal",
            [agency, digest],
        )


def _process(agency: int, seconds: float, is_rival: bool, counts: Any, first: int) -> None:
    _django()
    threads = [
        threading.Thread(target=_writer, args=(agency, seconds, is_rival, counts, first + i)) for i in range(THREADS)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def _rate(agency: int, seconds: float, is_rival: bool) -> float:
    context = multiprocessing.get_context("spawn")
    counts = context.Array("i", PROCESSES * THREADS)
    workers = [
        context.Process(target=_process, args=(agency, seconds, is_rival, counts, i * THREADS))
        for i in range(PROCESSES)
    ]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    return sum(counts) / seconds


def main() -> None:
    """Run both, print the table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--quick", action="store_true")
    seconds = 3.0 if parser.parse_args().quick else 15.0
    _django()
    from asah.foundation.access.models import Agency

    ours_town = Agency.objects.create(slug=f"bench-{uuid.uuid4().hex[:8]}", name="Bench")
    rival_town = Agency.objects.create(slug=f"bench-{uuid.uuid4().hex[:8]}", name="Bench")
    ours, rival = _rate(ours_town.pk, seconds, False), _rate(rival_town.pk, seconds, True)
    print_table(
        f"Deeds a second, {PROCESSES * THREADS} writers, {seconds:.0f} s each",
        ("way", "deeds/s"),
        [("sealed by a job afterwards (Asah)", f"{ours:.0f}"), ("chain inside the transaction", f"{rival:.0f}")],
    )
    closing("audit", f"{ours:.0f} deeds/s", f"{rival:.0f} deeds/s", ours / rival if rival else float("inf"))


if __name__ == "__main__":
    main()
