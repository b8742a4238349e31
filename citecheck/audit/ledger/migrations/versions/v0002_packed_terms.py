"""The terms of searches are packed: as text they were half of a ledger."""

from __future__ import annotations

import zlib

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_CHUNK = 1_000


def upgrade() -> None:
    # Not as a copy of the table: SQLite would not let go of the one that searches refer to.
    empty = sa.text("''")
    packed = sa.Column("packed", sa.LargeBinary(), nullable=False, server_default=empty)
    op.add_column("terms", packed)
    connection = op.get_bind()
    after = 0
    while True:
        rows = connection.execute(
            sa.text("SELECT id, value FROM terms WHERE id > :after ORDER BY id LIMIT :most"),
            {"after": after, "most": _CHUNK},
        ).all()
        if not rows:
            break
        connection.execute(
            sa.text("UPDATE terms SET packed = :packed WHERE id = :id"),
            [{"id": row.id, "packed": zlib.compress(row.value.encode(), 9)} for row in rows],
        )
        after = rows[-1].id
    op.drop_column("terms", "value")
    op.execute("ALTER TABLE terms RENAME COLUMN packed TO value")
