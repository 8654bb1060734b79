"""Addresses of people and units; dossiers stand at the uuid itself, in desks."""

from django.urls import path

from asah.stages.people.web import admin, office

urlpatterns = [
    path("pegawai/", office.people_list, name="people_list"),
    path("pegawai/<uuid:uid>/kontak/", office.person_contact, name="person_contact"),
    path("pegawai/<uuid:uid>/selesai/", office.person_close, name="person_close"),
    path("pegawai/<uuid:uid>/hapus/", admin.person_erase, name="person_erase"),
    path("unit/", office.unit_tree, name="unit_tree"),
    path("unit/baru/", office.unit_new, name="unit_new"),
    path("unit/<uuid:uid>/ubah/", office.unit_edit, name="unit_edit"),
    path("pengaturan/atasan/", office.superiors, name="superiors"),
    path("pengaturan/mantan-pegawai/", admin.former, name="people_former"),
    path("pengaturan/peran/", admin.grants, name="grants"),
]
