"""Two pages that need no log-in: the gallery of components and what is shown without a connection."""

from django.urls import path

from asah.foundation.pages import views

urlpatterns = [
    path("gaya/", views.gallery, name="gallery"),
    path("tanpa-sinyal/", views.offline, name="offline"),
]
