from django.urls import include, path

from exhibitors.views import (
    badges,
    booths,
    company,
    desk,
    money,
    papers,
    pavilions,
    people,
    public,
    registrations,
    steps,
    waiting,
)

app_name = "exhibitors"
# exhibit/company/<slug:code>/
of_a_company = [
    path("", company.company_home, name="company"),
    path("profile/", company.company_edit, name="company_edit"),
    path("logo/", company.company_logo, name="company_logo"),
    path("sectors/", company.company_sectors, name="company_sectors"),
    path("products/", company.company_products, name="company_products"),
    path("products/new/", company.product_new, name="product_new"),
    path("products/<int:pk>/", company.product_edit, name="product_edit"),
    path("products/<int:pk>/delete/", company.product_delete, name="product_delete"),
    path("products/<int:pk>/up/", company.product_up, name="product_up"),
    path("links/", company.company_links, name="company_links"),
    path("contacts/", company.company_contacts, name="company_contacts"),
    path("contacts/new/", company.contact_new, name="contact_new"),
    path("contacts/<int:pk>/", company.contact_edit, name="contact_edit"),
    path("contacts/<int:pk>/delete/", company.contact_delete, name="contact_delete"),
    path("preview/", company.company_preview, name="company_preview"),
    path("people/", people.people_list, name="people"),
    path("people/leave/", people.leave, name="leave"),
    path("people/<int:user_id>/", people.member, name="member"),
    path("invitations/<int:pk>/", people.invitation_step, name="invitation_step"),
]
# exhibit/registrations/<uuid:public_id>/
of_a_registration = [
    path("", registrations.registration_detail, name="registration"),
    # Its steps
    path("booths/", booths.booths, name="booths"),
    path("contact/", steps.step, {"name": "contact"}, name="contact"),
    path("show/", steps.step, {"name": "show"}, name="show"),
    path("requirements/", steps.step, {"name": "requirements"}, name="requirements"),
    path("documents/", papers.document_list, name="documents"),
    path("documents/<int:number>/", papers.document, name="document"),
    path("documents/<int:number>/remove/", papers.document_remove, name="document_remove"),
    path("send/", registrations.send, name="send"),
    # What is done with it
    path("hold.json", booths.hold, name="hold"),
    path("release/", booths.release, name="release"),
    path("submit/", registrations.submit, name="submit"),
    path("withdraw/", registrations.withdraw, name="withdraw"),
    path("billing/", money.billing_address, name="billing_address"),
    path("pay/", money.pay, name="pay"),
    path("badges/", badges.badges, name="badges"),
    path("badges/sheet/", badges.sheet, name="badge_sheet"),
    path("badges/<slug:code>/", badges.badge_edit, name="badge_edit"),
    path("badges/<slug:code>/remove/", badges.badge_remove, name="badge_remove"),
    path("waiting/join/", waiting.join, name="waiting_join"),
    path("waiting/leave/", waiting.leave, name="waiting_leave"),
    path("waiting/accept/", waiting.accept, name="waiting_accept"),
    path("pavilion/", pavilions.ask, name="pavilion_ask"),
]
urlpatterns = [
    path("editions/<slug:slug>/exhibition/", public.exhibition_detail, name="exhibition"),
    path("editions/<slug:slug>/exhibition/stands.json", public.stands, name="stands"),
    path("exhibitors/", public.exhibitor_list, name="exhibitor_list"),
    path("exhibitors/<slug:code>/", public.exhibitor_detail, name="exhibitor"),
    # The exhibitors' desk: signed in, and never kept by a cache
    path("exhibit/", desk.home, name="desk"),
    path("exhibit/company/new/", desk.company_new, name="company_new"),
    path("exhibit/company/<slug:code>/", include(of_a_company)),
    path("exhibit/invitations/<slug:token>/", people.invitation, name="invitation"),
    path("exhibit/<slug:slug>/start/", registrations.start, name="start"),
    path("exhibit/registrations/<uuid:public_id>/", include(of_a_registration)),
    path("exhibit/payments/<uuid:public_id>/receipt/", money.receipt, name="receipt"),
    path("exhibit/badges/<slug:code>/", badges.badge_check, name="badge_check"),
    path("exhibit/<slug:slug>/badges/", badges.exhibition_sheet, name="exhibition_badges"),
    path("exhibit/pavilions/<int:pk>/", pavilions.pavilion_detail, name="pavilion"),
]
