"""Addresses of the catalogue."""

from django.urls import path

from asah.stages.catalogue.web import office, readers

urlpatterns = [
    path("program/", readers.programmes, name="catalogue_list"),
    path("program/unduh/", readers.spreadsheet, name="catalogue_export"),
    path("program/katalog-awal/", office.adopt, name="catalogue_adopt"),
    path("program/<slug:code>/", readers.programme, name="catalogue_programme"),
    path("program/<slug:code>/ubah/", office.edit, name="catalogue_edit"),
    path("program/<slug:code>/terbitkan/", office.publish, name="catalogue_publish"),
    path("program/<slug:code>/arsipkan/", office.archive, name="catalogue_archive"),
]
