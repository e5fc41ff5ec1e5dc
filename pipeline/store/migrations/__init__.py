"""Bringing a store's tables to this version, one step after another. Works from the installed package."""

from __future__ import annotations

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection

from pipeline.store.views import create_views, drop_views


def migrate(connection: Connection) -> None:
    """Take the steps that are missing, inside the transaction of `connection`, which must be a writer's."""
    config = Config()
    config.set_main_option("script_location", "pipeline.store:migrations")
    config.attributes["connection"] = connection
    drop_views(connection)
    command.upgrade(config, "head")
    create_views(connection)
