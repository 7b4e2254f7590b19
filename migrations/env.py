"""Alembic's environment: the application's engine, and what the models do not describe."""

from alembic import context
from flask import current_app

migrate = current_app.extensions["migrate"]
engine = migrate.db.engine


def include_object(_object, name, kind, _reflected, _compare_to):
    """The full-text index is made by hand, per database: FTS5 tables on SQLite, an index over expressions on PostgreSQL."""
    if kind == "table":
        return not name.startswith("search_index")
    return name != "ix_search_document_words"


def render_item(kind, item, _autogen_context):
    """Migrations import no model code: our instant is a plain timestamp with time zone to them."""
    if kind == "type" and type(item).__name__ == "UtcDateTime":
        return "sa.DateTime(timezone=True)"
    return False


def run():
    with engine.connect() as connection:
        context.configure(
            connection=connection,
            target_metadata=migrate.db.metadata,
            include_object=include_object,
            render_item=render_item,
            **migrate.configure_args,
        )
        with context.begin_transaction():
            context.run_migrations()


run()
