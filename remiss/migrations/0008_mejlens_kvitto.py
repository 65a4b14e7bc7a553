"""What a mail carries and to which sitting it belongs; that nobody waits for one."""

import django.db.models.deletion
from django.db import migrations, models

class Migration(migrations.Migration):

    dependencies = [
        ("motions", "0010_paragrafserie"),
        ("remiss", "0007_strandat"),
    ]

    operations = [
        migrations.AddField(
            model_name="utskick",
            name="handling",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="utskick",
                to="motions.handling",
                verbose_name="handling",
            ),
        ),
        migrations.AddField(
            model_name="utskick",
            name="sammantrade",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="utskick",
                to="motions.sammantrade",
                verbose_name="sammanträde",
            ),
        ),
        migrations.CreateModel(
            name="Utskickskvittering",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField(verbose_name="när")),
                (
                    "utskick",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="kvittering",
                        to="remiss.utskick",
                        verbose_name="utskick",
                    ),
                ),
            ],
            options={
                "verbose_name": "kvittering av utskick",
                "verbose_name_plural": "kvitteringar av utskick",
            },
        ),
        migrations.AddIndex(
            model_name="utskick",
            index=models.Index(
                condition=models.Q(("skickat_at__isnull", True)),
                fields=["arende", "sammantrade"],
                name="utskick_oskickat",
            ),
        ),
    ]
