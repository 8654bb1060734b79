"""Addresses of the wizard; a batch is named by its uuid."""

from django.urls import path

from asah.foundation.imports.web import applying, repairing, starting

urlpatterns = [
    path("impor/", starting.import_list, name="import_list"),
    path("impor/baru/<slug:code>/", starting.import_new, name="import_new"),
    path("impor/templat/<slug:code>/", starting.import_template, name="import_template"),
    path("impor/<uuid:uid>/", starting.import_show, name="import_show"),
    path("impor/<uuid:uid>/kolom/", starting.import_columns, name="import_columns"),
    path("impor/<uuid:uid>/periksa/", repairing.import_check, name="import_check"),
    path("impor/<uuid:uid>/perbaiki/", repairing.import_repair, name="import_repair"),
    path("impor/<uuid:uid>/perbaiki/berkas/", repairing.import_problems, name="import_problems"),
    path("impor/<uuid:uid>/tinjau/", applying.import_review, name="import_review"),
    path("impor/<uuid:uid>/hasil/", applying.import_result, name="import_result"),
    path("impor/<uuid:uid>/urungkan/", applying.import_undo, name="import_undo"),
    path("impor/<uuid:uid>/batal/", applying.import_cancel, name="import_cancel"),
]
