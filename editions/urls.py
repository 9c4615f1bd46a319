from django.urls import path

from editions import views

app_name = "editions"
urlpatterns = [
    path("editions/", views.edition_list, name="list"),
    path("recommendations/", views.recommendation_list, name="recommendations"),
]
