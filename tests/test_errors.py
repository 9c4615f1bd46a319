"""Pages of error that are not about an address."""

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("language", ["ar", "en", "fr"])
def test_a_form_without_its_token_is_answered_with_a_next_step(language):
    client = Client(enforce_csrf_checks=True)
    prefix = "" if language == "ar" else f"/{language}"

    response = client.post(f"{prefix}/accounts/login/", {"login": "x@example.org", "password": "x"})

    assert response.status_code == 403
    assert f'<html lang="{language}"' in response.content.decode()
    assert f'href="{prefix}/"' in response.content.decode()
