"""The pages of partners as an officer uses them."""

from typing import Any

from django.urls import reverse

from asah.foundation.access.scope import agency_scope
from asah.stages.partners.models import Agreement, Instructor, Partner
from tests.desks.conftest import town

__all__ = ["town"]

PARTNER = {"code": "UNIPA", "name": "Universitas Papua", "kind": "universitas", "fields_of": "Manajemen\nHukum"}
PKS = {
    "kind": "pks", "number": "12/PKS/2026", "subject": "Pelatihan", "signed_on": "01/02/2026",
    "starts_on": "01/01/2026", "ends_on": "31/12/2026",
}  # fmt: skip


def test_from_a_new_partner_to_an_ended_agreement(town: Any) -> None:
    maria = town.client("maria", "Maria", "planner")
    dossier = maria.post(reverse("partner_new"), PARTNER, follow=True)
    assert "Belum ada perjanjian kerja sama yang berlaku" in dossier.content.decode()
    with agency_scope(town.agency.pk):
        uid = Partner.objects.get().uid
    wrong = maria.post(reverse("agreement_new", args=[uid]), PKS | {"ends_on": "31/12/2025"})
    assert wrong.status_code == 422
    assert "mendahului tanggal mulai berlaku" in wrong.content.decode()
    listed = maria.post(reverse("agreement_new", args=[uid]), PKS, follow=True).content.decode()
    assert "12/PKS/2026" in listed
    with agency_scope(town.agency.pk):
        agreement = Agreement.objects.get().uid
    ended = {"ended_on": "30/06/2026", "reason": "Mitra mundur"}
    text = maria.post(reverse("agreement_end", args=[agreement]), ended, follow=True).content.decode()
    assert "Diakhiri" in text
    assert "Mitra mundur" in text


def test_instructors_come_change_and_go(town: Any) -> None:
    maria = town.client("maria", "Maria", "planner")
    maria.post(reverse("partner_new"), PARTNER)
    with agency_scope(town.agency.pk):
        uid = Partner.objects.get().uid
    who = {"name": "Dr. Contoh, M.Si.", "fields_of": "Manajemen", "rate_rupiah": "300.000", "rate_per": "ojp"}
    text = maria.post(reverse("instructor_new", args=[uid]), who, follow=True).content.decode()
    assert "300.000" in text
    with agency_scope(town.agency.pk):
        teacher = Instructor.objects.get()
    changed = who | {"rate_rupiah": "250000", "version": teacher.version}
    assert (
        "250.000" in maria.post(reverse("instructor_edit", args=[teacher.uid]), changed, follow=True).content.decode()
    )
    stale = maria.post(reverse("instructor_edit", args=[teacher.uid]), who | {"version": 1})
    assert stale.status_code == 422
    maria.post(reverse("instructor_archive", args=[teacher.uid]))
    maria.post(reverse("partner_archive", args=[uid]))
    with agency_scope(town.agency.pk):
        assert Instructor.objects.get().archived_at is not None
        assert Partner.objects.get().archived_at is not None


def test_a_conflict_shows_both_values_and_keeps_what_was_typed(town: Any) -> None:
    maria = town.client("maria", "Maria", "planner")
    maria.post(reverse("partner_new"), PARTNER)
    with agency_scope(town.agency.pk):
        uid = Partner.objects.get().uid
    url = reverse("partner_edit", args=[uid])
    assert maria.post(url, PARTNER | {"city": "Sorong", "version": 1}).status_code == 302
    answer = maria.post(url, PARTNER | {"city": "Manokwari", "version": 1})
    text = answer.content.decode()
    assert answer.status_code == 409
    assert "<td>Sorong</td><td>Manokwari</td>" in text
    assert maria.post(url, PARTNER | {"city": "Manokwari", "version": 2}).status_code == 302
