from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.contrib.sitemaps.views import sitemap
from django.urls import include, path

from forum_portal import views
from forum_portal.search import views as search
from forum_portal.sitemaps import SITEMAPS
from forum_portal.views import corrections

handler400 = views.bad_request
handler403 = views.permission_denied
handler404 = views.page_not_found
handler500 = views.server_error

# The same in every language
urlpatterns = [
    path("livez", views.livez, name="livez"),
    path("readyz", views.readyz, name="readyz"),
    path("favicon.ico", views.favicon, name="favicon"),
    path("robots.txt", views.robots, name="robots"),
    path("sitemap.xml", sitemap, {"sitemaps": SITEMAPS}, name="sitemap"),
    # Public uploads. A proxy may serve them itself; the portal does not depend on one.
    path("media/<path:path>", views.media, name="media"),
]

# / in Arabic, /en/ and /fr/
urlpatterns += i18n_patterns(
    path("", views.home, name="home"),
    path("editions/<slug:slug>/", views.edition_detail, name="edition"),
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
    path("", include("forum_portal.cards.urls")),
    path("accounts/", include("forum_portal.account_urls")),
    path("admin/", admin.site.urls),
    prefix_default_language=False,
)
