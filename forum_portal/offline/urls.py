from django.urls import path

from . import views

urlpatterns = [
    path("manifest.webmanifest", views.manifest, name="manifest"),
    path("offline/", views.offline, name="offline"),
    path("offline.json", views.keep_near, name="offline_near"),
    path("editions/<slug:slug>/offline.json", views.keep_edition, name="offline_edition"),
]
