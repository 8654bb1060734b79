"""The function that empties a sample town; append-only tables are closed to the application role."""

from django.db import migrations

from asah.foundation.access.sample_sql import DROP_SQL, SAMPLE_SQL


class Migration(migrations.Migration):
    dependencies = [("access", "0001_initial")]
    operations = [migrations.RunSQL(SAMPLE_SQL, DROP_SQL)]
