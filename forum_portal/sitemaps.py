"""What search engines are told of: the series, in three languages. The demonstration is not part of it."""

from django.contrib.sitemaps import Sitemap
from django.urls import reverse

from editions.models import Edition, Topic
from papers.models import Paper, Session, Speaker


class InThreeLanguages(Sitemap):
    i18n = True
    alternates = True
    x_default = True


class Pages(InThreeLanguages):
    def items(self):
        pages = ["home", "editions:list", "editions:recommendations", "editions:announcements"]
        pages += ["editions:about", "editions:contact", "editions:privacy"]
        return [*pages, "papers:speakers", "papers:topics", "countries", "figures"]

    def location(self, name):
        return reverse(name)


class Editions(InThreeLanguages):
    def items(self):
        return Edition.objects.in_series()


class Papers(InThreeLanguages):
    def items(self):
        return Paper.objects.in_series()


class Sessions(InThreeLanguages):
    def items(self):
        return Session.objects.in_series().exclude(kind=Session.Kind.BREAK)


class Speakers(InThreeLanguages):
    def items(self):
        return Speaker.objects.in_series()


class Topics(InThreeLanguages):
    def items(self):
        return Topic.objects.all()


SITEMAPS = {
    "pages": Pages,
    "editions": Editions,
    "sessions": Sessions,
    "papers": Papers,
    "speakers": Speakers,
    "topics": Topics,
}
