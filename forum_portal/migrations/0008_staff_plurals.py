"""The staff group keeps the list of broken plurals."""

from django.contrib.auth.management import create_permissions
from django.db import migrations

NAME = "محررو الملتقى"
CODENAMES = ["view_brokenplural", "add_brokenplural", "change_brokenplural", "delete_brokenplural"]


def let_staff_list(apps, schema_editor):
    alias = schema_editor.connection.alias
    app = apps.get_app_config("forum_portal")
    # See 0002_staff_group.
    app.models_module = True
    create_permissions(app, verbosity=0, using=alias, apps=apps)
    app.models_module = None
    permissions = (
        apps.get_model("auth", "Permission")
        .objects.using(alias)
        .filter(content_type__app_label="forum_portal", codename__in=CODENAMES)
    )
    group, _ = apps.get_model("auth", "Group").objects.using(alias).get_or_create(name=NAME)
    group.permissions.add(*permissions)


class Migration(migrations.Migration):
    dependencies = [("forum_portal", "0007_search")]

    operations = [migrations.RunPython(let_staff_list, migrations.RunPython.noop)]
