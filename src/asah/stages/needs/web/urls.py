"""Addresses of needs."""

from django.urls import path

from asah.stages.needs.web import importance, interviews, office, people, proposals, reports, studies

_TALK = "kebutuhan/wawancara/<uuid:interview>/"
_ASK = "kebutuhan/usulan/<uuid:proposal>/"

urlpatterns = [
    path("kebutuhan/", office.home, name="needs_home"),
    path("kebutuhan/hitung/", office.refresh, name="needs_refresh"),
    path("kebutuhan/daftar/", office.ranked, name="needs_list"),
    path("kebutuhan/saya/", people.mine, name="needs_mine"),
    path("kebutuhan/pegawai/<uuid:uid>/", people.person, name="needs_person"),
    path("kebutuhan/usulan/", proposals.listed, name="needs_proposals"),
    path("kebutuhan/usulan/baru/<uuid:uid>/", proposals.new, name="needs_propose"),
    path(_ASK, proposals.shown, name="needs_proposal"),
    path(_ASK + "putuskan/", proposals.decide, name="needs_proposal_decide"),
    path(_ASK + "tarik/", proposals.take_back, name="needs_proposal_withdraw"),
    path("kebutuhan/wawancara/", interviews.listed, name="needs_interviews"),
    path("kebutuhan/wawancara/baru/", interviews.new, name="needs_interview_new"),
    path(_TALK, interviews.shown, name="needs_interview"),
    path(_TALK + "simpan/", interviews.save, name="needs_interview_save"),
    path(_TALK + "kutipan/", interviews.quote, name="needs_interview_quote"),
    path(_TALK + "selesai/", interviews.finish, name="needs_interview_finish"),
    path("kebutuhan/kepentingan-layanan/", importance.table, name="needs_importance"),
    path("kebutuhan/kepentingan-layanan/contoh/", importance.adopt, name="needs_importance_adopt"),
    path("kebutuhan/tugas-belajar/", studies.listed, name="needs_studies"),
    path("kebutuhan/tugas-belajar/<uuid:study>/akhiri/", studies.end, name="needs_study_end"),
    path("kebutuhan/akpk/", reports.listed, name="needs_reports"),
    path("kebutuhan/akpk/<uuid:report>/", reports.shown, name="needs_report"),
    path("kebutuhan/akpk/<uuid:report>/berkas/<slug:what>/<slug:form>/", reports.make_file, name="needs_report_file"),
]
