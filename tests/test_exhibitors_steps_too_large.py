"""What is too large to be taken: refused before it is read, in the reader's language."""

import pytest

pytestmark = pytest.mark.django_db


class Unread:
    """A body that nobody may read."""

    def read(self, *args):
        raise AssertionError("the body was read")

    readline = read


@pytest.mark.parametrize("language", ["ar", "en", "fr"])
def test_a_file_of_200_mb_is_refused_before_it_is_read(client, language):
    prefix = "" if language == "ar" else f"/{language}"

    response = client.post(
        f"{prefix}/exhibit/",
        CONTENT_LENGTH=str(200 * 1024 * 1024),
        content_type="multipart/form-data; boundary=x",
        **{"wsgi.input": Unread()},
    )

    assert response.status_code == 413
    page = response.content.decode()
    assert f'<html lang="{language}"' in page
    assert f'href="{prefix}/exhibit/"' in page


@pytest.mark.parametrize("length", ["", "-1", "x", "٩٩٩٩٩٩٩٩٩٩", "9" * 5000])
def test_a_strange_length_ends_in_no_error(client, length):
    assert client.get("/", CONTENT_LENGTH=length).status_code in (200, 413)
