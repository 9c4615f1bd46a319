"""What the archive knows of a company, for its page: of the body that it is, where staff have joined the two."""

from django import template

from editions.models import Edition, Involvement
from papers.models import Presentation

register = template.Library()


@register.inclusion_tag("exhibitors/archive_of_company.html")
def archive_of(company):
    """Roles, papers and sessions of the organisation of ``company``, the newest first: 2 queries, or none."""
    if company.organisation_id is None:
        return {}
    roles = Involvement.objects.filter(
        organisation=company.organisation_id, edition__in=Edition.objects.published()
    ).select_related("edition")
    parts = (
        Presentation.objects.public()
        .filter(organisation=company.organisation_id)
        .select_related("paper__edition", "session__edition")
    )
    parts = sorted(parts, key=lambda part: part.edition.starts_on, reverse=True)
    return {
        "roles": sorted(roles, key=lambda role: role.edition.starts_on, reverse=True),
        "papers": list(dict.fromkeys(part.paper for part in parts if part.paper_id)),
        "sessions": list(dict.fromkeys(part.session for part in parts if part.session_id)),
    }
