from django.urls import path

from papers import calendars, citations, views

app_name = "papers"
urlpatterns = [
    path("editions/<slug:slug>/programme/", views.programme, name="programme"),
    path("editions/<slug:slug>/programme.ics", calendars.programme_ics, name="programme_ics"),
    path("editions/<slug:slug>/papers/", views.edition_papers, name="edition_papers"),
    path("papers/<slug:code>/", views.paper_detail, name="paper"),
    path("papers/<slug:code>.bib", citations.bibtex, name="paper_bib"),
    path("papers/<slug:code>.ris", citations.ris, name="paper_ris"),
    path("papers/<slug:code>.json", citations.csl_json, name="paper_json"),
    path("speakers/", views.speaker_list, name="speakers"),
    path("speakers/<slug:code>/", views.speaker_detail, name="speaker"),
    path("topics/", views.topic_list, name="topics"),
    path("topics/<slug:code>/", views.topic_detail, name="topic"),
]
