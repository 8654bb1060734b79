"""Addresses of the catalogue."""

from django.urls import path

from asah.stages.catalogue.web import costs, drafts, office, readers

urlpatterns = [
    path("program/", readers.programmes, name="catalogue_list"),
    path("program/unduh/", readers.spreadsheet, name="catalogue_export"),
    path("program/katalog-awal/", office.adopt, name="catalogue_adopt"),
    path("program/baru/", office.add, name="catalogue_new"),
    path("program/rancangan/", drafts.listed, name="catalogue_drafts"),
    path("program/rancangan/terbitkan/", drafts.publish_all, name="catalogue_publish_all"),
    path("program/<slug:code>/", readers.programme, name="catalogue_programme"),
    path("program/<slug:code>/beda/<int:old>/<int:new>/", readers.difference, name="catalogue_difference"),
    path("program/<slug:code>/biaya/", costs.of_class, name="catalogue_cost"),
    path("program/<slug:code>/ubah/", office.edit, name="catalogue_edit"),
    path("program/<slug:code>/terbitkan/", drafts.publish, name="catalogue_publish"),
    path("program/<slug:code>/urungkan/", drafts.undo, name="catalogue_undo"),
    path("program/<slug:code>/buang/", drafts.discard, name="catalogue_discard"),
    path("program/<slug:code>/versi/<int:number>/kembalikan/", drafts.restore, name="catalogue_restore"),
    path("program/<slug:code>/arsipkan/", office.archive, name="catalogue_archive"),
]
