"""The WSGI application, for gunicorn: ``gunicorn forum_portal.wsgi``."""

import os

from django.core.handlers.wsgi import WSGIRequest
from django.core.wsgi import get_wsgi_application
from django.utils.http import parse_header_parameters

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "forum_portal.settings")


class Request(WSGIRequest):
    """
    A request that is read as UTF-8, whatever its Content-Type says.

    A visitor can name a character set there in which Python reads no text, or one that makes of a
    query what no database stores. Django fails at the first before there is a request to answer.
    """

    def _set_content_type_params(self, meta):
        try:
            self.content_type, self.content_params = parse_header_parameters(meta.get("CONTENT_TYPE", ""))
        except ValueError:
            self.content_type, self.content_params = "", {}


application = get_wsgi_application()
application.request_class = Request
