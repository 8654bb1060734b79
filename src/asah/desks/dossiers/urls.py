"""Addresses of the dossiers; uuids only, never a NIP."""

from django.urls import path

from asah.desks.dossiers import views

urlpatterns = [
    path("pegawai/<uuid:uid>/", views.person_dossier, name="person_dossier"),
    path("unit/<uuid:uid>/", views.unit_dossier, name="unit_dossier"),
    path("program/<slug:code>/perjalanan/", views.programme_dossier, name="programme_dossier"),
    path("mitra/<uuid:uid>/", views.partner_dossier, name="partner_dossier"),
]
