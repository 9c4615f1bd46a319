from django.apps import AppConfig
from django.contrib.admin import apps as admin_apps
from django.utils.translation import gettext_lazy as _


class ForumPortalConfig(AppConfig):
    name = "forum_portal"
    verbose_name = _("Accounts and archive")


class ForumAdminConfig(admin_apps.AdminConfig):
    """Django's admin, with the portal's own site in its place."""

    default = False
    default_site = "forum_portal.admin_site.ForumAdminSite"
