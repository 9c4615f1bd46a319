"""The staff group keeps the sectors, products and links of companies; what people publish of themselves it leaves."""

from django.contrib.auth.management import create_permissions
from django.db import migrations

NAME = "محررو الملتقى"
KEPT = ["exhibitorsector", "product", "link"]
SEEN = ["view_formercode", "view_historicalproduct"]


def keep_companies(apps, schema_editor):
    alias = schema_editor.connection.alias
    app = apps.get_app_config("exhibitors")
    # See 0002_staff_group.
    app.models_module = True
    create_permissions(app, verbosity=0, using=alias, apps=apps)
    app.models_module = None
    permissions = apps.get_model("auth", "Permission").objects.using(alias)
    permissions = permissions.filter(content_type__app_label="exhibitors")
    group, _ = apps.get_model("auth", "Group").objects.using(alias).get_or_create(name=NAME)
    group.permissions.add(*permissions.filter(content_type__model__in=KEPT), *permissions.filter(codename__in=SEEN))


class Migration(migrations.Migration):
    dependencies = [
        ("forum_portal", "0015_staff_registrations"),
        ("exhibitors", "0017_joined"),
    ]

    operations = [migrations.RunPython(keep_companies, migrations.RunPython.noop)]
