"""The staff group notes what it thinks of registrations, keeps frequent reasons and badges, and reads the steps."""

from django.contrib.auth.management import create_permissions
from django.db import migrations

NAME = "محررو الملتقى"
KEPT = ["note", "phrase", "badge"]


def permissions_of(apps, alias):
    app = apps.get_app_config("exhibitors")
    # See 0002_staff_group.
    app.models_module = True
    create_permissions(app, verbosity=0, using=alias, apps=apps)
    app.models_module = None
    return apps.get_model("auth", "Permission").objects.using(alias).filter(content_type__app_label="exhibitors")


def decide(apps, schema_editor):
    alias = schema_editor.connection.alias
    permissions = permissions_of(apps, alias)
    group, _ = apps.get_model("auth", "Group").objects.using(alias).get_or_create(name=NAME)
    group.permissions.add(*permissions.filter(content_type__model__in=KEPT))
    # Where all of exhibitors' models were made before the group was.
    steps = permissions.filter(content_type__model="step")
    group.permissions.remove(*steps.exclude(codename="view_step"))
    group.permissions.add(*steps.filter(codename="view_step"))


class Migration(migrations.Migration):
    dependencies = [
        ("forum_portal", "0014_staff_pavilions"),
        ("exhibitors", "0016_staff"),
    ]

    operations = [migrations.RunPython(decide, migrations.RunPython.noop)]
