"""Runs the steps on the connection that `format.py` hands over, in its transaction."""

from __future__ import annotations

from alembic import context

from citecheck.audit.ledger.tables import Table

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Table.metadata,
    render_as_batch=True,
)
context.run_migrations()
