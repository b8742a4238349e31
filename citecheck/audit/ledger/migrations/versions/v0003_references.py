"""The works that pages cite. Every page is read anew, for what it cites."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "cited_works",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("fingerprint", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("first_run", sa.Integer(), nullable=False),
        sa.Column("failure", sa.Text(), nullable=True),
        sa.Column("failed_run", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cited_works")),
        sa.UniqueConstraint("fingerprint", name=op.f("uq_cited_works_fingerprint")),
    )
    op.create_index(op.f("ix_cited_works_failed_run"), "cited_works", ["failed_run"], unique=False)
    op.create_table(
        "citations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("page_id", sa.Integer(), nullable=False),
        sa.Column("reference_id", sa.Integer(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("from_run", sa.Integer(), nullable=False),
        sa.Column("until_run", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["page_id"], ["pages.id"], name=op.f("fk_citations_page_id")),
        sa.ForeignKeyConstraint(
            ["reference_id"], ["cited_works.id"], name=op.f("fk_citations_reference_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_citations")),
    )
    for columns in (["page_id", "until_run"], ["reference_id", "until_run"]):
        name = op.f(f"ix_citations_{'_'.join(columns)}")
        op.create_index(name, "citations", columns, unique=False)
    for column in ("from_run", "until_run"):
        op.create_index(op.f(f"ix_citations_{column}"), "citations", [column], unique=False)
    op.create_table(
        "findings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reference_id", sa.Integer(), nullable=False),
        sa.Column("from_run", sa.Integer(), nullable=False),
        sa.Column("until_run", sa.Integer(), nullable=True),
        sa.Column("confirmed_run", sa.Integer(), nullable=False),
        sa.Column("checked_at", sa.Text(), nullable=False),
        sa.Column("confirmed_at", sa.Text(), nullable=False),
        sa.Column("method_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("finding", sa.Text(), nullable=False),
        sa.Column("study_id", sa.Integer(), nullable=True),
        sa.Column("standing", sa.Text(), nullable=True),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("differences", sa.Text(), nullable=False),
        sa.Column("candidates", sa.Text(), nullable=False),
        sa.Column("notices", sa.Text(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["reference_id"], ["cited_works.id"], name=op.f("fk_findings_reference_id")
        ),
        sa.ForeignKeyConstraint(["method_id"], ["methods.id"], name=op.f("fk_findings_method_id")),
        sa.ForeignKeyConstraint(["study_id"], ["studies.id"], name=op.f("fk_findings_study_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_findings")),
    )
    op.create_index(
        op.f("ix_findings_reference_id_until_run"),
        "findings",
        ["reference_id", "until_run"],
        unique=False,
    )
    for column in ("from_run", "confirmed_run", "study_id"):
        op.create_index(op.f(f"ix_findings_{column}"), "findings", [column], unique=False)
    # What an older citecheck read is read as if for the first time.
    op.execute("UPDATE pages SET tool_version = NULL")
