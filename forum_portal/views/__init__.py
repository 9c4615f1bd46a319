"""The pages that join the three halves: the home, an edition's front page, a country; and the errors."""

from .components import components
from .countries import country_detail, country_list
from .edition import edition_detail
from .errors import bad_request, csrf_failure, page_not_found, permission_denied, server_error, too_large
from .front import figures, home
from .serving import favicon, livez, media, readyz, robots

__all__ = [
    "bad_request",
    "components",
    "country_detail",
    "country_list",
    "csrf_failure",
    "edition_detail",
    "favicon",
    "figures",
    "home",
    "livez",
    "media",
    "page_not_found",
    "permission_denied",
    "readyz",
    "robots",
    "server_error",
    "too_large",
]
