"""The harder documents: joint utlåtanden signed by the chefer of every nämnd, förvaltningsgrupp and perspektiv, instämmanden."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

# A text was signed in the chain of its first ärende's organ. The constraints are checked at once, so that the table can be altered.
FORSTA_ORGANET = """
UPDATE motions_godkannande AS g SET organ_id = (
    SELECT a.organ_id
    FROM motions_version AS v
    JOIN motions_tjansteutlatande_arenden AS ua ON ua.tjansteutlatande_id = v.utlatande_id
    JOIN motions_arende AS a ON a.id = ua.arende_id
    WHERE v.id = g.version_id
    ORDER BY a.id LIMIT 1
);
SET CONSTRAINTS ALL IMMEDIATE;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('motions', '0003_registren_sok'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='godkannande',
            name='godkannande_ett_per_steg',
        ),
        migrations.AddField(
            model_name='arendetyp',
            name='forvaltningsgrupp',
            field=models.BooleanField(default=False, verbose_name='ska behandlas i förvaltningsgruppen'),
        ),
        migrations.AddField(
            model_name='arendetyp',
            name='perspektiv',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('jamstalldhet', 'Jämställdhet'), ('barn', 'Barnets bästa'), ('ekonomi', 'Ekonomi'), ('klimat', 'Klimat och miljö'), ('tillganglighet', 'Tillgänglighet')], max_length=20), blank=True, default=list, size=None, verbose_name='perspektiv som ska belysas'),
        ),
        migrations.AddField(
            model_name='godkannande',
            name='organ',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='motions.organ', verbose_name='organ'),
        ),
        migrations.RunSQL(FORSTA_ORGANET, migrations.RunSQL.noop),
        migrations.AlterField(
            model_name='godkannande',
            name='organ',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='motions.organ', verbose_name='organ'),
        ),
        migrations.AddField(
            model_name='historicalarendetyp',
            name='forvaltningsgrupp',
            field=models.BooleanField(default=False, verbose_name='ska behandlas i förvaltningsgruppen'),
        ),
        migrations.AddField(
            model_name='historicalarendetyp',
            name='perspektiv',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('jamstalldhet', 'Jämställdhet'), ('barn', 'Barnets bästa'), ('ekonomi', 'Ekonomi'), ('klimat', 'Klimat och miljö'), ('tillganglighet', 'Tillgänglighet')], max_length=20), blank=True, default=list, size=None, verbose_name='perspektiv som ska belysas'),
        ),
        migrations.AddField(
            model_name='historicalgodkannande',
            name='organ',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='motions.organ', verbose_name='organ'),
        ),
        migrations.AddField(
            model_name='historicalpunkt',
            name='information',
            field=models.BooleanField(default=False, verbose_name='bara information, utan beslut'),
        ),
        migrations.AddField(
            model_name='historicaltjansteutlatande',
            name='forvaltningsgrupp_on',
            field=models.DateField(blank=True, null=True, verbose_name='behandlat i förvaltningsgruppen'),
        ),
        migrations.AddField(
            model_name='historicaluttalande',
            name='instammer_i',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='motions.uttalande', verbose_name='instämmer i uttalandet'),
        ),
        migrations.AddField(
            model_name='punkt',
            name='information',
            field=models.BooleanField(default=False, verbose_name='bara information, utan beslut'),
        ),
        migrations.AddField(
            model_name='tjansteutlatande',
            name='forvaltningsgrupp_on',
            field=models.DateField(blank=True, null=True, verbose_name='behandlat i förvaltningsgruppen'),
        ),
        migrations.AddField(
            model_name='uttalande',
            name='instammer_i',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='instammanden', to='motions.uttalande', verbose_name='instämmer i uttalandet'),
        ),
        migrations.AddField(
            model_name='historicaluttalande',
            name='upprepar',
            field=models.BooleanField(default=False, verbose_name='upprepar uttalandets text'),
        ),
        migrations.AddField(
            model_name='uttalande',
            name='upprepar',
            field=models.BooleanField(default=False, verbose_name='upprepar uttalandets text'),
        ),
        migrations.AddConstraint(
            model_name='uttalande',
            constraint=models.CheckConstraint(condition=models.Q(('upprepar', False), models.Q(('instammer_i__isnull', False), ('text', '')), _connector='OR'), name='uttalande_upprepar_ett_annat'),
        ),
        migrations.AddConstraint(
            model_name='godkannande',
            constraint=models.UniqueConstraint(condition=models.Q(('utfall', 'godkant')), fields=('version', 'organ', 'steg'), name='godkannande_ett_per_steg'),
        ),
    ]
