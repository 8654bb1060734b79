"""Addresses of completed development."""

from django.urls import path

from asah.stages.records.web import learner, office

urlpatterns = [
    path("riwayat/", learner.mine, name="records_mine"),
    path("riwayat/pegawai/<uuid:uid>/", office.person, name="records_person"),
    path("riwayat/pegawai/<uuid:uid>/tambah/", office.add, name="record_add"),
    path("riwayat/tarik/<uuid:record>/", office.withdraw, name="record_withdraw"),
    path("jp/", office.overview, name="jp_overview"),
    path("jp/ekspor/", office.export, name="jp_export"),
    path("jp/belum-cukup/", office.below, name="jp_below"),
]
