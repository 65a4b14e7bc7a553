"""The words of a heading stand beside it, and signs part words: the index itself is made anew when the tables are whole."""

import string

import django.contrib.postgres.indexes
import django.contrib.postgres.search
from django.db import migrations, models

TECKEN = string.punctuation


def utan_skiljetecken(falt: str) -> models.Func:
    return models.Func(
        falt,
        models.Value(TECKEN),
        models.Value(" " * len(TECKEN)),
        function="translate",
        output_field=models.TextField(),
    )


class Migration(migrations.Migration):
    dependencies = [("motions", "0011_undanlagda_texter")]

    operations = [
        migrations.RemoveIndex(model_name="sokpost", name="sokpost_vektor"),
        migrations.RemoveField(model_name="sokpost", name="vektor"),
        migrations.AddField(
            model_name="sokpost", name="ord", field=models.TextField(blank=True, verbose_name="rubrikens ord")
        ),
        migrations.AddField(
            model_name="sokpost",
            name="vektor",
            field=models.GeneratedField(
                db_persist=True,
                expression=django.contrib.postgres.search.SearchVector("nummer", weight="A", config="simple")
                + django.contrib.postgres.search.SearchVector(
                    utan_skiljetecken("ord"), weight="A", config="swedish"
                )
                + django.contrib.postgres.search.SearchVector(
                    utan_skiljetecken("text"), weight="B", config="swedish"
                ),
                output_field=django.contrib.postgres.search.SearchVectorField(),
                verbose_name="ord att söka i",
            ),
        ),
        migrations.AddIndex(
            model_name="sokpost",
            index=django.contrib.postgres.indexes.GinIndex(fields=["vektor"], name="sokpost_vektor"),
        ),
    ]
