"""The staff group publishes programmes, and writes the notes of releases; it deletes none."""

from django.contrib.auth.management import create_permissions
from django.db import migrations

NAME = "محررو الملتقى"
GRANTED = ["add_release", "change_release", "view_release", "view_historicalrelease"]


def publish_programmes(apps, schema_editor):
    alias = schema_editor.connection.alias
    app = apps.get_app_config("papers")
    # See 0002_staff_group.
    app.models_module = True
    create_permissions(app, verbosity=0, using=alias, apps=apps)
    app.models_module = None
    permissions = apps.get_model("auth", "Permission").objects.using(alias)
    group, _ = apps.get_model("auth", "Group").objects.using(alias).get_or_create(name=NAME)
    group.permissions.add(*permissions.filter(content_type__app_label="papers", codename__in=GRANTED))
    # Where all of papers' models were made before the group was.
    group.permissions.remove(*permissions.filter(content_type__app_label="papers", codename="delete_release"))


class Migration(migrations.Migration):
    dependencies = [
        ("forum_portal", "0009_translation_record"),
        ("papers", "0004_releases"),
    ]

    operations = [migrations.RunPython(publish_programmes, migrations.RunPython.noop)]
