"""What Alembic runs before the steps: they happen on the connection that `migrate` was given."""

from __future__ import annotations

from alembic import context

from pipeline.store.tables import METADATA

context.configure(connection=context.config.attributes["connection"], target_metadata=METADATA)
with context.begin_transaction():
    context.run_migrations()
