"""Addresses of the budget."""

from django.urls import path

from asah.stages.budget.web import office, spending

urlpatterns = [
    path("anggaran/", office.overview, name="budget_overview"),
    path("anggaran/baru/", office.add, name="budget_add"),
    path("anggaran/standar-biaya/", office.standards, name="budget_standards"),
    path("anggaran/standar-biaya/contoh/", office.adopt, name="budget_adopt"),
    path("anggaran/standar-biaya/<slug:code>/", office.standard, name="budget_standard"),
    path("anggaran/unduh/", spending.spreadsheet, name="budget_export"),
    path("anggaran/<uuid:fund>/", spending.fund, name="budget_fund"),
    path("anggaran/<uuid:fund>/ubah/", office.edit, name="budget_edit"),
    path("anggaran/<uuid:fund>/revisi/", spending.revise, name="budget_revise"),
]
