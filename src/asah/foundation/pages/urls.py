"""What needs no log-in: the gallery of components, the page without a connection, the service worker."""

from django.urls import path

from asah.foundation.pages import views

urlpatterns = [
    path("gaya/", views.gallery, name="gallery"),
    path("tanpa-sinyal/", views.offline, name="offline"),
    path("sw.js", views.service_worker, name="service_worker"),
]
