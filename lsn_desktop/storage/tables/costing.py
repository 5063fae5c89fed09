"""What goods cost: charges that come upon a receipt, and the layers each LSN carries.

Amounts are totals in 10^-4 of their currency, never prices of one unit. Layers are only ever
added: what is corrected, withdrawn, reversed or carried to another LSN writes the opposite.
"""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Index, Table, UniqueConstraint
from sqlalchemy import text as sql

from lsn_desktop.storage.tables.base import day, key, metadata, ref, required, text, uid, whole

charge = Table(
    "charge",
    metadata,
    key(),
    uid(),
    ref("party_id", "party", null=True),  # who asks the money
    required("kind"),
    required("basis"),
    whole("amount"),
    required("currency"),
    whole("original_amount", null=True),
    text("original_currency"),
    whole("rate", null=True),  # what one of the original is worth, in 10^-8
    day("rate_on"),
    text("note"),
    whole("created_at"),
    ref("created_by", "user"),
    whole("withdrawn_at", null=True),
    ref("withdrawn_by", "user", null=True),
    CheckConstraint(
        "kind IN ('freight', 'duty', 'insurance', 'handling', 'other')", name="kind"
    ),
    CheckConstraint("basis IN ('value', 'weight', 'volume', 'quantity')", name="basis"),
    CheckConstraint("amount > 0", name="amount"),
    CheckConstraint(
        "(original_amount IS NULL) = (original_currency = '')"
        " AND (original_amount IS NULL) = (rate IS NULL)"
        " AND (original_amount IS NULL) = (rate_on IS NULL)",
        name="original",
    ),
    CheckConstraint("(withdrawn_at IS NULL) = (withdrawn_by IS NULL)", name="withdrawn"),
)

charge_receipt = Table(
    "charge_receipt",
    metadata,
    key(),
    ref("charge_id", "charge"),
    ref("document_id", "document", index=True),
    UniqueConstraint("charge_id", "document_id"),
)

cost_layer = Table(
    "cost_layer",
    metadata,
    key(),
    ref("lsn_id", "lsn"),
    ref("document_id", "document"),  # the receipt, or what carried the cost on
    ref("line_id", "document_line", null=True),  # of the receipt the goods came with
    ref("charge_id", "charge", null=True),
    required("kind"),
    whole("quantity"),  # of the LSN's item, that the amount is for; below nothing: taken off
    whole("amount"),
    required("currency"),
    whole("original_amount", null=True),
    text("original_currency"),
    whole("rate", null=True),
    day("rate_on"),
    whole("at"),
    CheckConstraint(
        "kind IN ('purchase', 'landed', 'material', 'labour', 'overhead', 'adjustment')",
        name="kind",
    ),
    CheckConstraint("(charge_id IS NULL) = (kind <> 'landed')", name="landed"),
    CheckConstraint(
        "(original_amount IS NULL) = (original_currency = '')"
        " AND (original_amount IS NULL) = (rate IS NULL)"
        " AND (original_amount IS NULL) = (rate_on IS NULL)",
        name="original",
    ),
    Index("ix_cost_layer_lsn", "lsn_id", "id"),
    Index("ix_cost_layer_document", "document_id", "id"),
)
OF_A_CHARGE = sql("charge_id IS NOT NULL")
Index(  # most goods come without charges
    "ix_cost_layer_charge",
    cost_layer.c.charge_id,
    sqlite_where=OF_A_CHARGE,
    postgresql_where=OF_A_CHARGE,
)
OF_A_LINE = sql("line_id IS NOT NULL")
Index(
    "ix_cost_layer_line",
    cost_layer.c.line_id,
    sqlite_where=OF_A_LINE,
    postgresql_where=OF_A_LINE,
)
