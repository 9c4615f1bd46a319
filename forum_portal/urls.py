from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.contrib.sitemaps.views import sitemap
from django.urls import include, path

from forum_portal import badges, views
from forum_portal.book.views import edition_book
from forum_portal.invoices import views as invoices
from forum_portal.offline import views as offline
from forum_portal.search import views as search
from forum_portal.sitemaps import SITEMAPS
from forum_portal.views import corrections, personal

handler400 = views.bad_request
handler403 = views.permission_denied
handler404 = views.page_not_found
handler500 = views.server_error

# The same in every language
urlpatterns = [
    path("livez", views.livez, name="livez"),
    path("readyz", views.readyz, name="readyz"),
    path("favicon.ico", views.favicon, name="favicon"),
    path("sw.js", offline.service_worker, name="service_worker"),
    path("robots.txt", views.robots, name="robots"),
    path("sitemap.xml", sitemap, {"sitemaps": SITEMAPS}, name="sitemap"),
    # Public uploads. A proxy may serve them itself; the portal does not depend on one.
    path("media/<path:path>", views.media, name="media"),
]

# / in Arabic, /en/ and /fr/
urlpatterns += i18n_patterns(
    path("", views.home, name="home"),
    path("editions/<slug:slug>/", views.edition_detail, name="edition"),
    path("editions/<slug:slug>/book.pdf", edition_book, name="edition_book"),
    path("exhibit/registrations/<uuid:public_id>/badges.pdf", badges.badges_pdf, name="badges_pdf"),
    path("exhibit/<slug:slug>/badges.pdf", badges.exhibition_badges_pdf, name="exhibition_badges_pdf"),
    path("figures/", views.figures, name="figures"),
    path("countries/", views.country_list, name="countries"),
    path("countries/<slug:code>/", views.country_detail, name="country"),
    path("search/", search.search, name="search"),
    path("search/suggest/", search.suggest, name="search_suggest"),
    path("components/", views.components, name="components"),
    path("correct/", corrections.correct, name="correct"),
    path("correct/thanks/", corrections.corrected, name="corrected"),
    path("", include("editions.urls")),
    path("", include("papers.urls")),
    path("", include("exhibitors.urls")),
    path("exhibit/invoices/<slug:number>/", invoices.invoice, name="invoice"),
    path("exhibit/invoices/<slug:number>.pdf", invoices.invoice_pdf, name="invoice_pdf"),
    path("", include("forum_portal.cards.urls")),
    path("", include("forum_portal.offline.urls")),
    path("exhibit/account/data/", personal.account_data, name="account_data"),
    path("exhibit/account/erase/", personal.account_erase, name="account_erase"),
    path("exhibit/account/erased/", personal.account_erased, name="account_erased"),
    path("accounts/", include("forum_portal.account_urls")),
    path("admin/", admin.site.urls),
    prefix_default_language=False,
)
