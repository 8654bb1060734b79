"""Pages of the administrator."""

from django.urls import path

from asah.desks.admin import views

urlpatterns = [
    path("pengaturan/", views.setup_home, name="setup_home"),
    path("pengaturan/muat-contoh/", views.sample_load, name="sample_load"),
    path("pengaturan/hapus-contoh/", views.sample_remove, name="sample_remove"),
]
