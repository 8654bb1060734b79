"""Pages of the administrator."""

from django.urls import path

from asah.desks.admin import views

urlpatterns = [path("pengaturan/", views.setup_home, name="setup_home")]
