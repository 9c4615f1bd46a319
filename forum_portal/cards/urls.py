from django.urls import path

from . import views

urlpatterns = [
    path("cards/series.png", views.series, name="card_series"),
    path("cards/edition/<slug:slug>.png", views.edition, name="card_edition"),
    path("cards/paper/<slug:code>.png", views.paper, name="card_paper"),
    path("cards/speaker/<slug:code>.png", views.speaker, name="card_speaker"),
    path("cards/company/<slug:code>.png", views.company, name="card_company"),
]
