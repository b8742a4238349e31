"""Cited works are named by their words, not by how these are taken apart; runs keep their notes.

Two parsers had given one work two names, of which one was reported as gone and the other as new:
such rows become one, the later one.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from citecheck.audit.cited import kept
from citecheck.model.reference import Reference

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_CHUNK = 1_000
_BECOMES = (
    "UPDATE citations SET from_run = (SELECT MIN(other.from_run) FROM citations AS other WHERE "
    "other.page_id = citations.page_id AND other.until_run IS NULL AND other.reference_id IN "
    "(:old, :new)) WHERE reference_id = :new AND until_run IS NULL",
    "DELETE FROM citations WHERE reference_id = :old AND until_run IS NULL AND page_id IN "
    "(SELECT page_id FROM citations WHERE reference_id = :new AND until_run IS NULL)",
    "UPDATE citations SET reference_id = :new WHERE reference_id = :old",
    "DELETE FROM findings WHERE reference_id = :old AND from_run >= "
    "(SELECT MIN(from_run) FROM findings WHERE reference_id = :new)",
    "UPDATE findings SET until_run = (SELECT MIN(from_run) FROM findings WHERE reference_id = :new)"
    " WHERE reference_id = :old AND (until_run IS NULL OR until_run > "
    "(SELECT MIN(from_run) FROM findings WHERE reference_id = :new))",
    "UPDATE findings SET reference_id = :new WHERE reference_id = :old",
    "DELETE FROM work WHERE stage = 'references' AND subject = :old AND EXISTS (SELECT 1 FROM work "
    "AS other WHERE other.stage = 'references' AND other.subject = :new)",
    "UPDATE work SET subject = :new WHERE stage = 'references' AND subject = :old",
    "UPDATE cited_works SET first_run = (SELECT MIN(first_run) FROM cited_works WHERE id IN "
    "(:old, :new)) WHERE id = :new",
    "DELETE FROM cited_works WHERE id = :old",
)


def upgrade() -> None:
    notes = sa.Column("notes", sa.Text(), nullable=False, server_default="[]")
    op.add_column("runs", notes)
    connection = op.get_bind()
    rename = sa.text("UPDATE cited_works SET fingerprint = :name, value = :value WHERE id = :id")
    known: dict[str, int] = {}
    after = 0
    while True:
        rows = connection.execute(
            sa.text("SELECT id, value FROM cited_works WHERE id > :after ORDER BY id LIMIT :most"),
            {"after": after, "most": _CHUNK},
        ).all()
        if not rows:
            break
        for row in rows:
            reference = kept(Reference.model_validate_json(row.value))
            if reference.id in known:
                for step in _BECOMES:
                    connection.execute(sa.text(step), {"old": known[reference.id], "new": row.id})
            known[reference.id] = row.id
            connection.execute(
                rename,
                {"id": row.id, "name": reference.id, "value": reference.model_dump_json()},
            )
        after = rows[-1].id
