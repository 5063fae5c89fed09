"""Lay the foundation."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from lsn_desktop.storage import triggers

Id = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Forward only."""
    op.create_table(
        "blob",
        sa.Column("id", Id, autoincrement=True, nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("bytes", sa.LargeBinary(), nullable=False),
        sa.Column("media_type", sa.Text(), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_blob")),
        sa.UniqueConstraint("sha256", name=op.f("uq_blob_sha256")),
    )
    op.create_table(
        "counter",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("next", sa.BigInteger(), server_default="1", nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_counter")),
    )
    op.create_table(
        "item_family",
        sa.Column("id", Id, autoincrement=True, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_item_family")),
        sa.UniqueConstraint("name", name=op.f("uq_item_family_name")),
    )
    op.create_table(
        "party",
        sa.Column("id", Id, autoincrement=True, nullable=False),
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("code_key", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_key", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), server_default="", nullable=False),
        sa.Column("gln", sa.Text(), server_default="", nullable=False),
        sa.Column("is_vendor", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("is_customer", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("is_maker", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("is_carrier", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("active", sa.Boolean(), server_default=sa.true(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_party")),
        sa.UniqueConstraint("code", name=op.f("uq_party_code")),
        sa.UniqueConstraint("uid", name=op.f("uq_party_uid")),
    )
    op.create_index("ix_party_name_key", "party", ["name_key"], unique=False)
    op.create_table(
        "setting",
        sa.Column("scope", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("scope", "name", name=op.f("pk_setting")),
    )
    op.create_table(
        "site",
        sa.Column("id", Id, autoincrement=True, nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("time_zone", sa.Text(), nullable=False),
        sa.Column("gln", sa.Text(), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_site")),
        sa.UniqueConstraint("code", name=op.f("uq_site_code")),
    )
    op.create_table(
        "user",
        sa.Column("id", Id, autoincrement=True, nullable=False),
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_key", sa.Text(), nullable=False),
        sa.Column("pin_hash", sa.Text(), server_default="", nullable=False),
        sa.Column("badge_hash", sa.Text(), nullable=True),
        sa.Column("role", sa.Text(), server_default="operator", nullable=False),
        sa.Column("active", sa.Boolean(), server_default=sa.true(), nullable=False),
        sa.Column("failed_pins", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("locked_until", sa.BigInteger(), server_default="0", nullable=False),
        sa.CheckConstraint(
            "role IN ('owner', 'supervisor', 'operator', 'system')", name=op.f("ck_user_role")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_user")),
        sa.UniqueConstraint("badge_hash", name=op.f("uq_user_badge_hash")),
        sa.UniqueConstraint("name", name=op.f("uq_user_name")),
        sa.UniqueConstraint("uid", name=op.f("uq_user_uid")),
    )
    op.create_table(
        "workstation",
        sa.Column("id", Id, autoincrement=True, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("scan_seq", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("audit_number", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("audit_hash", sa.Text(), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_workstation")),
        sa.UniqueConstraint("name", name=op.f("uq_workstation_name")),
    )
    op.create_table(
        "attachment",
        sa.Column("id", Id, autoincrement=True, nullable=False),
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("subject_id", sa.BigInteger(), nullable=False),
        sa.Column("blob_id", Id, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), server_default="", nullable=False),
        sa.Column("issued_on", sa.Date(), nullable=True),
        sa.Column("expires_on", sa.Date(), nullable=True),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("created_by", Id, nullable=False),
        sa.CheckConstraint(
            "subject IN ('lsn', 'item', 'document', 'party')",
            name=op.f("ck_attachment_subject"),
        ),
        sa.ForeignKeyConstraint(["blob_id"], ["blob.id"], name=op.f("fk_attachment_blob_id")),
        sa.ForeignKeyConstraint(
            ["created_by"], ["user.id"], name=op.f("fk_attachment_created_by")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attachment")),
        sa.UniqueConstraint("uid", name=op.f("uq_attachment_uid")),
    )
    op.create_index(
        "ix_attachment_subject", "attachment", ["subject", "subject_id"], unique=False
    )
    op.create_table(
        "audit_entry",
        sa.Column("id", Id, autoincrement=True, nullable=False),
        sa.Column("workstation_id", Id, nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("user_id", Id, nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("params", sa.Text(), server_default="{}", nullable=False),
        sa.Column("subject", sa.Text(), server_default="", nullable=False),
        sa.Column("subject_id", Id, nullable=True),
        sa.Column("digest", sa.Text(), server_default="", nullable=False),
        sa.Column("previous_hash", sa.Text(), server_default="", nullable=False),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_audit_entry_user_id")),
        sa.ForeignKeyConstraint(
            ["workstation_id"], ["workstation.id"], name=op.f("fk_audit_entry_workstation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_entry")),
        sa.UniqueConstraint(
            "workstation_id", "number", name=op.f("uq_audit_entry_workstation_id_number")
        ),
    )
    op.create_index(
        "ix_audit_entry_subject", "audit_entry", ["subject", "subject_id"], unique=False
    )
    op.create_table(
        "company",
        sa.Column("id", Id, autoincrement=True, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), server_default="", nullable=False),
        sa.Column("gs1_prefix", sa.Text(), server_default="", nullable=False),
        sa.Column("currency", sa.Text(), server_default="USD", nullable=False),
        sa.Column("logo_blob_id", Id, nullable=True),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["logo_blob_id"], ["blob.id"], name=op.f("fk_company_logo_blob_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_company")),
    )
    op.create_table(
        "custom_field",
        sa.Column("id", Id, autoincrement=True, nullable=False),
        sa.Column("family_id", Id, nullable=False),
        sa.Column("of", sa.Text(), server_default="lsn", nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("choices", sa.Text(), server_default="", nullable=False),
        sa.Column("position", sa.BigInteger(), server_default="0", nullable=False),
        sa.CheckConstraint(
            "kind IN ('text', 'number', 'date', 'yes/no', 'list', 'link')",
            name=op.f("ck_custom_field_kind"),
        ),
        sa.CheckConstraint("of IN ('lsn', 'item')", name=op.f("ck_custom_field_of")),
        sa.ForeignKeyConstraint(
            ["family_id"], ["item_family.id"], name=op.f("fk_custom_field_family_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_custom_field")),
        sa.UniqueConstraint(
            "family_id", "of", "name", name=op.f("uq_custom_field_family_id_of_name")
        ),
    )
    op.create_table(
        "exchange_job",
        sa.Column("id", Id, autoincrement=True, nullable=False),
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("rows", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("user_id", Id, nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_exchange_job_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_exchange_job")),
        sa.UniqueConstraint("uid", name=op.f("uq_exchange_job_uid")),
    )
    op.create_index(op.f("ix_exchange_job_sha256"), "exchange_job", ["sha256"], unique=False)
    op.create_table(
        "item",
        sa.Column("id", Id, autoincrement=True, nullable=False),
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("sku", sa.Text(), nullable=False),
        sa.Column("sku_key", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("description_key", sa.Text(), nullable=False),
        sa.Column("family_id", Id, nullable=True),
        sa.Column("tracking", sa.Text(), nullable=False),
        sa.Column("unit", sa.Text(), server_default="pcs", nullable=False),
        sa.Column("decimals", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("shelf_life_days", sa.BigInteger(), nullable=True),
        sa.Column("life_on_receipt_days", sa.BigInteger(), nullable=True),
        sa.Column("expiry_required", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("usable", sa.Text(), server_default="through", nullable=False),
        sa.Column("lot_by_supplier", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("hold_on_receipt", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("lot_pattern", sa.Text(), server_default="", nullable=False),
        sa.Column("scan_limit", sa.BigInteger(), nullable=True),
        sa.Column("moved", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("active", sa.Boolean(), server_default=sa.true(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.CheckConstraint(
            "tracking IN ('none', 'lot', 'serial', 'lot+serial')", name=op.f("ck_item_tracking")
        ),
        sa.CheckConstraint(
            "tracking NOT IN ('serial', 'lot+serial') OR decimals = 0",
            name=op.f("ck_item_serial_whole"),
        ),
        sa.CheckConstraint("usable IN ('through', 'until')", name=op.f("ck_item_usable")),
        sa.CheckConstraint("decimals BETWEEN 0 AND 6", name=op.f("ck_item_decimals")),
        sa.ForeignKeyConstraint(
            ["family_id"], ["item_family.id"], name=op.f("fk_item_family_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_item")),
        sa.UniqueConstraint("sku", name=op.f("uq_item_sku")),
        sa.UniqueConstraint("uid", name=op.f("uq_item_uid")),
    )
    op.create_index("ix_item_description_key", "item", ["description_key"], unique=False)
    op.create_index("ix_item_sku_key", "item", ["sku_key"], unique=False)
    op.create_table(
        "location",
        sa.Column("id", Id, autoincrement=True, nullable=False),
        sa.Column("site_id", Id, nullable=True),
        sa.Column("parent_id", Id, nullable=True),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("code_key", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), server_default="", nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("is_real", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("active", sa.Boolean(), server_default=sa.true(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('site', 'zone', 'storage', 'receiving', 'quarantine', 'production', 'shipping', 'supplier', 'customer', 'scrap', 'adjustment', 'opening', 'process', 'conversion')",
            name=op.f("ck_location_kind"),
        ),
        sa.ForeignKeyConstraint(
            ["parent_id"], ["location.id"], name=op.f("fk_location_parent_id")
        ),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"], name=op.f("fk_location_site_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_location")),
        sa.UniqueConstraint("code", name=op.f("uq_location_code")),
    )
    op.create_index("ix_location_code_key", "location", ["code_key"], unique=False)
    op.create_table(
        "purchase_order",
        sa.Column("id", Id, autoincrement=True, nullable=False),
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("number_key", sa.Text(), nullable=False),
        sa.Column("vendor_id", Id, nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("status", sa.Text(), server_default="open", nullable=False),
        sa.Column("note", sa.Text(), server_default="", nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.CheckConstraint(
            "status IN ('open', 'closed')", name=op.f("ck_purchase_order_status")
        ),
        sa.ForeignKeyConstraint(
            ["vendor_id"], ["party.id"], name=op.f("fk_purchase_order_vendor_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_purchase_order")),
        sa.UniqueConstraint("number", name=op.f("uq_purchase_order_number")),
        sa.UniqueConstraint("uid", name=op.f("uq_purchase_order_uid")),
    )
    op.create_index(
        "ix_purchase_order_status", "purchase_order", ["status", "due_on"], unique=False
    )
    op.create_index(
        op.f("ix_purchase_order_vendor_id"), "purchase_order", ["vendor_id"], unique=False
    )
    op.create_table(
        "document",
        sa.Column("id", Id, autoincrement=True, nullable=False),
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), server_default="draft", nullable=False),
        sa.Column("party_id", Id, nullable=True),
        sa.Column("purchase_order_id", Id, nullable=True),
        sa.Column("location_id", Id, nullable=True),
        sa.Column("reverses_id", Id, nullable=True),
        sa.Column("reference", sa.Text(), server_default="", nullable=False),
        sa.Column("reason", sa.Text(), server_default="", nullable=False),
        sa.Column("workstation_id", Id, nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("created_by", Id, nullable=False),
        sa.Column("posted_at", sa.BigInteger(), nullable=True),
        sa.Column("posted_by", Id, nullable=True),
        sa.Column("posted_on", sa.Date(), nullable=True),
        sa.Column("lines", sa.BigInteger(), server_default="0", nullable=False),
        sa.CheckConstraint(
            "(status = 'posted') = (posted_at IS NOT NULL)", name=op.f("ck_document_posted")
        ),
        sa.CheckConstraint(
            "kind IN ('receipt', 'transfer', 'build', 'shipment', 'customer return', 'supplier return', 'adjustment', 'count posting', 'scrap', 'opening')",
            name=op.f("ck_document_kind"),
        ),
        sa.CheckConstraint(
            "status IN ('draft', 'posted', 'discarded')", name=op.f("ck_document_status")
        ),
        sa.ForeignKeyConstraint(
            ["created_by"], ["user.id"], name=op.f("fk_document_created_by")
        ),
        sa.ForeignKeyConstraint(
            ["location_id"], ["location.id"], name=op.f("fk_document_location_id")
        ),
        sa.ForeignKeyConstraint(["party_id"], ["party.id"], name=op.f("fk_document_party_id")),
        sa.ForeignKeyConstraint(["posted_by"], ["user.id"], name=op.f("fk_document_posted_by")),
        sa.ForeignKeyConstraint(
            ["purchase_order_id"],
            ["purchase_order.id"],
            name=op.f("fk_document_purchase_order_id"),
        ),
        sa.ForeignKeyConstraint(
            ["workstation_id"], ["workstation.id"], name=op.f("fk_document_workstation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document")),
        sa.UniqueConstraint("number", name=op.f("uq_document_number")),
        sa.UniqueConstraint("reverses_id", name=op.f("uq_document_reverses_id")),
        sa.UniqueConstraint("uid", name=op.f("uq_document_uid")),
    )
    op.create_index(op.f("ix_document_party_id"), "document", ["party_id"], unique=False)
    op.create_index(
        op.f("ix_document_purchase_order_id"), "document", ["purchase_order_id"], unique=False
    )
    op.create_index("ix_document_status", "document", ["status", "kind"], unique=False)
    op.create_table(
        "handling_unit",
        sa.Column("id", Id, autoincrement=True, nullable=False),
        sa.Column("sscc", sa.Text(), nullable=False),
        sa.Column("location_id", Id, nullable=False),
        sa.Column("parent_id", Id, nullable=True),
        sa.CheckConstraint("length(sscc) = 18", name=op.f("ck_handling_unit_sscc")),
        sa.ForeignKeyConstraint(
            ["location_id"], ["location.id"], name=op.f("fk_handling_unit_location_id")
        ),
        sa.ForeignKeyConstraint(
            ["parent_id"], ["handling_unit.id"], name=op.f("fk_handling_unit_parent_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_handling_unit")),
        sa.UniqueConstraint("sscc", name=op.f("uq_handling_unit_sscc")),
    )
    op.create_index(
        op.f("ix_handling_unit_location_id"), "handling_unit", ["location_id"], unique=False
    )
    op.create_table(
        "item_gtin",
        sa.Column("id", Id, autoincrement=True, nullable=False),
        sa.Column("item_id", Id, nullable=False),
        sa.Column("gtin", sa.Text(), nullable=False),
        sa.Column("pack_numerator", sa.BigInteger(), server_default="1", nullable=False),
        sa.Column("pack_denominator", sa.BigInteger(), server_default="1", nullable=False),
        sa.CheckConstraint("length(gtin) = 14", name=op.f("ck_item_gtin_gtin")),
        sa.CheckConstraint(
            "pack_numerator > 0 AND pack_denominator > 0", name=op.f("ck_item_gtin_pack")
        ),
        sa.ForeignKeyConstraint(["item_id"], ["item.id"], name=op.f("fk_item_gtin_item_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_item_gtin")),
        sa.UniqueConstraint("gtin", name=op.f("uq_item_gtin_gtin")),
    )
    op.create_index(op.f("ix_item_gtin_item_id"), "item_gtin", ["item_id"], unique=False)
    op.create_table(
        "lsn",
        sa.Column("id", Id, autoincrement=True, nullable=False),
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("item_id", Id, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("scope", sa.Text(), server_default="", nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("code_key", sa.Text(), nullable=False),
        sa.Column("lot_id", Id, nullable=True),
        sa.Column("expiry", sa.Date(), nullable=True),
        sa.Column("best_before", sa.Date(), nullable=True),
        sa.Column("production", sa.Date(), nullable=True),
        sa.Column("vendor_id", Id, nullable=True),
        sa.Column("country", sa.Text(), server_default="", nullable=False),
        sa.Column("description", sa.Text(), server_default="", nullable=False),
        sa.Column("held_whole", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("(kind = 'bulk') = (code = '')", name=op.f("ck_lsn_code")),
        sa.CheckConstraint("kind IN ('lot', 'serial', 'bulk')", name=op.f("ck_lsn_kind")),
        sa.CheckConstraint(
            "lot_id IS NULL OR kind = 'serial'", name=op.f("ck_lsn_lot_of_serial")
        ),
        sa.ForeignKeyConstraint(["item_id"], ["item.id"], name=op.f("fk_lsn_item_id")),
        sa.ForeignKeyConstraint(["lot_id"], ["lsn.id"], name=op.f("fk_lsn_lot_id")),
        sa.ForeignKeyConstraint(["vendor_id"], ["party.id"], name=op.f("fk_lsn_vendor_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lsn")),
        sa.UniqueConstraint(
            "item_id", "kind", "scope", "code", name=op.f("uq_lsn_item_id_kind_scope_code")
        ),
        sa.UniqueConstraint("uid", name=op.f("uq_lsn_uid")),
    )
    op.create_index("ix_lsn_code", "lsn", ["code"], unique=False)
    op.create_index("ix_lsn_code_key", "lsn", ["code_key"], unique=False)
    op.create_index("ix_lsn_expiry", "lsn", ["expiry"], unique=False)
    op.create_index(op.f("ix_lsn_lot_id"), "lsn", ["lot_id"], unique=False)
    op.create_table(
        "purchase_order_line",
        sa.Column("id", Id, autoincrement=True, nullable=False),
        sa.Column("purchase_order_id", Id, nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("item_id", Id, nullable=False),
        sa.Column("ordered", sa.BigInteger(), nullable=False),
        sa.Column("received", sa.BigInteger(), server_default="0", nullable=False),
        sa.CheckConstraint(
            "ordered > 0 AND received >= 0", name=op.f("ck_purchase_order_line_quantities")
        ),
        sa.ForeignKeyConstraint(
            ["item_id"], ["item.id"], name=op.f("fk_purchase_order_line_item_id")
        ),
        sa.ForeignKeyConstraint(
            ["purchase_order_id"],
            ["purchase_order.id"],
            name=op.f("fk_purchase_order_line_purchase_order_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_purchase_order_line")),
        sa.UniqueConstraint(
            "purchase_order_id",
            "number",
            name=op.f("uq_purchase_order_line_purchase_order_id_number"),
        ),
    )
    op.create_index(
        op.f("ix_purchase_order_line_item_id"), "purchase_order_line", ["item_id"], unique=False
    )
    op.create_table(
        "unit_conversion",
        sa.Column("id", Id, autoincrement=True, nullable=False),
        sa.Column("item_id", Id, nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("numerator", sa.BigInteger(), nullable=False),
        sa.Column("denominator", sa.BigInteger(), nullable=False),
        sa.CheckConstraint(
            "numerator > 0 AND denominator > 0", name=op.f("ck_unit_conversion_ratio")
        ),
        sa.ForeignKeyConstraint(
            ["item_id"], ["item.id"], name=op.f("fk_unit_conversion_item_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unit_conversion")),
        sa.UniqueConstraint("item_id", "unit", name=op.f("uq_unit_conversion_item_id_unit")),
    )
    op.create_table(
        "balance",
        sa.Column("id", Id, autoincrement=True, nullable=False),
        sa.Column("lsn_id", Id, nullable=False),
        sa.Column("location_id", Id, nullable=False),
        sa.Column("handling_unit_id", Id, nullable=True),
        sa.Column("on_hand", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("held", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("claimed", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("one_place", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.CheckConstraint("NOT one_place OR on_hand <= 1", name=op.f("ck_balance_serial")),
        sa.CheckConstraint(
            "held >= 0 AND claimed >= 0 AND held + claimed <= on_hand",
            name=op.f("ck_balance_spoken_for"),
        ),
        sa.CheckConstraint("on_hand >= 0", name=op.f("ck_balance_never_below_nothing")),
        sa.ForeignKeyConstraint(
            ["handling_unit_id"], ["handling_unit.id"], name=op.f("fk_balance_handling_unit_id")
        ),
        sa.ForeignKeyConstraint(
            ["location_id"], ["location.id"], name=op.f("fk_balance_location_id")
        ),
        sa.ForeignKeyConstraint(["lsn_id"], ["lsn.id"], name=op.f("fk_balance_lsn_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_balance")),
    )
    op.create_index("ix_balance_location", "balance", ["location_id"], unique=False)
    op.create_index("ix_balance_lsn", "balance", ["lsn_id"], unique=False)
    op.create_index(
        "ix_balance_held",
        "balance",
        ["lsn_id"],
        unique=False,
        sqlite_where=sa.text("held > 0"),
        postgresql_where=sa.text("held > 0"),
    )
    op.create_index(
        "uq_balance_loose",
        "balance",
        ["lsn_id", "location_id"],
        unique=True,
        sqlite_where=sa.text("handling_unit_id IS NULL"),
        postgresql_where=sa.text("handling_unit_id IS NULL"),
    )
    op.create_index(
        "uq_balance_one_place",
        "balance",
        ["lsn_id"],
        unique=True,
        sqlite_where=sa.text("one_place AND on_hand > 0"),
        postgresql_where=sa.text("one_place AND on_hand > 0"),
    )
    op.create_index(
        "uq_balance_packed",
        "balance",
        ["lsn_id", "location_id", "handling_unit_id"],
        unique=True,
        sqlite_where=sa.text("handling_unit_id IS NOT NULL"),
        postgresql_where=sa.text("handling_unit_id IS NOT NULL"),
    )
    op.create_table(
        "certificate",
        sa.Column("id", Id, autoincrement=True, nullable=False),
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("lsn_id", Id, nullable=False),
        sa.Column("status", sa.Text(), server_default="reserved", nullable=False),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.Column("blob_id", Id, nullable=True),
        sa.Column("sha256", sa.Text(), server_default="", nullable=False),
        sa.Column("issued_on", sa.Date(), nullable=True),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("created_by", Id, nullable=False),
        sa.CheckConstraint(
            "(status = 'issued') = (blob_id IS NOT NULL)", name=op.f("ck_certificate_issued")
        ),
        sa.CheckConstraint("kind IN ('coc', 'coa')", name=op.f("ck_certificate_kind")),
        sa.CheckConstraint(
            "status IN ('reserved', 'issued')", name=op.f("ck_certificate_status")
        ),
        sa.ForeignKeyConstraint(["blob_id"], ["blob.id"], name=op.f("fk_certificate_blob_id")),
        sa.ForeignKeyConstraint(
            ["created_by"], ["user.id"], name=op.f("fk_certificate_created_by")
        ),
        sa.ForeignKeyConstraint(["lsn_id"], ["lsn.id"], name=op.f("fk_certificate_lsn_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_certificate")),
        sa.UniqueConstraint("number", name=op.f("uq_certificate_number")),
        sa.UniqueConstraint("uid", name=op.f("uq_certificate_uid")),
    )
    op.create_index(op.f("ix_certificate_lsn_id"), "certificate", ["lsn_id"], unique=False)
    op.create_table(
        "custom_value",
        sa.Column("id", Id, autoincrement=True, nullable=False),
        sa.Column("field_id", Id, nullable=False),
        sa.Column("lsn_id", Id, nullable=True),
        sa.Column("item_id", Id, nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("text_key", sa.Text(), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=True),
        sa.Column("day", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "(lsn_id IS NULL) <> (item_id IS NULL)", name=op.f("ck_custom_value_subject")
        ),
        sa.ForeignKeyConstraint(
            ["field_id"], ["custom_field.id"], name=op.f("fk_custom_value_field_id")
        ),
        sa.ForeignKeyConstraint(["item_id"], ["item.id"], name=op.f("fk_custom_value_item_id")),
        sa.ForeignKeyConstraint(["lsn_id"], ["lsn.id"], name=op.f("fk_custom_value_lsn_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_custom_value")),
        sa.UniqueConstraint(
            "item_id", "field_id", name=op.f("uq_custom_value_item_id_field_id")
        ),
        sa.UniqueConstraint("lsn_id", "field_id", name=op.f("uq_custom_value_lsn_id_field_id")),
    )
    op.create_index(
        "ix_custom_value_day", "custom_value", ["field_id", "day", "lsn_id"], unique=False
    )
    op.create_index(
        "ix_custom_value_number", "custom_value", ["field_id", "number", "lsn_id"], unique=False
    )
    op.create_index(
        "ix_custom_value_text", "custom_value", ["field_id", "text_key", "lsn_id"], unique=False
    )
    op.create_table(
        "genealogy_edge",
        sa.Column("id", Id, autoincrement=True, nullable=False),
        sa.Column("document_id", Id, nullable=False),
        sa.Column("component_id", Id, nullable=False),
        sa.Column("output_id", Id, nullable=True),
        sa.Column("quantity", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.Text(), server_default="build", nullable=False),
        sa.CheckConstraint("quantity > 0", name=op.f("ck_genealogy_edge_quantity")),
        sa.ForeignKeyConstraint(
            ["component_id"], ["lsn.id"], name=op.f("fk_genealogy_edge_component_id")
        ),
        sa.ForeignKeyConstraint(
            ["document_id"], ["document.id"], name=op.f("fk_genealogy_edge_document_id")
        ),
        sa.ForeignKeyConstraint(
            ["output_id"], ["lsn.id"], name=op.f("fk_genealogy_edge_output_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_genealogy_edge")),
    )
    op.create_index(
        op.f("ix_genealogy_edge_component_id"), "genealogy_edge", ["component_id"], unique=False
    )
    op.create_index(
        op.f("ix_genealogy_edge_document_id"), "genealogy_edge", ["document_id"], unique=False
    )
    op.create_index(
        op.f("ix_genealogy_edge_output_id"), "genealogy_edge", ["output_id"], unique=False
    )
    op.create_table(
        "hold",
        sa.Column("id", Id, autoincrement=True, nullable=False),
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("lsn_id", Id, nullable=False),
        sa.Column("location_id", Id, nullable=True),
        sa.Column("quantity", sa.BigInteger(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), server_default="", nullable=False),
        sa.Column("placed_at", sa.BigInteger(), nullable=False),
        sa.Column("placed_by", Id, nullable=False),
        sa.Column("released_at", sa.BigInteger(), nullable=True),
        sa.Column("released_by", Id, nullable=True),
        sa.Column("release_note", sa.Text(), server_default="", nullable=False),
        sa.CheckConstraint(
            "(location_id IS NULL) = (quantity IS NULL)", name=op.f("ck_hold_whole_or_place")
        ),
        sa.CheckConstraint("quantity IS NULL OR quantity > 0", name=op.f("ck_hold_quantity")),
        sa.ForeignKeyConstraint(
            ["location_id"], ["location.id"], name=op.f("fk_hold_location_id")
        ),
        sa.ForeignKeyConstraint(["lsn_id"], ["lsn.id"], name=op.f("fk_hold_lsn_id")),
        sa.ForeignKeyConstraint(["placed_by"], ["user.id"], name=op.f("fk_hold_placed_by")),
        sa.ForeignKeyConstraint(["released_by"], ["user.id"], name=op.f("fk_hold_released_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hold")),
        sa.UniqueConstraint("uid", name=op.f("uq_hold_uid")),
    )
    op.create_index(op.f("ix_hold_lsn_id"), "hold", ["lsn_id"], unique=False)
    op.create_table(
        "lsn_alias",
        sa.Column("id", Id, autoincrement=True, nullable=False),
        sa.Column("lsn_id", Id, nullable=False),
        sa.Column("kind", sa.Text(), server_default="", nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("code_key", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["lsn_id"], ["lsn.id"], name=op.f("fk_lsn_alias_lsn_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lsn_alias")),
        sa.UniqueConstraint("lsn_id", "code", name=op.f("uq_lsn_alias_lsn_id_code")),
    )
    op.create_index("ix_lsn_alias_code", "lsn_alias", ["code"], unique=False)
    op.create_index("ix_lsn_alias_code_key", "lsn_alias", ["code_key"], unique=False)
    op.create_index(op.f("ix_lsn_alias_lsn_id"), "lsn_alias", ["lsn_id"], unique=False)
    op.create_table(
        "print_job",
        sa.Column("id", Id, autoincrement=True, nullable=False),
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("template", sa.Text(), nullable=False),
        sa.Column("template_version", sa.Text(), server_default="", nullable=False),
        sa.Column("template_digest", sa.Text(), server_default="", nullable=False),
        sa.Column("printer", sa.Text(), server_default="", nullable=False),
        sa.Column("printer_job", sa.Text(), server_default="", nullable=False),
        sa.Column("status", sa.Text(), server_default="waiting", nullable=False),
        sa.Column("status_words", sa.Text(), server_default="", nullable=False),
        sa.Column("document_id", Id, nullable=True),
        sa.Column("pdf_blob_id", Id, nullable=True),
        sa.Column("reason", sa.Text(), server_default="", nullable=False),
        sa.Column("workstation_id", Id, nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("created_by", Id, nullable=False),
        sa.CheckConstraint(
            "status IN ('waiting', 'drawn', 'sent', 'printed', 'failed', 'cancelled')",
            name=op.f("ck_print_job_status"),
        ),
        sa.ForeignKeyConstraint(
            ["created_by"], ["user.id"], name=op.f("fk_print_job_created_by")
        ),
        sa.ForeignKeyConstraint(
            ["document_id"], ["document.id"], name=op.f("fk_print_job_document_id")
        ),
        sa.ForeignKeyConstraint(
            ["pdf_blob_id"], ["blob.id"], name=op.f("fk_print_job_pdf_blob_id")
        ),
        sa.ForeignKeyConstraint(
            ["workstation_id"], ["workstation.id"], name=op.f("fk_print_job_workstation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_print_job")),
        sa.UniqueConstraint("number", name=op.f("uq_print_job_number")),
        sa.UniqueConstraint("uid", name=op.f("uq_print_job_uid")),
    )
    op.create_index(
        op.f("ix_print_job_document_id"), "print_job", ["document_id"], unique=False
    )
    op.create_index("ix_print_job_status", "print_job", ["status"], unique=False)
    op.create_table(
        "scan",
        sa.Column("id", Id, autoincrement=True, nullable=False),
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("workstation_id", Id, nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("told_mark", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("user_id", Id, nullable=False),
        sa.Column("device", sa.Text(), server_default="", nullable=False),
        sa.Column("bytes", sa.LargeBinary(), nullable=False),
        sa.Column("symbology", sa.Text(), server_default="", nullable=False),
        sa.Column("read_as", sa.Text(), server_default="", nullable=False),
        sa.Column("document_id", Id, nullable=True),
        sa.ForeignKeyConstraint(
            ["document_id"], ["document.id"], name=op.f("fk_scan_document_id")
        ),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_scan_user_id")),
        sa.ForeignKeyConstraint(
            ["workstation_id"], ["workstation.id"], name=op.f("fk_scan_workstation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_scan")),
        sa.UniqueConstraint("uid", name=op.f("uq_scan_uid")),
        sa.UniqueConstraint("workstation_id", "seq", name=op.f("uq_scan_workstation_id_seq")),
    )
    op.create_index(op.f("ix_scan_document_id"), "scan", ["document_id"], unique=False)
    op.create_table(
        "document_line",
        sa.Column("id", Id, autoincrement=True, nullable=False),
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("document_id", Id, nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("item_id", Id, nullable=False),
        sa.Column("lsn_id", Id, nullable=False),
        sa.Column("from_location_id", Id, nullable=False),
        sa.Column("to_location_id", Id, nullable=False),
        sa.Column("handling_unit_id", Id, nullable=True),
        sa.Column("quantity", sa.BigInteger(), nullable=False),
        sa.Column("purchase_order_line_id", Id, nullable=True),
        sa.Column("weight_g", sa.BigInteger(), nullable=True),
        sa.Column("scan_id", Id, nullable=True),
        sa.Column("voided", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "from_location_id <> to_location_id", name=op.f("ck_document_line_places")
        ),
        sa.CheckConstraint("quantity > 0", name=op.f("ck_document_line_quantity")),
        sa.ForeignKeyConstraint(
            ["document_id"], ["document.id"], name=op.f("fk_document_line_document_id")
        ),
        sa.ForeignKeyConstraint(
            ["from_location_id"],
            ["location.id"],
            name=op.f("fk_document_line_from_location_id"),
        ),
        sa.ForeignKeyConstraint(
            ["handling_unit_id"],
            ["handling_unit.id"],
            name=op.f("fk_document_line_handling_unit_id"),
        ),
        sa.ForeignKeyConstraint(
            ["item_id"], ["item.id"], name=op.f("fk_document_line_item_id")
        ),
        sa.ForeignKeyConstraint(["lsn_id"], ["lsn.id"], name=op.f("fk_document_line_lsn_id")),
        sa.ForeignKeyConstraint(
            ["purchase_order_line_id"],
            ["purchase_order_line.id"],
            name=op.f("fk_document_line_purchase_order_line_id"),
        ),
        sa.ForeignKeyConstraint(
            ["scan_id"], ["scan.id"], name=op.f("fk_document_line_scan_id")
        ),
        sa.ForeignKeyConstraint(
            ["to_location_id"], ["location.id"], name=op.f("fk_document_line_to_location_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document_line")),
        sa.UniqueConstraint(
            "document_id", "number", name=op.f("uq_document_line_document_id_number")
        ),
        sa.UniqueConstraint("uid", name=op.f("uq_document_line_uid")),
    )
    op.create_index(op.f("ix_document_line_lsn_id"), "document_line", ["lsn_id"], unique=False)
    op.create_index(
        op.f("ix_document_line_purchase_order_line_id"),
        "document_line",
        ["purchase_order_line_id"],
        unique=False,
    )
    op.create_table(
        "label_copy",
        sa.Column("id", Id, autoincrement=True, nullable=False),
        sa.Column("print_job_id", Id, nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("lsn_id", Id, nullable=True),
        sa.Column("location_id", Id, nullable=True),
        sa.Column("line_id", Id, nullable=True),
        sa.Column("fields", sa.Text(), nullable=False),
        sa.Column("voided_at", sa.BigInteger(), nullable=True),
        sa.CheckConstraint(
            "(lsn_id IS NULL) <> (location_id IS NULL)", name=op.f("ck_label_copy_subject")
        ),
        sa.ForeignKeyConstraint(
            ["line_id"], ["document_line.id"], name=op.f("fk_label_copy_line_id")
        ),
        sa.ForeignKeyConstraint(
            ["location_id"], ["location.id"], name=op.f("fk_label_copy_location_id")
        ),
        sa.ForeignKeyConstraint(["lsn_id"], ["lsn.id"], name=op.f("fk_label_copy_lsn_id")),
        sa.ForeignKeyConstraint(
            ["print_job_id"], ["print_job.id"], name=op.f("fk_label_copy_print_job_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_label_copy")),
        sa.UniqueConstraint(
            "print_job_id", "number", name=op.f("uq_label_copy_print_job_id_number")
        ),
    )
    op.create_index(op.f("ix_label_copy_line_id"), "label_copy", ["line_id"], unique=False)
    op.create_index(op.f("ix_label_copy_lsn_id"), "label_copy", ["lsn_id"], unique=False)
    op.create_table(
        "move",
        sa.Column("id", Id, autoincrement=True, nullable=False),
        sa.Column("lsn_id", Id, nullable=False),
        sa.Column("item_id", Id, nullable=False),
        sa.Column("from_location_id", Id, nullable=False),
        sa.Column("from_unit_id", Id, nullable=True),
        sa.Column("to_location_id", Id, nullable=False),
        sa.Column("to_unit_id", Id, nullable=True),
        sa.Column("quantity", sa.BigInteger(), nullable=False),
        sa.Column("document_line_id", Id, nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("on", sa.Date(), nullable=True),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.CheckConstraint("quantity > 0", name=op.f("ck_move_quantity")),
        sa.ForeignKeyConstraint(
            ["document_line_id"], ["document_line.id"], name=op.f("fk_move_document_line_id")
        ),
        sa.ForeignKeyConstraint(
            ["from_location_id"], ["location.id"], name=op.f("fk_move_from_location_id")
        ),
        sa.ForeignKeyConstraint(
            ["from_unit_id"], ["handling_unit.id"], name=op.f("fk_move_from_unit_id")
        ),
        sa.ForeignKeyConstraint(["item_id"], ["item.id"], name=op.f("fk_move_item_id")),
        sa.ForeignKeyConstraint(["lsn_id"], ["lsn.id"], name=op.f("fk_move_lsn_id")),
        sa.ForeignKeyConstraint(
            ["to_location_id"], ["location.id"], name=op.f("fk_move_to_location_id")
        ),
        sa.ForeignKeyConstraint(
            ["to_unit_id"], ["handling_unit.id"], name=op.f("fk_move_to_unit_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_move")),
    )
    op.create_index(
        op.f("ix_move_document_line_id"), "move", ["document_line_id"], unique=False
    )
    op.create_index("ix_move_from", "move", ["from_location_id", "id"], unique=False)
    op.create_index("ix_move_item", "move", ["item_id", "id"], unique=False)
    op.create_index("ix_move_lsn", "move", ["lsn_id", "id"], unique=False)
    op.create_index("ix_move_to", "move", ["to_location_id", "id"], unique=False)
    op.create_table(
        "scan_outcome",
        sa.Column("id", Id, autoincrement=True, nullable=False),
        sa.Column("scan_id", Id, nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("remedy", sa.Text(), server_default="", nullable=False),
        sa.Column("params", sa.Text(), server_default="{}", nullable=False),
        sa.Column("line_id", Id, nullable=True),
        sa.CheckConstraint(
            "outcome IN ('ok', 'heard', 'attention', 'refused', 'question', 'failed', 'undone', 'unfinished', 'incomplete')",
            name=op.f("ck_scan_outcome_outcome"),
        ),
        sa.ForeignKeyConstraint(
            ["line_id"], ["document_line.id"], name=op.f("fk_scan_outcome_line_id")
        ),
        sa.ForeignKeyConstraint(["scan_id"], ["scan.id"], name=op.f("fk_scan_outcome_scan_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_scan_outcome")),
    )
    op.create_index(op.f("ix_scan_outcome_line_id"), "scan_outcome", ["line_id"], unique=False)
    op.create_index(op.f("ix_scan_outcome_scan_id"), "scan_outcome", ["scan_id"], unique=False)
    triggers.create(op.get_bind())
