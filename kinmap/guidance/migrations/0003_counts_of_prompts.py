"""Counts of prompts become rows that are only ever inserted."""

from django.db import migrations, models

import kinmap.guidance.prompts.models


class Migration(migrations.Migration):
    dependencies = [("guidance", "0002_words_and_prompts")]

    operations = [
        migrations.DeleteModel(name="PromptCount"),
        migrations.CreateModel(
            name="PromptCount",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=kinmap.guidance.prompts.models.unlinked, editable=False, primary_key=True,
                        serialize=False,
                    ),
                ),
                ("month", models.DateField()),
                ("shown", models.JSONField(default=list)),
                ("taken_up", models.JSONField(default=list)),
                ("waved_away", models.JSONField(default=list)),
            ],
            options={"indexes": [models.Index(fields=["month"], name="counts_of_a_month")]},
        ),
    ]
