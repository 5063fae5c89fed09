"""Certificates somebody shows, judged; and the keys they are signed with, for the gallery."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from lsn_desktop.paper import certificate_output, company_key
from lsn_desktop.services.certificates import certifying
from lsn_desktop.services.labels import label_subjects
from lsn_desktop.storage import documents
from ui.gallery import settings as settings_pages
from ui.gallery.kit import HOSTILE, framed
from ui.gallery.office import desk_of, empty_company
from ui.gallery.receive import demo_copy
from ui.screens.certificates.screen import CertificatesScreen

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from lsn_desktop.program import Program
    from ui.parts.theme import Theme


@lru_cache
def judged_company() -> tuple[Program, dict[str, Path]]:
    """The demo company, and a file of each state there is."""
    program = demo_copy()
    station = program.station(program.users()[0])
    with program.database.reading() as connection:
        receipt = next(one for one in documents.listed(connection) if one.kind == "receipt")
        ids = [one.lsn_id or 0 for one in label_subjects.of_receipt(connection, receipt.id)]

    def issue(lsn_id: int, form: certificate_output.Form | None = None) -> tuple[int, bytes]:
        return certificate_output.issue_certificate(program, station, lsn_id, form=form)

    _first, valid = issue(ids[0])
    second, withdrawn = issue(ids[1])
    why = "The fat content was measured with the wrong method."
    program.database.run(station.by(), lambda tx: certifying.withdraw(tx, second, why))
    third, revised = issue(ids[2])
    issue(ids[2], certificate_output.Form(revises_id=third, reason="New address"))
    contents = {
        "valid": valid,
        "changed": valid + b"\n",
        "withdrawn": withdrawn,
        "revised": revised,
        "unknown": b"%PDF-1.7",
    }
    folder = program.settings.folder / "shown"
    folder.mkdir()
    files = {state: folder / f"certificate-{state}.pdf" for state in contents}
    files["hostile"] = folder / f"{HOSTILE[0][:60].replace('/', '_')}.pdf"
    for state, file in files.items():
        file.write_bytes(contents.get(state, b"<b>no PDF</b>"))
    return program, files


def verify(theme: Theme, state: str = "") -> QWidget:
    """The page before a file is named, or with one judged."""
    program, files = judged_company()
    screen = CertificatesScreen(desk_of(program, theme))
    window = framed(theme, "certificates", screen)
    screen.verify()
    if state:
        screen.check(files[state])
    return window


@lru_cache
def signing_company() -> Program:
    """The demo company, whose key was renewed."""
    program = demo_copy()
    for _time in range(2):
        company_key.renewed(program, program.station(program.users()[0]))
    return program


PAGES: dict[str, Callable[[Theme], QWidget]] = {
    "verify": verify,
    "verify-valid": lambda theme: verify(theme, "valid"),
    "verify-changed": lambda theme: verify(theme, "changed"),
    "verify-withdrawn": lambda theme: verify(theme, "withdrawn"),
    "verify-revised": lambda theme: verify(theme, "revised"),
    "verify-unknown": lambda theme: verify(theme, "unknown"),
    "verify-hostile": lambda theme: verify(theme, "hostile"),
    "settings-signing": lambda theme: settings_pages.page(signing_company(), theme, "signing"),
    "settings-signing-empty": lambda theme: settings_pages.page(
        empty_company(), theme, "signing"
    ),
}
