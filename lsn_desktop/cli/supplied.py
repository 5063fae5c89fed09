"""``lsn certificate missing``, ``gate``, ``bundle``: what waits, each night, of a shipment."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsn_desktop.cli.common import opened, say
from lsn_desktop.cli.output import tell
from lsn_desktop.domain.messages import message
from lsn_desktop.domain.quantities import off_grid, plain
from lsn_desktop.domain.refusals import refusal
from lsn_desktop.paper import certificate_bundle
from lsn_desktop.services.certificates import certificate_gate
from lsn_desktop.storage import certificates_due, documents
from printing.queues import spool

if TYPE_CHECKING:
    import argparse


def missing(arguments: argparse.Namespace) -> int:
    """Lots and serials on hold for a certificate, those that wait longest first."""
    with opened(arguments) as (program, _station), program.database.reading() as connection:
        rows = certificates_due.missing(connection, limit=None)
    for row in rows:
        on_hand = f"{plain(off_grid(row.on_hand, row.decimals))} {row.unit}"
        if arguments.json:
            tell(
                {
                    "code": row.code,
                    "sku": row.sku,
                    "item": row.item,
                    "supplier": row.supplier,
                    "lacks": row.kind,
                    "said": row.note,
                    "on_hand": on_hand,
                    "since": row.since,
                }
            )
        else:
            say(f"{row.code}\t{row.sku}\t{row.item}\t{row.supplier}\t{row.note}\t{on_hand}")
    return 0


def gate(arguments: argparse.Namespace) -> int:
    """Hold what certificates no longer cover today, and let go what they cover: each night."""
    with opened(arguments) as (program, station):
        held, released = certificate_gate.check_day(program.database, station.by())
    if arguments.json:
        tell({"held": held, "released": released})
    else:
        say(str(message("{held} held, {released} released", held=held, released=released)))
    return 0


def bundle(arguments: argparse.Namespace) -> int:
    """All certificates of a shipment as one PDF."""
    with opened(arguments) as (program, station):
        with program.database.reading() as connection:
            head = documents.by_number(connection, arguments.file)
        if head is None:
            raise refusal(
                "There is no document {number}.", "See lsn documents.", number=arguments.file
            )
        pdf = certificate_bundle.of_shipment(
            program, head.id, station.by().on, components=arguments.components
        )
    spool.save_pdf(arguments.target, pdf)
    words = str(message("Saved {file}", file=arguments.target))
    if arguments.json:
        tell({"done": words})
    else:
        say(words)
    return 0
