from django.apps import AppConfig, apps
from django.contrib.admin import apps as admin_apps
from django.db.models.signals import post_delete
from django.utils.translation import gettext_lazy as _


class ForumPortalConfig(AppConfig):
    name = "forum_portal"
    verbose_name = _("Accounts and archive")

    def ready(self):
        from editions import merging
        from forum_portal.cards import checks  # noqa: F401  (registers them)
        from forum_portal.corrections import follow_merge
        from forum_portal.images import Pictured, forget_pictures  # has a model, for which it is too early above
        from forum_portal.search import receivers  # so have these
        from forum_portal.translating.receivers import watch_texts

        receivers.connect()
        watch_texts()
        merging.followers.append(follow_merge)

        for model in apps.get_models():
            if issubclass(model, Pictured):
                post_delete.connect(forget_pictures, sender=model)
            for field in model._meta.local_many_to_many:
                name_rows(field)


def name_rows(field):
    """Name the rows of a many-to-many field as the field, and each as what it leads to: deletion pages list them."""
    through = field.remote_field.through
    if through._meta.auto_created:
        through._meta.verbose_name = through._meta.verbose_name_plural = field.verbose_name
        through.__str__ = lambda row: str(getattr(row, field.m2m_reverse_field_name()))


class ForumAdminConfig(admin_apps.AdminConfig):
    """Django's admin, with the portal's own site in its place."""

    default = False
    default_site = "forum_portal.admin_site.ForumAdminSite"
