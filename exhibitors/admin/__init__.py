"""The exhibition in the admin. States and claims are read here, and changed by the same functions as on the site."""

from exhibitors.admin import (  # noqa: F401
    badges,
    claims,
    companies,
    exhibition,
    money,
    pavilions,
    records,
    registrations,
    waiting,
)
