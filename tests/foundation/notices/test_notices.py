"""One digest a day, never at night, never from a sample town, never what was muted."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core import mail

from asah.foundation.access.actor import Actor, Held
from asah.foundation.access.models import Account, Agency
from asah.foundation.access.permissions import Permission
from asah.foundation.access.scope import agency_scope
from asah.foundation.audit.door import use_case
from asah.foundation.notices import queries, rules, services
from asah.foundation.notices.post import send_waiting

pytestmark = pytest.mark.django_db


@use_case(Permission.NOTICE_SEND, says="{actor} mengabari")
def send(*, actor: Actor, now: datetime, accounts: list[int], urgent: bool = False) -> int:
    """A deed that tells people."""
    return services.tell(
        actor=actor, now=now, accounts=accounts, topic="class", text="Kelas besok pukul 09.00 WIT", link="/kelas/1/",
        by_email=True, is_urgent=urgent,
    )  # fmt: skip


@pytest.fixture
def yohana(agency: Agency) -> Account:
    return Account.objects.create_user("198504122010011907", email="Yohana@contoh.go.id", name="Yohana")


def test_digest_once_a_day_but_urgent_at_once(
    agency: Agency, planner: Actor, now: datetime, yohana: Account, settings: Any
) -> None:
    def tell_and_post(urgent: bool = False) -> int:
        with agency_scope(agency.pk):
            send(actor=planner, now=now, accounts=[yohana.pk], urgent=urgent)
        return send_waiting(agency)

    assert tell_and_post() == 1
    assert mail.outbox[0].to == ["yohana@contoh.go.id"]
    assert "pukul 09.00 WIT" in mail.outbox[0].body
    assert tell_and_post() == 0
    assert tell_and_post(urgent=True) == 1
    settings.ASAH_CLOCK = now + timedelta(hours=24)
    assert send_waiting(agency) == 1


def test_quiet_hours_are_local(agency: Agency, planner: Actor, now: datetime, yohana: Account, settings: Any) -> None:
    settings.ASAH_CLOCK = datetime(2027, 1, 12, 12, 0, tzinfo=UTC)  # 21.00 WIT, 19.00 WIB
    with agency_scope(agency.pk):
        send(actor=planner, now=now, accounts=[yohana.pk])
    assert send_waiting(agency) == 0
    agency.zone = "Asia/Jakarta"
    assert send_waiting(agency) == 1


def test_sample_town_sends_nothing_outside(agency: Agency, planner: Actor, now: datetime, yohana: Account) -> None:
    agency.is_sample = True
    with agency_scope(agency.pk):
        send(actor=planner, now=now, accounts=[yohana.pk])
    assert send_waiting(agency) == 0
    assert mail.outbox == []


def test_muted_topic_is_not_told_and_read_marks_only_own(
    scope: Any, planner: Actor, now: datetime, yohana: Account
) -> None:
    me = Actor(scope.pk, yohana.pk, "Yohana", roles=(Held("asn"),))
    send(actor=planner, now=now, accounts=[yohana.pk, yohana.pk])
    assert queries.unread_count(me) == 1
    notice = queries.newest(me)[0]
    stranger = Actor(scope.pk, yohana.pk + 1, "Lain", roles=(Held("asn"),))
    assert services.mark_read(actor=stranger, now=now, notices=[notice.pk]) == 0
    assert services.mark_read(actor=me, now=now, notices=[notice.pk]) == 1
    services.mute(actor=me, now=now, topic="class")
    assert queries.muted_topics(me) == ["class"]
    assert send(actor=planner, now=now, accounts=[yohana.pk]) == 0
    services.unmute(actor=me, now=now, topic="class")
    assert send(actor=planner, now=now, accounts=[yohana.pk]) == 1


def test_message_outside_holds_first_name_event_and_link_only() -> None:
    text = rules.message_text("Yohana", "kelas besok pukul 09.00 WIT.", "https://asah/k/1")
    assert text == "Halo Yohana, kelas besok pukul 09.00 WIT. https://asah/k/1"
    assert rules.message_link("0812-3456", text).startswith("https://wa.me/628123456?text=Halo%20Yohana")
