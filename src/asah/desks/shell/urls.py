"""Sign in and out, home, search, bell, jobs, profile."""

from allauth.account import views as account
from django.urls import path

from asah.desks.shell import views

urlpatterns = [
    path("", views.home, name="home"),
    path("masuk/", account.login, name="account_login"),
    path("keluar/", account.logout, name="account_logout"),
    path("masuk/nonaktif/", account.account_inactive, name="account_inactive"),
    path("aktivasi/", views.activate, name="activate"),
    path("peran/", views.switch, name="switch"),
    path("cari/", views.search, name="search"),
    path("kabar/", views.notices, name="notices"),
    path("pekerjaan/", views.jobs, name="jobs"),
    path("pekerjaan/<uuid:uid>/", views.job, name="job"),
    path("profil/", views.profile, name="profile"),
    path("bantuan/", views.help_page, name="help"),
]
