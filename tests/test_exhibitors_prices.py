"""What a booth costs: lines and total, currencies with 0, 2 and 3 decimals, and which discount counts."""

import datetime
import random
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from exhibitors import transitions
from exhibitors.models import BoothCategory, Currency, Discount, Registration
from exhibitors.models.money import decimals_of, rounded
from exhibitors.prices import price_of
from tests.makers import (
    make_booth,
    make_category,
    make_discount,
    make_edition,
    make_exhibition,
    make_exhibitor,
    make_registration,
)

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)


def registered(*, price="500", currency="OMR", exhibitor=None, **fields):
    """A registration that holds a booth at this price."""
    exhibition = make_exhibition(currency=currency, **fields)
    category = make_category(exhibition=exhibition, price=price and Decimal(price), name_en="Corner")
    booth = make_booth(exhibition=exhibition, category=category)
    registration = make_registration(booth=booth, exhibitor=exhibitor)
    return Registration.objects.select_related("exhibition__edition", "exhibitor").get(pk=registration.pk)


def total_of(registration, **fields):
    return price_of(registration, **fields).total


@pytest.mark.parametrize(
    ("currency", "decimals"),
    [("KWD", 3), ("BHD", 3), ("OMR", 3), ("JOD", 3), ("TND", 3), ("LYD", 3), ("IQD", 3), ("DJF", 0), ("KMF", 0)],
)
def test_currencies_that_have_not_two_decimals(currency, decimals):
    assert decimals_of(currency) == decimals


def test_all_other_currencies_have_two_decimals():
    others = set(Currency.values) - {"KWD", "BHD", "OMR", "JOD", "TND", "LYD", "IQD", "DJF", "KMF"}

    assert {decimals_of(currency) for currency in others} == {2}


def test_half_of_the_smallest_unit_counts_as_one():
    assert rounded(Decimal("0.0005"), "KWD") == Decimal("0.001")
    assert rounded(Decimal("0.005"), "MAD") == Decimal("0.01")
    assert rounded(Decimal("0.5"), "DJF") == Decimal(1)
    assert rounded(Decimal("2.5"), "KMF") == Decimal(3)


def test_price_has_a_line_for_the_booth():
    registration = registered(price="500.125")

    [line] = price_of(registration).lines
    assert line.booth == registration.claims.get().booth.code
    assert line.texts["en"] == "Corner"
    assert line.amount == Decimal("500.125")


def test_each_booth_has_a_line():
    registration = registered(price="500")
    other = make_booth(exhibition=registration.exhibition, category=registration.exhibition.categories.get())
    registration.claims.create(booth=other, slot=2)

    assert [line.amount for line in price_of(registration).lines] == [500, 500]
    assert total_of(registration) == 1000


def test_booth_that_is_not_for_sale_has_no_price():
    registration = registered(price=None)
    make_discount(exhibition=registration.exhibition)

    assert price_of(registration).lines == []


def test_discount_is_a_line_with_its_percentage():
    registration = registered(price="500")
    make_discount(exhibition=registration.exhibition, percent=Decimal("12.50"), name_en="Early")

    line = price_of(registration).lines[-1]
    assert (line.amount, line.percent, line.texts["en"]) == (Decimal("-62.5"), "12.5", "Early")


def test_percentage_is_rounded_half_up_in_the_currency():
    registration = registered(price="333", currency="DJF")
    make_discount(exhibition=registration.exhibition, percent=50)

    assert [line.amount for line in price_of(registration).lines] == [333, -167]


def test_amount_is_never_more_than_the_price():
    registration = registered(price="40")
    make_discount(exhibition=registration.exhibition, amount=100)

    assert total_of(registration) == 0


def test_of_several_discounts_the_best_counts_alone():
    registration = registered(price="500")
    for fields in ({"percent": 10}, {"amount": 70}, {"percent": 13}):
        make_discount(exhibition=registration.exhibition, **fields)

    assert [line.amount for line in price_of(registration).lines] == [500, -70]


def test_of_two_that_save_the_same_the_first_counts():
    registration = registered(price="500")
    first = make_discount(exhibition=registration.exhibition, amount=50, name_ar="الأول")
    make_discount(exhibition=registration.exhibition, percent=10)

    assert price_of(registration).lines[-1].texts["ar"] == first.name_ar


def test_early_discount_ends_after_its_last_day_by_the_hosts_clock():
    edition = make_edition(time_zone="Asia/Muscat")
    registration = registered(price="500", edition=edition)
    make_discount(exhibition=registration.exhibition, until=datetime.date(2027, 3, 1))

    # 19:59 UTC is 23:59 in Muscat
    assert total_of(registration, now=datetime.datetime(2027, 3, 1, 19, 59, tzinfo=datetime.UTC)) == 450
    assert total_of(registration, now=datetime.datetime(2027, 3, 1, 20, 0, tzinfo=datetime.UTC)) == 500


def test_company_that_sent_in_time_keeps_the_early_discount_through_a_correction():
    now = timezone.now()
    registration = registered(price="500")
    make_discount(exhibition=registration.exhibition, until=now.date() + DAY)
    version = registration.exhibition.terms_version
    transitions.move(registration, "submit", now=now, terms_version=version)
    transitions.move(registration, "return", reason="سبب", now=now)
    transitions.move(registration, "submit", now=now + 9 * DAY, terms_version=version)

    assert total_of(Registration.objects.get(pk=registration.pk), now=now + 20 * DAY) == 450


def test_returning_company_has_its_discount_and_a_new_one_has_not():
    company = make_exhibitor()
    earlier = make_exhibition(
        edition=make_edition(starts_on=datetime.date(2008, 1, 1), ends_on=datetime.date(2008, 1, 2))
    )
    make_registration(exhibition=earlier, exhibitor=company, state="approved")
    returning, new = registered(exhibitor=company), registered()
    for registration in (returning, new):
        make_discount(exhibition=registration.exhibition, who="returning")

    assert (total_of(returning), total_of(new)) == (450, 500)


def test_company_that_was_rejected_earlier_does_not_return():
    company = make_exhibitor()
    earlier = make_exhibition(
        edition=make_edition(starts_on=datetime.date(2008, 1, 1), ends_on=datetime.date(2008, 1, 2))
    )
    make_registration(exhibition=earlier, exhibitor=company, state="rejected")
    registration = registered(exhibitor=company)
    make_discount(exhibition=registration.exhibition, who="returning")

    assert total_of(registration) == 500


def test_discount_of_a_country_is_for_its_companies():
    omani, other = (
        registered(exhibitor=make_exhibitor(country="OM")),
        registered(exhibitor=make_exhibitor(country="EG")),
    )
    for registration in (omani, other):
        make_discount(exhibition=registration.exhibition, who="country", country="OM")

    assert (total_of(omani), total_of(other)) == (450, 500)


def test_discount_that_was_granted_is_for_one_registration():
    registration = registered()
    other = make_registration(booth=make_booth(exhibition=registration.exhibition))
    make_discount(exhibition=registration.exhibition, who="granted", registration=registration)

    assert (total_of(registration), total_of(other)) == (450, 500)


@pytest.mark.parametrize(
    "fields",
    [
        {"percent": 10, "amount": 5},
        {"percent": None},
        {"percent": -1},
        {"percent": Decimal("100.01")},
        {"amount": -1},
        {"until": None},
        {"who": "country"},
        {"country": "OM"},
        {"who": "granted"},
        {"who": "friends"},
    ],
)
def test_database_refuses_a_discount_that_makes_no_sense(fields):
    exhibition = make_exhibition()
    values = {"percent": None if "amount" in fields else 10, "who": "everybody", "until": datetime.date(2100, 1, 1)}

    with pytest.raises(IntegrityError), transaction.atomic():
        Discount.objects.create(exhibition=exhibition, name_ar="خصم", **values | fields)


def test_price_finer_than_the_currency_is_refused_in_the_admin():
    for currency, price, is_good in [("MAD", "10.555", False), ("KWD", "10.555", True), ("DJF", "10.5", False)]:
        exhibition = make_exhibition(currency=currency)
        category = BoothCategory(exhibition=exhibition, code="a", name_ar="فئة", price=Decimal(price))
        if is_good:
            category.full_clean()
        else:
            with pytest.raises(ValidationError) as caught:
                category.full_clean()
            assert "price" in caught.value.message_dict


def test_any_prices_and_discounts_make_a_total_that_adds_up():
    """300 random prices, with a fixed seed: whatever comes, the lines add up and nothing is below zero."""
    dice = random.Random(7)  # the same each time
    registration = registered()
    category = registration.exhibition.categories.get()
    for _round in range(300):
        currency = dice.choice(Currency.values)
        registration.exhibition.currency = currency
        category.price = Decimal(dice.randrange(10**9)) / 1000
        category.save()
        Discount.objects.all().delete()
        for _discount in range(dice.randrange(4)):
            if dice.random() < 0.5:
                fields = {"percent": Decimal(dice.randrange(10001)) / 100}
            else:
                fields = {"amount": Decimal(dice.randrange(10**9)) / 1000}
            make_discount(exhibition=registration.exhibition, **fields)

        price = price_of(registration)

        full = rounded(category.price, currency)
        assert all(isinstance(line.amount, Decimal) for line in price.lines)
        assert all(line.amount == rounded(line.amount, currency) for line in price.lines)
        assert price.total == sum(line.amount for line in price.lines)
        assert 0 <= price.total <= full
        savings = [discount.saving(full, currency) for discount in Discount.objects.all()]
        assert price.total == full - max(savings, default=0)


def test_price_costs_the_same_with_many_discounts():
    registration = registered()
    make_discount(exhibition=registration.exhibition, who="returning")
    with CaptureQueriesContext(connection) as one:
        price_of(registration)
    for _number in range(9):
        make_discount(exhibition=registration.exhibition, who="returning")
    with CaptureQueriesContext(connection) as many:
        price_of(registration)

    assert len(many) == len(one) <= 4
