"""Make the tables of the search; those of the words are of each database's own kind.

A site that has pages already gets them indexed right after the migration, by home.search.
"""

import django.db.models.deletion
from django.db import migrations, models

TABLES = {
    "sqlite": [
        "CREATE VIRTUAL TABLE home_searchwords USING fts5("
        "title, lead, text, tokenize = 'ascii', prefix = '3')",
        "CREATE VIRTUAL TABLE home_searchspelling USING fts5("
        "pieces, tokenize = 'ascii', content = '', columnsize = 1)",
    ],
    "postgresql": [
        "CREATE TABLE home_searchwords ("
        "page_id bigint PRIMARY KEY, head tsvector NOT NULL, words tsvector NOT NULL)",
        "CREATE INDEX home_searchwords_head ON home_searchwords USING gin (head)",
        "CREATE INDEX home_searchwords_words ON home_searchwords USING gin (words)",
        "CREATE TABLE home_searchspelling ("
        "word_id bigint PRIMARY KEY, pieces tsvector NOT NULL)",
        "CREATE INDEX home_searchspelling_pieces ON home_searchspelling USING gin (pieces)",
    ],
}


def make_tables(apps, schema_editor):
    for statement in TABLES[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def drop_tables(apps, schema_editor):
    for table in ("home_searchwords", "home_searchspelling"):
        schema_editor.execute(f"DROP TABLE {table}")


class Migration(migrations.Migration):

    dependencies = [
        ('home', '0010_reader_feedback'),
        ('wagtailcore', '0097_baselogentry_uuid_action_timestamp_indexes'),
    ]

    operations = [
        migrations.CreateModel(
            name='SearchEntry',
            fields=[
                ('page', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='search_entry', serialize=False, to='wagtailcore.page')),
                ('title', models.TextField()),
                ('teaser', models.TextField(blank=True)),
                ('text', models.TextField(blank=True)),
                ('facts', models.TextField(blank=True)),
            ],
        ),
        migrations.CreateModel(
            name='SearchWord',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('stem', models.CharField(max_length=60, unique=True)),
                ('backwards', models.CharField(db_index=True, max_length=60)),
                ('shown', models.CharField(max_length=60)),
            ],
        ),
        migrations.RunPython(make_tables, drop_tables),
    ]
