"""The group by which a member of staff who is not a superuser may do the daily work."""

from django.contrib.auth.management import create_permissions
from django.db import migrations
from django.db.models import Q

NAME = "محررو الملتقى"
# What a company sent or what the machinery wrote: staff see it, and change it only where
# the site's own rules do.
READ_ONLY = ["claim", "audit", "outbox", "codecounter"]
NOT_DELETED = ["registration", *READ_ONLY]


def create_group(apps, schema_editor):
    alias = schema_editor.connection.alias
    for label in ["editions", "papers", "exhibitors"]:
        app = apps.get_app_config(label)
        # Permissions are made after all migrations have run; the group needs them now. Apps
        # of a migration have no module of models, without which none are made.
        app.models_module = True
        create_permissions(app, verbosity=0, using=alias, apps=apps)
        app.models_module = None

    Permission = apps.get_model("auth", "Permission")
    everything = Permission.objects.using(alias).filter(
        content_type__app_label__in=["editions", "papers", "exhibitors"]
    )
    forbidden = Q(content_type__model__startswith="historical") & ~Q(codename__startswith="view_")
    forbidden |= Q(content_type__model__in=READ_ONLY) & ~Q(codename__startswith="view_")
    forbidden |= Q(content_type__model__in=NOT_DELETED, codename__startswith="delete_")
    group, _ = apps.get_model("auth", "Group").objects.using(alias).get_or_create(name=NAME)
    group.permissions.set(everything.exclude(forbidden))


class Migration(migrations.Migration):
    dependencies = [
        ("forum_portal", "0001_initial"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("editions", "0002_initial"),
        ("papers", "0001_initial"),
        ("exhibitors", "0002_initial"),
    ]

    operations = [migrations.RunPython(create_group, migrations.RunPython.noop)]
