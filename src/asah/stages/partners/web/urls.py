"""Addresses of partners; a partner's own page is its dossier among the desks."""

from django.urls import path

from asah.stages.partners.web import agreements, instructors, office

urlpatterns = [
    path("mitra/", office.partners, name="partner_list"),
    path("mitra/baru/", office.add, name="partner_new"),
    path("mitra/<uuid:uid>/ubah/", office.edit, name="partner_edit"),
    path("mitra/<uuid:uid>/arsipkan/", office.archive, name="partner_archive"),
    path("mitra/<uuid:uid>/perjanjian/baru/", agreements.sign, name="agreement_new"),
    path("mitra/perjanjian/<uuid:uid>/akhiri/", agreements.end, name="agreement_end"),
    path("mitra/<uuid:uid>/pengajar/baru/", instructors.add, name="instructor_new"),
    path("mitra/pengajar/<uuid:uid>/ubah/", instructors.edit, name="instructor_edit"),
    path("mitra/pengajar/<uuid:uid>/arsipkan/", instructors.archive, name="instructor_archive"),
]
