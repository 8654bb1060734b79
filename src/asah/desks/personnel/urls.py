"""Pages of the personnel officer."""

from django.urls import path

from asah.desks.personnel import views

urlpatterns = [path("aktivasi/lembar/", views.activation_sheets, name="activation_sheets")]
