"""The staff group writes the pages about the portal, and sees their history."""

from django.contrib.auth.management import create_permissions
from django.db import migrations

NAME = "محررو الملتقى"


def write_pages(apps, schema_editor):
    alias = schema_editor.connection.alias
    app = apps.get_app_config("editions")
    # See 0002_staff_group.
    app.models_module = True
    create_permissions(app, verbosity=0, using=alias, apps=apps)
    app.models_module = None
    permissions = apps.get_model("auth", "Permission").objects.using(alias)
    group, _ = apps.get_model("auth", "Group").objects.using(alias).get_or_create(name=NAME)
    group.permissions.add(
        *permissions.filter(content_type__app_label="editions", content_type__model="page"),
        *permissions.filter(content_type__app_label="editions", codename="view_historicalpage"),
    )


class Migration(migrations.Migration):
    dependencies = [
        ("forum_portal", "0005_staff_corrections"),
        ("editions", "0005_page"),
    ]

    operations = [migrations.RunPython(write_pages, migrations.RunPython.noop)]
