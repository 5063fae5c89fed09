"""What there is to stock, who trades in it, and where it may stand."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, Index, Table, Text, UniqueConstraint

from lsn_desktop.storage.tables.base import (
    day,
    flag,
    key,
    metadata,
    ref,
    required,
    text,
    uid,
    whole,
)

company = Table(
    "company",
    metadata,
    key(),
    required("name"),
    text("address"),
    text("gs1_prefix"),
    text("currency", default="USD"),
    ref("logo_blob_id", "blob", null=True),
    whole("created_at"),
)

site = Table(
    "site",
    metadata,
    key(),
    Column("code", Text, nullable=False, unique=True),
    required("name"),
    required("time_zone"),
    text("gln"),
)

party = Table(
    "party",
    metadata,
    key(),
    uid(),
    Column("code", Text, nullable=False, unique=True),
    required("code_key"),
    required("name"),
    required("name_key"),
    text("address"),
    text("gln"),
    flag("is_vendor"),
    flag("is_customer"),
    flag("is_maker"),
    flag("is_carrier"),
    flag("active", default=True),
    whole("life_on_ship_days", null=True),  # what a customer asks of all it gets
    Index("ix_party_name_key", "name_key"),
)

item_family = Table(
    "item_family", metadata, key(), Column("name", Text, nullable=False, unique=True)
)

item = Table(
    "item",
    metadata,
    key(),
    uid(),
    Column("sku", Text, nullable=False, unique=True),
    required("sku_key"),
    required("description"),
    required("description_key"),
    ref("family_id", "item_family", null=True),
    required("tracking"),
    text("unit", default="pcs"),
    whole("decimals", default="0"),
    whole("shelf_life_days", null=True),
    whole("life_on_receipt_days", null=True),
    flag("expiry_required"),
    text("usable", default="through"),
    flag("lot_by_supplier"),
    flag("hold_on_receipt"),
    text("lot_pattern"),
    whole("scan_limit", null=True),
    flag("moved"),
    flag("active", default=True),
    whole("created_at"),
    text("serial_pattern"),
    text("label_template"),
    text("put_away"),  # the code of the place it is usually kept in
    whole("weight_g", null=True),  # of one base unit, for landed cost
    whole("volume_ml", null=True),
    text("expiry_rule", default="shelf life"),  # of what is made of it
    whole("life_on_ship_days", null=True),
    flag("part_of"),  # where it is a component, each is tied to what it went into
    CheckConstraint(
        "expiry_rule IN ('shelf life', 'earliest component', 'earlier')", name="expiry_rule"
    ),
    CheckConstraint("tracking IN ('none', 'lot', 'serial', 'lot+serial')", name="tracking"),
    CheckConstraint("decimals BETWEEN 0 AND 6", name="decimals"),
    CheckConstraint("usable IN ('through', 'until')", name="usable"),
    CheckConstraint(
        "tracking NOT IN ('serial', 'lot+serial') OR decimals = 0", name="serial_whole"
    ),
    Index("ix_item_sku_key", "sku_key"),
    Index("ix_item_description_key", "description_key"),
)

item_gtin = Table(
    "item_gtin",
    metadata,
    key(),
    ref("item_id", "item", index=True),
    Column("gtin", Text, nullable=False, unique=True),
    whole("pack_numerator", default="1"),
    whole("pack_denominator", default="1"),
    CheckConstraint("pack_numerator > 0 AND pack_denominator > 0", name="pack"),
    CheckConstraint("length(gtin) = 14", name="gtin"),
)

item_alias = Table(
    "item_alias",
    metadata,
    key(),
    ref("item_id", "item", index=True),
    text("kind"),
    text("scope"),  # '' or, for a supplier's own number, the supplier's code
    required("code"),
    required("code_key"),
    whole("pack_numerator", default="1"),
    whole("pack_denominator", default="1"),
    UniqueConstraint("scope", "code"),
    CheckConstraint("code <> ''", name="code"),
    CheckConstraint("pack_numerator > 0 AND pack_denominator > 0", name="pack"),
    Index("ix_item_alias_code", "code"),
    Index("ix_item_alias_code_key", "code_key"),
)

unit_conversion = Table(
    "unit_conversion",
    metadata,
    key(),
    ref("item_id", "item"),
    required("unit"),
    whole("numerator"),
    whole("denominator"),
    UniqueConstraint("item_id", "unit"),
    CheckConstraint("numerator > 0 AND denominator > 0", name="ratio"),
)

location = Table(
    "location",
    metadata,
    key(),
    ref("site_id", "site", null=True),
    ref("parent_id", "location", null=True),
    Column("code", Text, nullable=False, unique=True),
    required("code_key"),
    text("name"),
    required("kind"),
    flag("is_real"),
    flag("active", default=True),
    CheckConstraint(
        "kind IN ('site', 'zone', 'storage', 'receiving', 'quarantine', 'production',"
        " 'shipping', 'supplier', 'customer', 'scrap',"
        " 'adjustment', 'opening', 'process', 'conversion')",
        name="kind",
    ),
    Index("ix_location_code_key", "code_key"),
)

handling_unit = Table(
    "handling_unit",
    metadata,
    key(),
    Column("sscc", Text, nullable=False, unique=True),
    ref("location_id", "location", index=True),
    ref("parent_id", "handling_unit", null=True, index=True),
    text("kind", default="pallet"),
    ref("document_id", "document", null=True, index=True),  # the shipment it left with
    whole("created_at", default="0"),
    whole("closed_at", null=True),
    CheckConstraint("length(sscc) = 18", name="sscc"),
    CheckConstraint("kind IN ('pallet', 'case')", name="kind"),
)

unit_step = Table(  # a case came onto a pallet, or off it: what is turned back is read here
    "unit_step",
    metadata,
    key(),
    ref("unit_id", "handling_unit", index=True),
    ref("document_id", "document", null=True, index=True),
    ref("before_id", "handling_unit", null=True),
    ref("after_id", "handling_unit", null=True),
    whole("at"),
    ref("user_id", "user"),
)

custom_field = Table(
    "custom_field",
    metadata,
    key(),
    ref("family_id", "item_family"),
    text("of", default="lsn"),
    required("name"),
    required("kind"),
    text("choices"),
    whole("position", default="0"),
    UniqueConstraint("family_id", "of", "name"),
    CheckConstraint("of IN ('lsn', 'item')", name="of"),
    CheckConstraint(
        "kind IN ('text', 'number', 'date', 'yes/no', 'list', 'link')", name="kind"
    ),
)

purchase_order = Table(
    "purchase_order",
    metadata,
    key(),
    uid(),
    Column("number", Text, nullable=False, unique=True),
    required("number_key"),
    ref("vendor_id", "party", index=True),
    day("due_on"),
    text("status", default="open"),
    text("note"),
    whole("created_at"),
    CheckConstraint("status IN ('open', 'closed')", name="status"),
    Index("ix_purchase_order_status", "status", "due_on"),
)

purchase_order_line = Table(
    "purchase_order_line",
    metadata,
    key(),
    ref("purchase_order_id", "purchase_order"),
    whole("number"),
    ref("item_id", "item", index=True),
    whole("ordered"),
    whole("received", default="0"),
    whole("price", null=True),  # of one base unit, in 10^-4 of the company's currency
    UniqueConstraint("purchase_order_id", "number"),
    CheckConstraint("ordered > 0 AND received >= 0", name="quantities"),
)

taught_rule = Table(
    "taught_rule",
    metadata,
    key(),
    uid(),
    required("name"),
    ref("party_id", "party", null=True, index=True),
    ref("item_id", "item", null=True),
    required("sample"),  # the scan it was taught on, with C escapes
    required("parts"),  # as scanning.taught_rules writes them
    flag("active", default=True),
    whole("created_at"),
    ref("created_by", "user"),
)
