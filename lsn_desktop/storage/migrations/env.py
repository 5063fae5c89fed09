"""Alembic's entry: the caller hands over an open connection in its own transaction."""

from alembic import context

from lsn_desktop.storage.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=False,
    transactional_ddl=True,
    compare_type=False,
)
context.run_migrations()
