from django.urls import path

from editions import views

app_name = "editions"
urlpatterns = [
    path("editions/", views.edition_list, name="list"),
    path("editions/<slug:slug>/visit/", views.visit, name="visit"),
    path("announcements/", views.announcement_list, name="announcements"),
    path("announcements/<slug:slug>/", views.announcement_detail, name="announcement"),
    path("about/", views.page, {"code": "about"}, name="about"),
    path("contact/", views.page, {"code": "contact"}, name="contact"),
    path("privacy/", views.page, {"code": "privacy"}, name="privacy"),
    path("recommendations/", views.recommendation_list, name="recommendations"),
]
