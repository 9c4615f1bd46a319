"""One kind of digit on the whole site, in Arabic; machine values stay as they are."""

import re
from html.parser import HTMLParser

import pytest

from forum_portal.arabic.digits import EASTERN, LATIN, html_in_one_kind, in_one_kind
from forum_portal.cards.content import look
from forum_portal.mail import compose
from tests.makers import make_card, make_edition, make_paper
from tests.search import indexed


@pytest.mark.parametrize(
    ("typed", "eastern"),
    [
        ("سنة 2010", "سنة ٢٠١٠"),
        ("14–15 مارس 2010", "١٤–١٥ مارس ٢٠١٠"),
        ("12.5% من 1,200", "١٢٫٥٪ من ١٬٢٠٠"),
        ("الصناعة 4.0", "الصناعة ٤٫٠"),
        ("09:30", "٠٩:٣٠"),
        ("۲۰۱۰", "٢٠١٠"),
        ("Industry 4.0 في 2010", "Industry 4.0 في ٢٠١٠"),
        ("ISO-9001", "ISO-9001"),
        ("مقياس ISO 9001 لعام 2015", "مقياس ISO 9001 لعام ٢٠١٥"),
        ("a1@b2.org", "a1@b2.org"),
        ("https://example.org/10/", "https://example.org/10/"),
        ("2010-03-14", "2010-03-14"),
        ("+212 5 28 00 00 00", "+212 5 28 00 00 00"),
    ],
)
def test_a_text_is_shown_in_eastern_digits(typed, eastern):
    assert in_one_kind(typed, EASTERN) == eastern


@pytest.mark.parametrize(
    ("typed", "latin"),
    [("سنة ٢٠١٠", "سنة 2010"), ("١٢٫٥٪ من ١٬٢٠٠", "12.5% من 1,200"), ("۵", "5"), ("5٪", "5%"), ("نسبة ٪", "نسبة ٪")],
)
def test_a_text_is_shown_in_latin_digits(typed, latin):
    assert in_one_kind(typed, LATIN) == latin


@pytest.mark.parametrize("kind", [LATIN, EASTERN])
def test_nothing_that_is_run_typed_in_or_copied_is_touched(kind):
    html = (
        '<a href="/papers/3-07/?p=٢" data-n="2"><span class="code ltr">3-07 ٣</span></a><input value="12 ١٢">'
        "<textarea>1 ١</textarea><script>let a = 1 // ١\n</script><style>p { margin: 1px }</style><code>1 ١</code>"
        '<p lang="en">1998 ١</p><time datetime="2010-03-14"></time>&#39;&nbsp;<!-- 1 ١ --><path d="M1 2"/>'
    )

    assert html_in_one_kind(html, kind) == html


def test_what_is_read_out_is_shown_in_the_kind_of_the_site():
    html = (
        '<html lang="ar"><title>الدورة 5</title><meta name="description" content="سنة 2010"><img alt="قاعة 3">'
        '<bdi dir="rtl">10:00 – 11:00</bdi><p title="5">6 <b>7<br>8</b></p>'
    )

    assert html_in_one_kind(html, EASTERN) == (
        '<html lang="ar"><title>الدورة ٥</title><meta name="description" content="سنة ٢٠١٠"><img alt="قاعة ٣">'
        '<bdi dir="rtl">١٠:٠٠ – ١١:٠٠</bdi><p title="٥">٦ <b>٧<br>٨</b></p>'
    )


def test_what_follows_a_skipped_element_is_shown():
    assert html_in_one_kind('<b class="code">1 <b>2</b> 3</b> 4', EASTERN) == '<b class="code">1 <b>2</b> 3</b> ٤'


class Texts(HTMLParser):
    """The texts of a page that an Arabic reader reads, found by another way than the portal's own."""

    LEFT_OUT = ("script", "style", "textarea", "code")
    WITHOUT_END = ("br", "img", "input", "meta", "link", "hr", "path", "rect", "circle", "use", "wbr")

    def __init__(self, html):
        super().__init__()
        self.inside, self.found = [], []
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        if tag not in self.WITHOUT_END:
            values = dict(attributes)
            marked = {"code", "ltr"} & set((values.get("class") or "").split()) or values.get("lang", "ar") != "ar"
            self.inside.append((tag, tag in self.LEFT_OUT or bool(marked)))

    def handle_startendtag(self, tag, attributes):
        pass

    def handle_endtag(self, tag):
        while self.inside and self.inside.pop()[0] != tag:
            pass

    def handle_data(self, data):
        if not any(left_out for _tag, left_out in self.inside) and not re.search("[A-Za-z@+]", data):
            self.found.append(data)


@pytest.mark.django_db
class TestPages:
    @pytest.fixture(autouse=True)
    def archive(self):
        edition = make_edition(number=5, title_ar="الملتقى ٥ في 2010", country="DZ")
        make_paper(edition=edition, title_ar="ورقة عن 12 مصنعا و٣ مراكز", abstract_ar="نسبة 12.5%")
        indexed()

    ADDRESSES = ["/", "/editions/", "/editions/5/", "/papers/5-01/", "/figures/", "/search/?q=ورقة", "/nothing/"]

    @pytest.mark.parametrize("address", ADDRESSES)
    def test_latin_digits_are_shown_alone(self, client, address):
        text = " ".join(Texts(client.get(address).content.decode()).found)

        assert not re.search("[٠-٩]", text)

    @pytest.mark.parametrize("address", ADDRESSES)
    def test_eastern_digits_are_shown_alone(self, client, settings, address):
        settings.ARABIC_DIGITS = EASTERN
        answer = client.get(address)
        text = " ".join(Texts(answer.content.decode()).found)

        assert re.search("[٠-٩]", text)
        assert not re.search("[0-9]", text), re.findall(".{20}[0-9].{20}", text)
        assert int(answer.headers["Content-Length"]) == len(answer.content)

    @pytest.mark.parametrize("language", ["en", "fr"])
    def test_the_setting_is_for_arabic_alone(self, client, settings, language):
        settings.ARABIC_DIGITS = EASTERN

        assert "1998" in client.get(f"/{language}/").content.decode()

    def test_suggestions_are_shown_so_too(self, client, settings):
        settings.ARABIC_DIGITS = EASTERN
        [suggestion] = client.get("/search/suggest/", {"q": "ورقة"}).json()["suggestions"]

        assert suggestion["title"] == "ورقة عن ١٢ مصنعا و٣ مراكز"
        assert suggestion["url"] == "/papers/5-01/"

    def test_pages_in_the_kind_they_were_typed_in_are_left_alone(self, client, settings):
        before = client.get("/about/").content
        settings.ARABIC_DIGITS = LATIN

        assert client.get("/about/").content == before


def test_mails_are_written_so_too(settings):
    settings.ARABIC_DIGITS = EASTERN
    arabic = compose("الدورة 5", "سنة 2010، https://example.org/10", "ar", to=["a@example.org"])
    english = compose("Edition 5", "In 2010", "en", to=["a@example.org"])

    assert arabic.subject == "الدورة ٥"
    assert arabic.body == "سنة ٢٠١٠، https://example.org/10"
    assert "٢٠١٠" in arabic.alternatives[0].content
    assert english.body == "In 2010"


def test_cards_are_drawn_so_too(settings):
    settings.ARABIC_DIGITS = EASTERN
    card = make_card(title="سنة 2010", foot=("مسقط", "15 فبراير 2004"), name="3-07").in_digits_of_site()

    assert (card.title, card.foot, card.name) == ("سنة ٢٠١٠", ("مسقط", "١٥ فبراير ٢٠٠٤"), "3-07")
    assert make_card(title="In 2010", language="en").in_digits_of_site().title == "In 2010"


def test_cards_of_the_other_kind_are_other_cards(settings):
    look.cache_clear()
    latin = make_card().version
    look.cache_clear()
    settings.ARABIC_DIGITS = EASTERN

    assert make_card().version != latin
    look.cache_clear()
