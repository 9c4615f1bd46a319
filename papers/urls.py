from django.urls import path

from papers import changes, mine, paper_page, people, screens, sessions, views
from papers.calendars import views as calendars
from papers.citations import files

app_name = "papers"
urlpatterns = [
    path("editions/<slug:slug>/programme/", views.programme, name="programme"),
    path("editions/<slug:slug>/programme.ics", calendars.programme_ics, name="programme_ics"),
    path("editions/<slug:slug>/programme/<str:day>.ics", calendars.day_ics, name="day_ics"),
    path("editions/<slug:slug>/mine.ics", calendars.mine_ics, name="mine_ics"),
    path("editions/<slug:slug>/changes/", changes.changes, name="changes"),
    path("editions/<slug:slug>/changes.atom", changes.feed, name="changes_feed"),
    path("programme.ics", calendars.series_ics, name="series_ics"),
    path("sessions/<int:pk>/", sessions.session_detail, name="session"),
    path("sessions/<int:pk>.ics", calendars.session_ics, name="session_ics"),
    path("rooms/<int:pk>.ics", calendars.room_ics, name="room_ics"),
    path("editions/<slug:slug>/papers/", views.edition_papers, name="edition_papers"),
    path("editions/<slug:slug>/mine/", mine.mine, name="mine"),
    path("editions/<slug:slug>/now.html", screens.now_part, name="now_part"),
    path("editions/<slug:slug>/now/", screens.lobby, name="now"),
    path("editions/<slug:slug>/screens/", screens.screen_list, name="screens"),
    path("rooms/<int:pk>/now/", screens.door, name="door"),
    path("papers/<slug:code>/", paper_page.paper_detail, name="paper"),
    path("papers/<slug:code>.bib", files.bibtex, name="paper_bib"),
    path("papers/<slug:code>.ris", files.ris, name="paper_ris"),
    path("papers/<slug:code>.json", files.csl_json, name="paper_json"),
    path("papers/<slug:code>.svg", paper_page.paper_qr, name="paper_qr"),
    path("speakers/", people.speaker_list, name="speakers"),
    # A code; or a name in any script, which leads to the code.
    path("speakers/<str:code>/", people.speaker_detail, name="speaker"),
    path("speakers/<slug:code>.ics", calendars.speaker_ics, name="speaker_ics"),
    path("topics/", views.topic_list, name="topics"),
    path("topics/<slug:code>/", views.topic_detail, name="topic"),
]
