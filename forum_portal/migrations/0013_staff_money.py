"""The staff group gives discounts, and reads invoices and payments; what becomes of these, rules decide."""

from django.contrib.auth.management import create_permissions
from django.db import migrations

NAME = "محررو الملتقى"
GRANTED = ["add_discount", "change_discount", "delete_discount", "view_discount", "view_historicaldiscount"]
GRANTED += ["view_invoice", "view_payment", "view_billingaddress", "view_historicalbillingaddress"]
# Where all models of the exhibition were made before the group was.
NOT_GRANTED = [
    f"{action}_{model}"
    for action in ("add", "change", "delete")
    for model in ("invoice", "payment", "invoicecounter", "billingaddress")
]


def give_discounts(apps, schema_editor):
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
    group.permissions.remove(*permissions.filter(codename__in=NOT_GRANTED))


class Migration(migrations.Migration):
    dependencies = [
        ("forum_portal", "0012_staff_steps"),
        ("exhibitors", "0015_money"),
    ]

    operations = [migrations.RunPython(give_discounts, migrations.RunPython.noop)]
