"""What the program keeps beside the record, as it stands after the first four migrations.

Where any of the migrations that it replaces has been applied, Django goes on with those instead.
"""

import django.db.models.deletion
import motions.migrations._together
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('remiss', '0001_grunden'), ('remiss', '0002_registren_frister'), ('remiss', '0003_registren_sok'), ('remiss', '0004_registren_inlasning')]

    initial = True

    dependencies = [
        ('motions', '0001_grunden'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        motions.migrations._together.Together(
            operations=[migrations.CreateModel(
                name='Idempotens',
                fields=[
                    ('nyckel', models.UUIDField(primary_key=True, serialize=False, verbose_name='nyckel')),
                    ('stig', models.CharField(max_length=300, verbose_name='adress')),
                    ('at', models.DateTimeField(verbose_name='när')),
                    ('status', models.PositiveSmallIntegerField(null=True, verbose_name='status')),
                    ('plats', models.CharField(blank=True, max_length=500, verbose_name='vidare till')),
                    ('meddelande', models.TextField(blank=True, verbose_name='meddelande')),
                    ('innehallstyp', models.CharField(blank=True, max_length=100, verbose_name='innehållstyp')),
                    ('kropp', models.TextField(blank=True, verbose_name='svarets text')),
                    ('anvandare', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to=settings.AUTH_USER_MODEL, verbose_name='användare')),
                ],
                options={
                    'verbose_name': 'besvarad begäran',
                    'verbose_name_plural': 'besvarade begäranden',
                },
            ), migrations.CreateModel(
                name='Lasning',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('at', models.DateTimeField(verbose_name='när')),
                    ('anvandare', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL, verbose_name='användare')),
                    ('arende', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='lasningar', to='motions.arende', verbose_name='ärende')),
                ],
                options={
                    'verbose_name': 'läsning',
                    'verbose_name_plural': 'läsningar',
                },
            ), migrations.CreateModel(
                name='Utskick',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('adress', models.EmailField(max_length=254, verbose_name='adress')),
                    ('amne', models.CharField(max_length=200, verbose_name='ämne')),
                    ('text', models.TextField(verbose_name='text')),
                    ('bilaga_namn', models.CharField(blank=True, max_length=200, verbose_name='bilagans namn')),
                    ('skapat_at', models.DateTimeField(verbose_name='skapat')),
                    ('skickat_at', models.DateTimeField(blank=True, null=True, verbose_name='skickat')),
                    ('bilaga', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='motions.lagradfil', verbose_name='bilaga')),
                    ('till', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL, verbose_name='till')),
                ],
                options={
                    'verbose_name': 'utskick',
                    'verbose_name_plural': 'utskick',
                    'ordering': ['-id'],
                },
            ), migrations.CreateModel(
                name='Anvandarval',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('paminnelser', models.BooleanField(default=True, verbose_name='mejl om frister varje vardagsmorgon')),
                    ('pamind_on', models.DateField(blank=True, null=True, verbose_name='senast påmind den')),
                    ('anvandare', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='val', to=settings.AUTH_USER_MODEL, verbose_name='användare')),
                ],
                options={
                    'verbose_name': 'användarval',
                    'verbose_name_plural': 'användarval',
                },
            ), migrations.CreateModel(
                name='Kalenderadress',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('roll', models.CharField(max_length=20, verbose_name='roll')),
                    ('token_sha256', models.CharField(max_length=64, unique=True, verbose_name='adressens kontrollsumma')),
                    ('skapad_at', models.DateTimeField(verbose_name='skapad')),
                    ('aterkallad_at', models.DateTimeField(blank=True, null=True, verbose_name='återkallad')),
                    ('anvandare', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='kalenderadresser', to=settings.AUTH_USER_MODEL, verbose_name='användare')),
                ],
                options={
                    'verbose_name': 'kalenderadress',
                    'verbose_name_plural': 'kalenderadresser',
                    'constraints': [models.UniqueConstraint(condition=models.Q(('aterkallad_at__isnull', True)), fields=('anvandare', 'roll'), name='kalenderadress_en_per_roll')],
                },
            ), migrations.CreateModel(
                name='SparatUrval',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('namn', models.CharField(max_length=60, verbose_name='namn')),
                    ('fraga', models.CharField(blank=True, max_length=1000, verbose_name='urval')),
                    ('sparat_at', models.DateTimeField(verbose_name='sparat')),
                    ('anvandare', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sparade_urval', to=settings.AUTH_USER_MODEL, verbose_name='användare')),
                ],
                options={
                    'verbose_name': 'sparat urval',
                    'verbose_name_plural': 'sparade urval',
                    'ordering': ['namn'],
                    'constraints': [models.UniqueConstraint(fields=('anvandare', 'namn'), name='sparaturval_namn_unikt')],
                },
            ), migrations.CreateModel(
                name='Inlasning',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('slag', models.CharField(choices=[('anvandare', 'Användare med befattningar'), ('valda', 'Förtroendevalda med uppdrag')], max_length=12, verbose_name='slag')),
                    ('filnamn', models.CharField(max_length=120, verbose_name='filnamn')),
                    ('sha256', models.CharField(max_length=64, verbose_name='filens kontrollsumma')),
                    ('text', models.TextField(blank=True, verbose_name='filens text')),
                    ('slut_on', models.DateField(blank=True, null=True, verbose_name='avsluta det som saknas i filen den')),
                    ('plan_sha256', models.CharField(blank=True, max_length=64, verbose_name='planens kontrollsumma')),
                    ('skapad_at', models.DateTimeField(verbose_name='förhandsgranskad')),
                    ('inlast_at', models.DateTimeField(blank=True, null=True, verbose_name='inläst')),
                    ('skapad_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='av')),
                ],
                options={
                    'verbose_name': 'inläsning',
                    'verbose_name_plural': 'inläsningar',
                },
            )],
        ),
    ]
