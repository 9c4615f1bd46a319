"""The staff group makes country pavilions, and reads waiting lists, which the portal's own rules write."""

from django.contrib.auth.management import create_permissions
from django.db import migrations

NAME = "محررو الملتقى"
WRITTEN = ["pavilion", "coordinator"]
GRANTED = [f"{act}_{model}" for model in WRITTEN for act in ("add", "change", "delete", "view")]
READ = ["view_historicalpavilion", "view_waitingentry"]


def make_pavilions(apps, schema_editor):
    alias = schema_editor.connection.alias
    app = apps.get_app_config("exhibitors")
    # See 0002_staff_group.
    app.models_module = True
    create_permissions(app, verbosity=0, using=alias, apps=apps)
    app.models_module = None
    permissions = apps.get_model("auth", "Permission").objects.using(alias)
    permissions = permissions.filter(content_type__app_label="exhibitors")
    group, _ = apps.get_model("auth", "Group").objects.using(alias).get_or_create(name=NAME)
    group.permissions.add(*permissions.filter(codename__in=[*GRANTED, *READ]))
    # Where all models were made before the group was.
    group.permissions.remove(
        *permissions.filter(content_type__model__in=["waitingentry", "historicalpavilion"]).exclude(codename__in=READ)
    )


class Migration(migrations.Migration):
    dependencies = [
        ("forum_portal", "0013_staff_money"),
        ("exhibitors", "0014_waiting"),
    ]

    operations = [migrations.RunPython(make_pavilions, migrations.RunPython.noop)]
