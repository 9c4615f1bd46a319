"""The staff group says which documents it asks for; it reads what companies sent and accepted, and changes neither."""

from django.contrib.auth.management import create_permissions
from django.db import migrations
from django.db.models import Q

NAME = "محررو الملتقى"
GRANTED = [f"{verb}_requireddocument" for verb in ("add", "change", "view", "delete")]
GRANTED += ["view_historicalrequireddocument", "view_document", "view_acceptance"]
TAKEN = Q(content_type__model__in=["document", "acceptance"]) & ~Q(codename__startswith="view_")


def ask_for_documents(apps, schema_editor):
    alias = schema_editor.connection.alias
    app = apps.get_app_config("exhibitors")
    # See 0002_staff_group.
    app.models_module = True
    create_permissions(app, verbosity=0, using=alias, apps=apps)
    app.models_module = None
    permissions = apps.get_model("auth", "Permission").objects.using(alias)
    permissions = permissions.filter(content_type__app_label="exhibitors")
    group, _ = apps.get_model("auth", "Group").objects.using(alias).get_or_create(name=NAME)
    group.permissions.add(*permissions.filter(codename__in=GRANTED))
    group.permissions.remove(*permissions.filter(TAKEN))


class Migration(migrations.Migration):
    dependencies = [("forum_portal", "0011_book"), ("exhibitors", "0012_steps")]

    operations = [migrations.RunPython(ask_for_documents, migrations.RunPython.noop)]
