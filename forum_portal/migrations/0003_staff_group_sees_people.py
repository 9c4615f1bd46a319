"""The staff group chooses people for companies, for which it must be able to look them up."""

from django.contrib.auth.management import create_permissions
from django.db import migrations

NAME = "محررو الملتقى"


def look_up_people(apps, schema_editor):
    alias = schema_editor.connection.alias
    app = apps.get_app_config("forum_portal")
    # See 0002_staff_group.
    app.models_module = True
    create_permissions(app, verbosity=0, using=alias, apps=apps)
    app.models_module = None
    permission = (
        apps.get_model("auth", "Permission")
        .objects.using(alias)
        .get(content_type__app_label="forum_portal", codename="view_user")
    )
    group, _ = apps.get_model("auth", "Group").objects.using(alias).get_or_create(name=NAME)
    group.permissions.add(permission)


class Migration(migrations.Migration):
    dependencies = [("forum_portal", "0002_staff_group")]

    operations = [migrations.RunPython(look_up_people, migrations.RunPython.noop)]
