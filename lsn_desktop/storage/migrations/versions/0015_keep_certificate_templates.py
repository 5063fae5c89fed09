"""Keep templates of certificates beside those of labels."""

from __future__ import annotations

from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Forward only; what was kept before is a label's."""
    # A rule on a new column: both engines take it in one statement, SQLite without a rebuild.
    op.execute(
        "ALTER TABLE label_template ADD COLUMN kind TEXT DEFAULT 'label' NOT NULL"
        " CONSTRAINT ck_label_template_kind CHECK (kind IN ('label', 'coc', 'coa'))"
    )
