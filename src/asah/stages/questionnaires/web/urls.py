"""Addresses of questionnaires."""

from django.urls import path

from asah.stages.questionnaires.web import instruments, learner, office, opening, superior

_ONE = "survei/<uuid:uid>/"
_FORM = "survei/kuesioner/<uuid:uid>/"

urlpatterns = [
    path("survei/", office.listed, name="survey_list"),
    path("survei/baru/", opening.new, name="survey_new"),
    path("survei/saya/", learner.mine, name="survey_mine"),
    path(_ONE, office.detail, name="survey_detail"),
    path(_ONE + "hasil/", office.results, name="survey_results"),
    path(_ONE + "buka/", opening.check_and_open, name="survey_open"),
    path(_ONE + "ingatkan/", opening.remind, name="survey_remind"),
    path(_ONE + "perpanjang/", opening.extend, name="survey_extend"),
    path(_ONE + "tutup/", opening.close, name="survey_close"),
    path(_ONE + "tarik/", opening.withdraw, name="survey_withdraw"),
    path(_ONE + "unduh/", opening.export, name="survey_export"),
    path(_ONE + "isi/", learner.answer, name="survey_answer"),
    path(_ONE + "bekal/", learner.pack, name="survey_pack"),
    path(_ONE + "cermin/", learner.mirror, name="survey_mirror"),
    path(_ONE + "pilih/", learner.settle, name="survey_settle"),
    path(_ONE + "tim/", superior.team, name="survey_team"),
    path("survei/kuesioner/", instruments.listed, name="instrument_list"),
    path(_FORM, instruments.edit, name="instrument_edit"),
    path(_FORM + "pratinjau/", instruments.preview, name="instrument_preview"),
    path(_FORM + "terbitkan/", instruments.publish, name="instrument_publish"),
]
