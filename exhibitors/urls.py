from django.urls import path

from exhibitors.views import desk, public

app_name = "exhibitors"
urlpatterns = [
    path("editions/<slug:slug>/exhibition/", public.exhibition_detail, name="exhibition"),
    path("exhibitors/", public.exhibitor_list, name="exhibitor_list"),
    path("exhibitors/<slug:code>/", public.exhibitor_detail, name="exhibitor"),
    # The exhibitors' desk: signed in, and never kept by a cache
    path("exhibit/", desk.home, name="desk"),
    path("exhibit/company/new/", desk.company_new, name="company_new"),
    path("exhibit/company/<slug:code>/", desk.company_edit, name="company_edit"),
    path("exhibit/<slug:slug>/start/", desk.start, name="start"),
    path("exhibit/registrations/<uuid:public_id>/", desk.registration_detail, name="registration"),
    path("exhibit/registrations/<uuid:public_id>/booths/", desk.booths, name="booths"),
    path("exhibit/registrations/<uuid:public_id>/release/", desk.release, name="release"),
    path("exhibit/registrations/<uuid:public_id>/submit/", desk.submit, name="submit"),
    path("exhibit/registrations/<uuid:public_id>/withdraw/", desk.withdraw, name="withdraw"),
]
