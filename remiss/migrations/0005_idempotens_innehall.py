"""What a POST said, by its digest, so that its key with other content can be told apart. Rows from before have none."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('remiss', '0004_registren_inlasning'),
    ]

    operations = [
        migrations.AddField(
            model_name='idempotens',
            name='innehall_sha256',
            field=models.CharField(blank=True, default='', max_length=64, verbose_name='innehållets kontrollsumma'),
            preserve_default=False,
        ),
    ]
