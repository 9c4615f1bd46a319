"""
Prices with three decimals, discounts, invoices and payments.

The database refuses to change or delete an invoice, except for ``credited_at``, which is written
once. As with the audit (0004, 0006), SQLite loses these triggers when Django rebuilds the table:
a migration that alters Invoice must run guard() again, and name a new column in COLUMNS.
"""

import django.core.validators
import django.db.models.deletion
import django.utils.timezone
import django_countries.fields
import exhibitors.models.records
import simple_history.models
import uuid
from django.conf import settings
from django.db import migrations, models


TABLE = "exhibitors_invoice"
COLUMNS = (
    "id, series, year, serial, number, registration_id, credits_id, currency, total, issued_on, due_on, printed, "
    "created_at"
)

SQLITE = [
    f"""
    CREATE TRIGGER invoice_no_update BEFORE UPDATE OF {COLUMNS} ON {TABLE}
    BEGIN SELECT RAISE(ABORT, 'An invoice is never altered'); END
    """,
    f"""
    CREATE TRIGGER invoice_credited_once BEFORE UPDATE OF credited_at ON {TABLE}
    WHEN OLD.credited_at IS NOT NULL OR NEW.credited_at IS NULL
    BEGIN SELECT RAISE(ABORT, 'An invoice is never altered'); END
    """,
    f"""
    CREATE TRIGGER invoice_no_delete BEFORE DELETE ON {TABLE}
    BEGIN SELECT RAISE(ABORT, 'An invoice is never altered'); END
    """,
    # INSERT OR REPLACE deletes whatever row is in its way without meeting the trigger against deleting.
    f"""
    CREATE TRIGGER invoice_no_replace BEFORE INSERT ON {TABLE}
    WHEN EXISTS (
        SELECT 1 FROM {TABLE} AS there
        WHERE there.id = NEW.id
        OR there.number = NEW.number
        OR (there.series = NEW.series AND there.year = NEW.year AND there.serial = NEW.serial)
        OR there.credits_id = NEW.credits_id
        OR (
            there.registration_id = NEW.registration_id AND there.credits_id IS NULL AND there.credited_at IS NULL
            AND NEW.credits_id IS NULL AND NEW.credited_at IS NULL
        )
    )
    BEGIN SELECT RAISE(ABORT, 'An invoice is never altered'); END
    """,
]
SQLITE_REVERSE = [
    f"DROP TRIGGER IF EXISTS invoice_{name}" for name in ("no_update", "credited_once", "no_delete", "no_replace")
]
POSTGRESQL = [
    """
    CREATE FUNCTION invoice_never_altered() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF TG_OP = 'UPDATE' AND OLD.credited_at IS NULL AND NEW.credited_at IS NOT NULL
            AND to_jsonb(NEW) - 'credited_at' = to_jsonb(OLD) - 'credited_at'
        THEN RETURN NEW; END IF;
        RAISE EXCEPTION 'An invoice is never altered' USING ERRCODE = 'integrity_constraint_violation';
    END
    $$
    """,
    f"""
    CREATE TRIGGER invoice_never_altered BEFORE UPDATE OR DELETE ON {TABLE}
    FOR EACH ROW EXECUTE FUNCTION invoice_never_altered()
    """,
]
POSTGRESQL_REVERSE = [
    f"DROP TRIGGER IF EXISTS invoice_never_altered ON {TABLE}",
    "DROP FUNCTION IF EXISTS invoice_never_altered",
]


def run(schema_editor, by_vendor):
    for statement in by_vendor[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def guard(apps, schema_editor):
    run(schema_editor, {"sqlite": SQLITE, "postgresql": POSTGRESQL})


def unguard(apps, schema_editor):
    run(schema_editor, {"sqlite": SQLITE_REVERSE, "postgresql": POSTGRESQL_REVERSE})


class Migration(migrations.Migration):

    dependencies = [
        ('exhibitors', '0014_waiting'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='exhibition',
            name='bank_details',
            field=models.TextField(blank=True, help_text='Printed on invoices: who holds the account, the bank, IBAN and BIC, each on a line.', verbose_name='bank details'),
        ),
        migrations.AddField(
            model_name='exhibition',
            name='bank_details_ar',
            field=models.TextField(blank=True, help_text='Printed on invoices: who holds the account, the bank, IBAN and BIC, each on a line.', null=True, verbose_name='bank details'),
        ),
        migrations.AddField(
            model_name='exhibition',
            name='bank_details_en',
            field=models.TextField(blank=True, help_text='Printed on invoices: who holds the account, the bank, IBAN and BIC, each on a line.', null=True, verbose_name='bank details'),
        ),
        migrations.AddField(
            model_name='exhibition',
            name='bank_details_fr',
            field=models.TextField(blank=True, help_text='Printed on invoices: who holds the account, the bank, IBAN and BIC, each on a line.', null=True, verbose_name='bank details'),
        ),
        migrations.AddField(
            model_name='exhibition',
            name='payment_days',
            field=models.PositiveSmallIntegerField(default=30, help_text='From the day of an invoice to the day by which it is to be paid.', validators=[django.core.validators.MaxValueValidator(365)], verbose_name='days to pay'),
        ),
        migrations.AddField(
            model_name='historicalexhibition',
            name='bank_details',
            field=models.TextField(blank=True, help_text='Printed on invoices: who holds the account, the bank, IBAN and BIC, each on a line.', verbose_name='bank details'),
        ),
        migrations.AddField(
            model_name='historicalexhibition',
            name='bank_details_ar',
            field=models.TextField(blank=True, help_text='Printed on invoices: who holds the account, the bank, IBAN and BIC, each on a line.', null=True, verbose_name='bank details'),
        ),
        migrations.AddField(
            model_name='historicalexhibition',
            name='bank_details_en',
            field=models.TextField(blank=True, help_text='Printed on invoices: who holds the account, the bank, IBAN and BIC, each on a line.', null=True, verbose_name='bank details'),
        ),
        migrations.AddField(
            model_name='historicalexhibition',
            name='bank_details_fr',
            field=models.TextField(blank=True, help_text='Printed on invoices: who holds the account, the bank, IBAN and BIC, each on a line.', null=True, verbose_name='bank details'),
        ),
        migrations.AddField(
            model_name='historicalexhibition',
            name='payment_days',
            field=models.PositiveSmallIntegerField(default=30, help_text='From the day of an invoice to the day by which it is to be paid.', validators=[django.core.validators.MaxValueValidator(365)], verbose_name='days to pay'),
        ),
        migrations.AlterField(
            model_name='audit',
            name='what',
            field=models.CharField(choices=[('start', 'registration begun'), ('submit', 'registration sent'), ('return', 'registration returned for correction'), ('approve', 'registration approved'), ('reject', 'registration rejected'), ('withdraw', 'registration withdrawn'), ('reopen', 'registration opened again'), ('claim', 'booth taken'), ('release', 'booth released'), ('block', 'booth kept by the organisers'), ('invoice', 'invoice issued'), ('credit', 'credit note issued'), ('pay', 'payment announced'), ('match', 'payment matched'), ('refuse_payment', 'payment not found')], max_length=30, verbose_name='what'),
        ),
        migrations.AlterField(
            model_name='boothcategory',
            name='price',
            field=models.DecimalField(blank=True, decimal_places=3, help_text='In the exhibition’s currency; empty if it is not for sale.', max_digits=12, null=True, validators=[django.core.validators.MinValueValidator(0)], verbose_name='price'),
        ),
        migrations.AlterField(
            model_name='historicalboothcategory',
            name='price',
            field=models.DecimalField(blank=True, decimal_places=3, help_text='In the exhibition’s currency; empty if it is not for sale.', max_digits=12, null=True, validators=[django.core.validators.MinValueValidator(0)], verbose_name='price'),
        ),
        migrations.AlterField(
            model_name='outbox',
            name='kind',
            field=models.CharField(choices=[('received', 'registration received'), ('returned', 'returned for correction'), ('approved', 'approval'), ('rejected', 'rejection'), ('withdrawn', 'withdrawal, to the company'), ('withdrawn_staff', 'withdrawal, to the organisers'), ('reopened', 'opened again'), ('invoice', 'invoice'), ('credit_note', 'credit note'), ('payment_matched', 'payment received'), ('payment_refused', 'payment not found')], max_length=20, verbose_name='kind'),
        ),
        migrations.CreateModel(
            name='BillingAddress',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=200, verbose_name='name on the invoice')),
                ('address', models.TextField(blank=True, max_length=500, verbose_name='postal address')),
                ('tax_number', models.CharField(blank=True, max_length=40, verbose_name='tax number')),
                ('registration', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='billing_address', to='exhibitors.registration', verbose_name='registration')),
            ],
            options={
                'verbose_name': 'address for invoices',
                'verbose_name_plural': 'addresses for invoices',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='HistoricalBillingAddress',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('name', models.CharField(max_length=200, verbose_name='name on the invoice')),
                ('address', models.TextField(blank=True, max_length=500, verbose_name='postal address')),
                ('tax_number', models.CharField(blank=True, max_length=40, verbose_name='tax number')),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('registration', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='exhibitors.registration', verbose_name='registration')),
            ],
            options={
                'verbose_name': 'historical address for invoices',
                'verbose_name_plural': 'historical addresses for invoices',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='HistoricalDiscount',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('name', models.CharField(help_text='As the company reads it on its invoice.', max_length=120, verbose_name='name')),
                ('name_ar', models.CharField(help_text='As the company reads it on its invoice.', max_length=120, null=True, verbose_name='name')),
                ('name_en', models.CharField(help_text='As the company reads it on its invoice.', max_length=120, null=True, verbose_name='name')),
                ('name_fr', models.CharField(help_text='As the company reads it on its invoice.', max_length=120, null=True, verbose_name='name')),
                ('who', models.CharField(choices=[('everybody', 'everybody who registers in time'), ('returning', 'companies that exhibited at an earlier edition'), ('country', 'companies of one country'), ('granted', 'one registration')], default='everybody', max_length=10, verbose_name='for whom')),
                ('percent', models.DecimalField(blank=True, decimal_places=2, help_text='Of the price, 0 to 100. Either this or an amount.', max_digits=5, null=True, validators=[django.core.validators.MinValueValidator(0), django.core.validators.MaxValueValidator(100)], verbose_name='percent')),
                ('amount', models.DecimalField(blank=True, decimal_places=3, help_text='In the exhibition’s currency; never more than the price.', max_digits=12, null=True, validators=[django.core.validators.MinValueValidator(0)], verbose_name='amount')),
                ('until', models.DateField(blank=True, help_text='The registration must have been sent by then, by the clock of the host.', null=True, verbose_name='last day')),
                ('country', django_countries.fields.CountryField(blank=True, max_length=2, verbose_name='country')),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('exhibition', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='exhibitors.exhibition', verbose_name='exhibition')),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('registration', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='exhibitors.registration', verbose_name='registration')),
            ],
            options={
                'verbose_name': 'historical discount',
                'verbose_name_plural': 'historical discounts',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='Invoice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('series', models.CharField(blank=True, editable=False, max_length=10)),
                ('year', models.PositiveSmallIntegerField(editable=False)),
                ('serial', models.PositiveIntegerField(editable=False)),
                ('number', models.CharField(editable=False, max_length=30, unique=True, verbose_name='number')),
                ('currency', models.CharField(choices=[('AED', 'UAE dirham'), ('BHD', 'Bahraini dinar'), ('DJF', 'Djiboutian franc'), ('DZD', 'Algerian dinar'), ('EGP', 'Egyptian pound'), ('EUR', 'euro'), ('IQD', 'Iraqi dinar'), ('JOD', 'Jordanian dinar'), ('KMF', 'Comorian franc'), ('KWD', 'Kuwaiti dinar'), ('LBP', 'Lebanese pound'), ('LYD', 'Libyan dinar'), ('MAD', 'Moroccan dirham'), ('MRU', 'Mauritanian ouguiya'), ('OMR', 'Omani rial'), ('QAR', 'Qatari riyal'), ('SAR', 'Saudi riyal'), ('SDG', 'Sudanese pound'), ('SOS', 'Somali shilling'), ('SYP', 'Syrian pound'), ('TND', 'Tunisian dinar'), ('USD', 'US dollar'), ('YER', 'Yemeni rial')], max_length=3, verbose_name='currency')),
                ('total', models.DecimalField(decimal_places=3, max_digits=12, verbose_name='total')),
                ('issued_on', models.DateField(verbose_name='issued on')),
                ('due_on', models.DateField(blank=True, null=True, verbose_name='to be paid by')),
                ('printed', models.JSONField(help_text='Parties, lines and bank details, as they were.', verbose_name='what is printed')),
                ('created_at', models.DateTimeField(verbose_name='written on')),
                ('credited_at', models.DateTimeField(blank=True, null=True, verbose_name='cancelled on')),
                ('credits', models.OneToOneField(blank=True, help_text='The invoice that this credit note cancels.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='credit_note', to='exhibitors.invoice', verbose_name='cancels')),
                ('registration', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='invoices', to='exhibitors.registration', verbose_name='registration')),
            ],
            options={
                'verbose_name': 'invoice',
                'verbose_name_plural': 'invoices',
                'ordering': ['-created_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='InvoiceCounter',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('series', models.CharField(blank=True, max_length=10)),
                ('year', models.PositiveSmallIntegerField()),
                ('last', models.PositiveIntegerField(default=0)),
            ],
            options={
                'verbose_name': 'counter of invoices',
                'verbose_name_plural': 'counters of invoices',
                'ordering': ['series', 'year'],
                'constraints': [models.UniqueConstraint(fields=('series', 'year'), name='invoice_counter_once_per_year')],
            },
        ),
        migrations.CreateModel(
            name='Payment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('method', models.CharField(max_length=20, verbose_name='way of payment')),
                ('external_reference', models.CharField(blank=True, help_text='As on the statement of account. The same one counts once.', max_length=100, verbose_name='reference of the bank')),
                ('amount', models.DecimalField(decimal_places=3, max_digits=12, validators=[django.core.validators.MinValueValidator(0)], verbose_name='amount')),
                ('currency', models.CharField(choices=[('AED', 'UAE dirham'), ('BHD', 'Bahraini dinar'), ('DJF', 'Djiboutian franc'), ('DZD', 'Algerian dinar'), ('EGP', 'Egyptian pound'), ('EUR', 'euro'), ('IQD', 'Iraqi dinar'), ('JOD', 'Jordanian dinar'), ('KMF', 'Comorian franc'), ('KWD', 'Kuwaiti dinar'), ('LBP', 'Lebanese pound'), ('LYD', 'Libyan dinar'), ('MAD', 'Moroccan dirham'), ('MRU', 'Mauritanian ouguiya'), ('OMR', 'Omani rial'), ('QAR', 'Qatari riyal'), ('SAR', 'Saudi riyal'), ('SDG', 'Sudanese pound'), ('SOS', 'Somali shilling'), ('SYP', 'Syrian pound'), ('TND', 'Tunisian dinar'), ('USD', 'US dollar'), ('YER', 'Yemeni rial')], max_length=3, verbose_name='currency')),
                ('paid_on', models.DateField(verbose_name='paid on')),
                ('state', models.CharField(choices=[('claimed', 'waits for the organisers'), ('matched', 'received'), ('refused', 'not found')], default='claimed', editable=False, max_length=10, verbose_name='state')),
                ('reason', models.TextField(blank=True, help_text='What the company is told.', verbose_name='reason')),
                ('file', models.FileField(blank=True, storage=exhibitors.models.records.private_storage, upload_to='receipts/', verbose_name='receipt')),
                ('original_name', models.CharField(blank=True, max_length=200, verbose_name='name')),
                ('content_type', models.CharField(blank=True, max_length=100, verbose_name='content type')),
                ('size', models.PositiveIntegerField(default=0, help_text='In bytes.', verbose_name='size')),
                ('sha256', models.CharField(blank=True, max_length=64)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='sent on')),
                ('decided_at', models.DateTimeField(blank=True, null=True, verbose_name='decided on')),
                ('invoice', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='payments', to='exhibitors.invoice', verbose_name='invoice')),
                ('registration', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='payments', to='exhibitors.registration', verbose_name='registration')),
            ],
            options={
                'verbose_name': 'payment',
                'verbose_name_plural': 'payments',
                'ordering': ['-created_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='Discount',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(help_text='As the company reads it on its invoice.', max_length=120, verbose_name='name')),
                ('name_ar', models.CharField(help_text='As the company reads it on its invoice.', max_length=120, null=True, verbose_name='name')),
                ('name_en', models.CharField(help_text='As the company reads it on its invoice.', max_length=120, null=True, verbose_name='name')),
                ('name_fr', models.CharField(help_text='As the company reads it on its invoice.', max_length=120, null=True, verbose_name='name')),
                ('who', models.CharField(choices=[('everybody', 'everybody who registers in time'), ('returning', 'companies that exhibited at an earlier edition'), ('country', 'companies of one country'), ('granted', 'one registration')], default='everybody', max_length=10, verbose_name='for whom')),
                ('percent', models.DecimalField(blank=True, decimal_places=2, help_text='Of the price, 0 to 100. Either this or an amount.', max_digits=5, null=True, validators=[django.core.validators.MinValueValidator(0), django.core.validators.MaxValueValidator(100)], verbose_name='percent')),
                ('amount', models.DecimalField(blank=True, decimal_places=3, help_text='In the exhibition’s currency; never more than the price.', max_digits=12, null=True, validators=[django.core.validators.MinValueValidator(0)], verbose_name='amount')),
                ('until', models.DateField(blank=True, help_text='The registration must have been sent by then, by the clock of the host.', null=True, verbose_name='last day')),
                ('country', django_countries.fields.CountryField(blank=True, max_length=2, verbose_name='country')),
                ('exhibition', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='discounts', to='exhibitors.exhibition', verbose_name='exhibition')),
                ('registration', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='discounts', to='exhibitors.registration', verbose_name='registration')),
            ],
            options={
                'verbose_name': 'discount',
                'verbose_name_plural': 'discounts',
                'ordering': ['pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('amount__isnull', False), ('percent', None)), models.Q(('amount', None), ('percent__isnull', False)), _connector='OR'), name='discount_is_percent_or_amount', violation_error_message='Please give either a percentage or an amount.'), models.CheckConstraint(condition=models.Q(('percent', None), models.Q(('percent__gte', 0), ('percent__lte', 100)), _connector='OR'), name='discount_percent_0_to_100', violation_error_message='A percentage is from 0 to 100.'), models.CheckConstraint(condition=models.Q(('amount', None), ('amount__gte', 0), _connector='OR'), name='discount_amount_not_negative', violation_error_message='The amount cannot be negative.'), models.CheckConstraint(condition=models.Q(models.Q(('who', 'everybody'), _negated=True), ('until__isnull', False), _connector='OR'), name='discount_for_everybody_has_last_day', violation_error_message='A discount for everybody needs its last day.'), models.CheckConstraint(condition=models.Q(models.Q(('who', 'country'), models.Q(('country', ''), _negated=True)), models.Q(models.Q(('who', 'country'), _negated=True), ('country', '')), _connector='OR'), name='discount_country_when_for_country', violation_error_message='Please choose a country for a discount of a country, and for no other.'), models.CheckConstraint(condition=models.Q(models.Q(('registration__isnull', False), ('who', 'granted')), models.Q(models.Q(('who', 'granted'), _negated=True), ('registration', None)), _connector='OR'), name='discount_registration_when_granted', violation_error_message='Please choose a registration for a discount of one registration, and for no other.'), models.CheckConstraint(condition=models.Q(('who__in', ['everybody', 'returning', 'country', 'granted'])), name='discount_who_known')],
            },
        ),
        migrations.AddConstraint(
            model_name='invoice',
            constraint=models.UniqueConstraint(fields=('series', 'year', 'serial'), name='invoice_serial_once_per_year'),
        ),
        migrations.AddConstraint(
            model_name='invoice',
            constraint=models.UniqueConstraint(condition=models.Q(('credited_at', None), ('credits', None)), fields=('registration',), name='one_uncredited_invoice_per_registration', violation_error_message='This registration has an invoice already.'),
        ),
        migrations.AddConstraint(
            model_name='invoice',
            constraint=models.CheckConstraint(condition=models.Q(('serial__gte', 1)), name='invoice_serial_from_1'),
        ),
        migrations.AddConstraint(
            model_name='invoice',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('credits', None), ('due_on__isnull', False), ('total__gte', 0)), models.Q(('credits__isnull', False), ('due_on', None), ('total__lte', 0)), _connector='OR'), name='invoice_asks_and_credit_note_gives_back'),
        ),
        migrations.AddConstraint(
            model_name='invoice',
            constraint=models.CheckConstraint(condition=models.Q(('credits', None), ('credited_at', None), _connector='OR'), name='credit_note_is_never_cancelled'),
        ),
        migrations.AddConstraint(
            model_name='payment',
            constraint=models.CheckConstraint(condition=models.Q(('amount__gt', 0)), name='payment_amount_positive'),
        ),
        migrations.AddConstraint(
            model_name='payment',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['claimed', 'matched', 'refused'])), name='payment_state_known'),
        ),
        migrations.AddConstraint(
            model_name='payment',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'refused'), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='payment_refused_with_reason'),
        ),
        migrations.AddConstraint(
            model_name='payment',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('decided_at', None), ('state', 'claimed')), models.Q(models.Q(('state', 'claimed'), _negated=True), ('decided_at__isnull', False)), _connector='OR'), name='payment_decided_with_date'),
        ),
        migrations.AddConstraint(
            model_name='payment',
            constraint=models.UniqueConstraint(condition=models.Q(('external_reference', ''), _negated=True), fields=('method', 'external_reference'), name='payment_once_per_external_reference', violation_error_message='A payment with this reference is recorded already.'),
        ),
        migrations.AddConstraint(
            model_name='payment',
            constraint=models.UniqueConstraint(condition=models.Q(models.Q(('sha256', ''), _negated=True), models.Q(('state', 'refused'), _negated=True)), fields=('registration', 'sha256'), name='payment_receipt_counts_once', violation_error_message='This receipt was sent already.'),
        ),
        migrations.RunPython(guard, unguard),
    ]
