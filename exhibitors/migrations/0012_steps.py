"""
The steps of a registration, its documents and what was accepted.

The database refuses to change an acceptance. SQLite loses its trigger when Django rebuilds the
table, so a migration that alters Acceptance there must run guard() again.
"""

import django.core.validators
import django.db.models.deletion
import simple_history.models
from django.conf import settings
from django.db import migrations, models


TABLE = "exhibitors_acceptance"

SQLITE = [
    f"""
    CREATE TRIGGER acceptance_no_update BEFORE UPDATE ON {TABLE}
    BEGIN SELECT RAISE(ABORT, 'An acceptance stays as it was'); END
    """
]
SQLITE_REVERSE = ["DROP TRIGGER IF EXISTS acceptance_no_update"]

POSTGRESQL = [
    """
    CREATE FUNCTION acceptance_unchanged() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION 'An acceptance stays as it was' USING ERRCODE = 'integrity_constraint_violation'; END
    $$
    """,
    f"""
    CREATE TRIGGER acceptance_unchanged BEFORE UPDATE ON {TABLE}
    FOR EACH ROW EXECUTE FUNCTION acceptance_unchanged()
    """,
]
POSTGRESQL_REVERSE = [
    f"DROP TRIGGER IF EXISTS acceptance_unchanged ON {TABLE}",
    "DROP FUNCTION IF EXISTS acceptance_unchanged",
]


def guard(apps, schema_editor):
    for statement in {"sqlite": SQLITE, "postgresql": POSTGRESQL}[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def unguard(apps, schema_editor):
    reverse = {"sqlite": SQLITE_REVERSE, "postgresql": POSTGRESQL_REVERSE}
    for statement in reverse[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):

    dependencies = [
        ('exhibitors', '0011_company'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveField(
            model_name='document',
            name='kind',
        ),
        migrations.AddField(
            model_name='exhibition',
            name='documents_due_at',
            field=models.DateTimeField(blank=True, help_text='The same for its documents, of which each may have a date of its own below.', null=True, verbose_name='documents until'),
        ),
        migrations.AddField(
            model_name='exhibition',
            name='requirements_due_at',
            field=models.DateTimeField(blank=True, help_text='Until then a company may say what its booth needs, also after it has sent its registration.', null=True, verbose_name='requirements until'),
        ),
        migrations.AddField(
            model_name='historicalexhibition',
            name='documents_due_at',
            field=models.DateTimeField(blank=True, help_text='The same for its documents, of which each may have a date of its own below.', null=True, verbose_name='documents until'),
        ),
        migrations.AddField(
            model_name='historicalexhibition',
            name='requirements_due_at',
            field=models.DateTimeField(blank=True, help_text='Until then a company may say what its booth needs, also after it has sent its registration.', null=True, verbose_name='requirements until'),
        ),
        migrations.AddField(
            model_name='historicalregistration',
            name='chairs',
            field=models.PositiveSmallIntegerField(blank=True, null=True, validators=[django.core.validators.MaxValueValidator(50)], verbose_name='chairs'),
        ),
        migrations.AddField(
            model_name='historicalregistration',
            name='copied_from',
            field=models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='exhibitors.registration', verbose_name='begun as a copy of'),
        ),
        migrations.AddField(
            model_name='historicalregistration',
            name='internet',
            field=models.BooleanField(default=False, verbose_name='a wired internet connection'),
        ),
        migrations.AddField(
            model_name='historicalregistration',
            name='power_kw',
            field=models.DecimalField(blank=True, decimal_places=1, help_text='In kilowatts; 3.5 for example. The sum of what all your devices draw at the same time.', max_digits=4, null=True, validators=[django.core.validators.MinValueValidator(0), django.core.validators.MaxValueValidator(200)], verbose_name='electric power'),
        ),
        migrations.AddField(
            model_name='historicalregistration',
            name='requirements_at',
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name='requirements told on'),
        ),
        migrations.AddField(
            model_name='historicalregistration',
            name='tables',
            field=models.PositiveSmallIntegerField(blank=True, null=True, validators=[django.core.validators.MaxValueValidator(50)], verbose_name='tables'),
        ),
        migrations.AddField(
            model_name='historicalregistration',
            name='water',
            field=models.BooleanField(default=False, verbose_name='a water connection, with its drain'),
        ),
        migrations.AddField(
            model_name='registration',
            name='chairs',
            field=models.PositiveSmallIntegerField(blank=True, null=True, validators=[django.core.validators.MaxValueValidator(50)], verbose_name='chairs'),
        ),
        migrations.AddField(
            model_name='registration',
            name='copied_from',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='exhibitors.registration', verbose_name='begun as a copy of'),
        ),
        migrations.AddField(
            model_name='registration',
            name='internet',
            field=models.BooleanField(default=False, verbose_name='a wired internet connection'),
        ),
        migrations.AddField(
            model_name='registration',
            name='power_kw',
            field=models.DecimalField(blank=True, decimal_places=1, help_text='In kilowatts; 3.5 for example. The sum of what all your devices draw at the same time.', max_digits=4, null=True, validators=[django.core.validators.MinValueValidator(0), django.core.validators.MaxValueValidator(200)], verbose_name='electric power'),
        ),
        migrations.AddField(
            model_name='registration',
            name='requirements_at',
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name='requirements told on'),
        ),
        migrations.AddField(
            model_name='registration',
            name='tables',
            field=models.PositiveSmallIntegerField(blank=True, null=True, validators=[django.core.validators.MaxValueValidator(50)], verbose_name='tables'),
        ),
        migrations.AddField(
            model_name='registration',
            name='water',
            field=models.BooleanField(default=False, verbose_name='a water connection, with its drain'),
        ),
        migrations.AlterField(
            model_name='audit',
            name='what',
            field=models.CharField(choices=[('start', 'registration begun'), ('submit', 'registration sent'), ('return', 'registration returned for correction'), ('approve', 'registration approved'), ('reject', 'registration rejected'), ('withdraw', 'registration withdrawn'), ('reopen', 'registration opened again'), ('claim', 'booth taken'), ('release', 'booth released'), ('block', 'booth kept by the organisers'), ('edit', 'step changed after sending'), ('document', 'document sent'), ('document_removed', 'document removed')], max_length=30, verbose_name='what'),
        ),
        migrations.AlterField(
            model_name='historicalregistration',
            name='requirements',
            field=models.TextField(blank=True, help_text='Heavy machines, compressed air, cold storage, anything else.', validators=[django.core.validators.MaxLengthValidator(3000)], verbose_name='other requirements'),
        ),
        migrations.AlterField(
            model_name='registration',
            name='requirements',
            field=models.TextField(blank=True, help_text='Heavy machines, compressed air, cold storage, anything else.', validators=[django.core.validators.MaxLengthValidator(3000)], verbose_name='other requirements'),
        ),
        migrations.CreateModel(
            name='Acceptance',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.CharField(blank=True, max_length=20, verbose_name='version of the terms')),
                ('language', models.CharField(max_length=2, verbose_name='language')),
                ('text', models.TextField(help_text='As it was shown.', verbose_name='text')),
                ('accepted_at', models.DateTimeField(verbose_name='accepted on')),
                ('user_id', models.BigIntegerField(blank=True, help_text='Empty if the portal did it.', null=True, verbose_name='who')),
                ('registration', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='acceptances', to='exhibitors.registration', verbose_name='registration')),
            ],
            options={
                'verbose_name': 'acceptance of the terms',
                'verbose_name_plural': 'acceptances of the terms',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='HistoricalRequiredDocument',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('name', models.CharField(max_length=120, verbose_name='name')),
                ('name_ar', models.CharField(max_length=120, null=True, verbose_name='name')),
                ('name_en', models.CharField(max_length=120, null=True, verbose_name='name')),
                ('name_fr', models.CharField(max_length=120, null=True, verbose_name='name')),
                ('explanation', models.TextField(blank=True, help_text='What exactly it is, and who issues it.', verbose_name='explanation')),
                ('explanation_ar', models.TextField(blank=True, help_text='What exactly it is, and who issues it.', null=True, verbose_name='explanation')),
                ('explanation_en', models.TextField(blank=True, help_text='What exactly it is, and who issues it.', null=True, verbose_name='explanation')),
                ('explanation_fr', models.TextField(blank=True, help_text='What exactly it is, and who issues it.', null=True, verbose_name='explanation')),
                ('is_required', models.BooleanField(default=True, help_text='Without a date, nobody can send a registration before it is there.', verbose_name='required')),
                ('due_at', models.DateTimeField(blank=True, help_text='If it is empty, the date of the exhibition’s documents holds.', null=True, verbose_name='due')),
                ('order', models.PositiveSmallIntegerField(default=0, verbose_name='order')),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('exhibition', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='exhibitors.exhibition', verbose_name='exhibition')),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'historical document asked for',
                'verbose_name_plural': 'historical documents asked for',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='RequiredDocument',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=120, verbose_name='name')),
                ('name_ar', models.CharField(max_length=120, null=True, verbose_name='name')),
                ('name_en', models.CharField(max_length=120, null=True, verbose_name='name')),
                ('name_fr', models.CharField(max_length=120, null=True, verbose_name='name')),
                ('explanation', models.TextField(blank=True, help_text='What exactly it is, and who issues it.', verbose_name='explanation')),
                ('explanation_ar', models.TextField(blank=True, help_text='What exactly it is, and who issues it.', null=True, verbose_name='explanation')),
                ('explanation_en', models.TextField(blank=True, help_text='What exactly it is, and who issues it.', null=True, verbose_name='explanation')),
                ('explanation_fr', models.TextField(blank=True, help_text='What exactly it is, and who issues it.', null=True, verbose_name='explanation')),
                ('is_required', models.BooleanField(default=True, help_text='Without a date, nobody can send a registration before it is there.', verbose_name='required')),
                ('due_at', models.DateTimeField(blank=True, help_text='If it is empty, the date of the exhibition’s documents holds.', null=True, verbose_name='due')),
                ('order', models.PositiveSmallIntegerField(default=0, verbose_name='order')),
                ('exhibition', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='required_documents', to='exhibitors.exhibition', verbose_name='exhibition')),
            ],
            options={
                'verbose_name': 'document asked for',
                'verbose_name_plural': 'documents asked for',
                'ordering': ['order', 'pk'],
            },
        ),
        migrations.AddField(
            model_name='document',
            name='wanted',
            field=models.ForeignKey(blank=True, help_text='Empty if the company sent it by itself.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='documents', to='exhibitors.requireddocument', verbose_name='asked for as'),
        ),
        migrations.AddConstraint(
            model_name='document',
            constraint=models.UniqueConstraint(fields=('registration', 'wanted'), name='one_document_for_each_wanted'),
        ),
        migrations.RunPython(guard, unguard),
    ]
