"""The Settings page in the whole program: kept, followed, backed up, put back, by owners."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pypdfium2 as pdfium
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QComboBox, QLabel, QLineEdit, QPushButton
from sqlalchemy import text

from lsn_desktop.scanning.commands import BADGE
from lsn_desktop.services.office import backing_up
from lsn_desktop.services.office.ordering import AddItem, add_item
from lsn_desktop.settings import Settings, load
from lsn_desktop.storage import catalogue, house, people, verifying
from tests.ui import parts
from ui.screens.settings.verify_card import CHECK_WORDS
from ui.tables.table_view import TableView

if TYPE_CHECKING:
    from pathlib import Path

    from tests.ui.running import Running
    from ui.parts.theme import Theme


def choose(running: Running, name: str, data: object) -> None:
    """Choose in a box of choices as a person does."""
    box = running.part(QComboBox, name)
    at = box.findData(data)
    box.setCurrentIndex(at)
    box.activated.emit(at)


def add_person(running: Running, name: str, pin: str, again: str = "") -> None:
    running.open("settings", "people")
    running.type("settings.person.name", name)
    running.type("settings.person.pin", pin)
    running.type("settings.person.again", again or pin)
    running.press("settings.person.add")


def listed(running: Running) -> list[str]:
    """The names in the list of people."""
    return parts.listed(running.window, "settings.people")


def words_of(running: Running, name: str) -> str:
    return running.part(QLabel, name).text()


def test_the_theme_follows_at_once_and_is_kept(running: Running, theme: Theme) -> None:
    running.open("settings", "workstation")
    before = running.window.grab().toImage()

    choose(running, "settings.workstation.theme", "dark")

    running.sees("Kept.")
    assert theme.name == "dark"
    assert running.window.grab().toImage() != before
    assert load(running.program.settings.folder).theme == "dark"


def test_what_is_set_of_the_workstation_is_followed_and_kept(
    running: Running, tmp_path: Path
) -> None:
    running.open("settings", "workstation")
    running.part(QCheckBox, "settings.workstation.sounds").click()
    running.part(QCheckBox, "settings.workstation.labels").click()
    choose(running, "settings.workstation.lock", 5)
    running.type("settings.workstation.folder.path", str(tmp_path / "papers"))
    made = [path for path in tmp_path.glob("p*") if path.is_dir()]
    assert not made, "a folder was made while its name was typed"
    QTest.keyClicks(running.part(QLineEdit, "settings.workstation.folder.path"), "\r")

    kept = load(tmp_path)
    assert (kept.sounds, kept.labels_on_receipt, kept.lock_minutes) == (False, True, 5)
    assert kept.printed == tmp_path / "papers"
    assert kept.printed.is_dir()
    assert not running.app.sounds.on
    assert running.program.settings.labels_on_receipt


def test_another_name_of_the_workstation_counts_from_the_next_start(
    running: Running, tmp_path: Path
) -> None:
    running.open("settings", "workstation")
    name = running.part(QLineEdit, "settings.workstation.name")
    running.type("settings.workstation.name", "../DOCK 2")
    name.editingFinished.emit()
    running.sees("A name has up to 40 letters")
    running.type("settings.workstation.name", "DOCK 2")
    name.editingFinished.emit()
    choose(running, "settings.workstation.lock", 10)

    assert load(tmp_path).workstation == "DOCK 2"
    assert load(tmp_path).lock_minutes == 10
    assert running.program.settings.workstation == "DOCK-1"
    running.sees("Olga · DOCK-1")


def test_the_company_is_changed_or_each_wrong_field_named(running: Running) -> None:
    running.open("settings", "company")
    running.until(
        lambda: running.part(QLineEdit, "settings.company.name").text() == "Test Dairy"
    )
    running.type("settings.company.name", " ")
    running.type("settings.company.gs1_prefix", "12a")
    running.press("settings.company.save")
    running.sees("The company has no name.")
    running.sees("12a is no GS1 company prefix.")

    running.type("settings.company.name", "Test Dairy Ltd")
    running.type("settings.company.gs1_prefix", "952 1234")
    running.part(QComboBox, "settings.company.time_zone").setCurrentText("europe/berlin")
    running.press("settings.company.save")

    running.sees("Saved: company, GS1 prefix, time zone.")
    with running.program.database.reading() as connection:
        company, site = house.the_company(connection), house.the_site(connection)
    assert company is not None
    assert site is not None
    assert (company.name, company.gs1_prefix) == ("Test Dairy Ltd", "9521234")
    assert site.time_zone == "Europe/Berlin"


def test_a_second_person_is_added_and_signs_in(running: Running) -> None:
    add_person(running, "Sam", "1470", "1471")
    running.sees("The two PINs differ.")
    add_person(running, "Sam", "1234")
    running.sees("Everybody tries 1234 first.")
    add_person(running, "Sam", "1470")
    running.sees("Sam may sign in now.")

    running.app.lock()
    running.sign_in("Sam", "1470")

    running.sees("Sam · DOCK-1")


def test_an_operator_is_told_who_may_change_what_they_may_not(running: Running) -> None:
    add_person(running, "Sam", "1470")
    running.sees("Sam may sign in now.")
    running.app.lock()
    running.sign_in("Sam", "1470")

    add_person(running, "Lena", "3690")

    running.sees("Sam is no owner. Only an owner may change this: Olga.")
    running.open("settings", "company")
    running.until(lambda: bool(running.part(QLineEdit, "settings.company.name").text()))
    running.type("settings.company.name", "Sam's")
    running.press("settings.company.save")
    running.sees("Sam is no owner.")


def test_a_printed_badge_signs_in(running: Running, tmp_path: Path) -> None:
    add_person(running, "Sam", "1470")
    running.sees("Sam may sign in now.")
    running.until(lambda: listed(running) == ["Olga", "Sam"])
    running.press("settings.people.badges")
    running.sees("Print new badges for Olga, Sam?")
    running.press("settings.badges.sure")
    running.sees("Badges saved as")

    sheet = pdfium.PdfDocument(tmp_path / "printed" / "Badges.pdf")
    said = sheet[0].get_textpage().get_text_range()
    sheet.close()
    codes = [line for line in said.split() if line.startswith(BADGE)]
    assert len(codes) == 2
    running.app.scanners.scanned.emit(codes[1].encode(), "Gate", True)  # noqa: FBT003
    running.sees("Sam · DOCK-1")


def test_who_is_shut_out_is_asked_about_first_and_can_be_let_in(running: Running) -> None:
    add_person(running, "Abe", "1470")
    running.until(lambda: listed(running) == ["Abe", "Olga"])
    running.part(TableView, "settings.people").selectRow(0)
    running.press("settings.people.out")
    running.sees("Abe may sign in no longer?")
    running.press("settings.out.leave")
    assert [one.name for one in running.program.users()] == ["Abe", "Olga"]

    running.press("settings.people.out")
    running.press("settings.out.sure")
    running.sees("Abe may sign in no longer.")
    assert [one.name for one in running.program.users()] == ["Olga"]

    running.press("settings.people.in")
    running.sees("Abe may sign in again")
    assert [one.name for one in running.program.users()] == ["Abe", "Olga"]


def test_a_pin_is_changed(running: Running) -> None:
    running.open("settings", "people")
    running.press("settings.people.pin")
    running.sees("PIN of Olga")
    running.type("settings.pin.pin", "9753")
    running.type("settings.pin.again", "9753")
    running.press("settings.pin.save")
    running.sees("Olga has a new PIN.")

    running.app.lock()
    running.sign_in("Olga", "9753")


def test_a_backup_is_made_and_put_back(running: Running, settings: Settings) -> None:
    running.open("settings", "safety")
    running.press("settings.backup.now")
    running.sees("Backed up and verified")
    running.sees("Last good backup")
    (made, *_older) = backing_up.kept(settings.backups)
    assert backing_up.look_into(made.path).heads == made.heads
    assert running.app.session is not None
    by = running.app.session._desk.station.by()
    running.program.database.run(by, lambda tx: add_item(tx, AddItem("LATE", "Too late")))

    running.type("settings.restore.word", "restore")
    running.press("settings.restore.restore")

    running.until(lambda: running.title == "Sign in")
    running.sign_in("Olga", "2580")
    with running.program.database.reading() as connection:
        assert catalogue.item_by_sku(connection, "LATE") is None
        assert catalogue.item_by_sku(connection, "MILK") is not None
        assert list(verifying.verify(connection)) == []


def test_a_file_that_is_no_backup_is_refused_and_work_goes_on(
    running: Running, tmp_path: Path
) -> None:
    (tmp_path / "notes.db").write_text("no backup")
    running.open("settings", "safety")
    running.until(lambda: bool(words_of(running, "settings.database")))
    running.part(QComboBox, "settings.restore.which").setCurrentText("Another file")
    running.type("settings.restore.file.path", str(tmp_path / "notes.db"))
    running.type("settings.restore.word", "RESTORE")
    running.press("settings.restore.restore")

    running.sees("notes.db")
    running.until(lambda: "not a database" in running.text())
    assert running.title == "Settings"


def test_verify_says_that_all_holds_or_names_what_does_not(running: Running) -> None:
    running.open("settings", "safety")
    running.press("settings.verify.now")
    running.sees(f"Everything holds: {len(verifying.CHECKS)} checks.")

    with running.program.database.writer.begin() as connection:
        trigger = connection.scalar(
            text("SELECT name FROM sqlite_master WHERE type = 'trigger' ORDER BY name")
        )
        connection.execute(text(f'DROP TRIGGER "{trigger}"'))
    running.press("settings.verify.now")

    running.sees(f"The rule {trigger} is missing")
    assert running.part(QPushButton, "settings.verify.now").text() == "Verify now"


def test_every_check_has_its_words() -> None:
    assert set(CHECK_WORDS) == set(verifying.CHECKS)


def test_where_everything_lives_is_said_and_copied(
    running: Running, settings: Settings
) -> None:
    running.open("settings", "about")
    running.press("settings.about.copy")

    said = QGuiApplication.clipboard().text()
    for path in (settings.database, settings.backups, settings.folder / "settings.toml"):
        assert str(path) in said


def test_changed_settings_of_scanners_and_workstation_do_not_undo_each_other(
    running: Running, tmp_path: Path
) -> None:
    running.app.change_settings(replace(running.app.settings, workstation="DOCK 9"))
    running.open("scanners", "devices")
    running.press("scanners.change")
    running.press("scanners.save")

    assert load(tmp_path).workstation == "DOCK 9"
    with running.program.database.reading() as connection:
        assert people.workstation_id(connection, "DOCK 9") is None


def test_the_patterns_of_our_numbers_show_what_they_make_and_are_kept(
    running: Running,
) -> None:
    running.open("settings", "numbers")
    lots = running.part(QLineEdit, "settings.numbers.lots")
    serials = running.part(QLineEdit, "settings.numbers.serials")
    running.until(lambda: lots.text() == "L{yy}{mm}{dd}-{n:3}")

    running.type("settings.numbers.serials", "PUMP")
    running.press("settings.numbers.save")
    running.until(lambda: serials.accessibleDescription().startswith("The numbering pattern"))
    running.type("settings.numbers.serials", "P{n:4}{damm}")
    serials.textEdited.emit(serials.text())
    running.until(lambda: serials.accessibleDescription().startswith("Next: P0001"))
    running.press("settings.numbers.save")
    running.sees("Saved.")

    with running.program.database.reading() as connection:
        assert house.settings(connection)["serial numbers"] == "P{n:4}{damm}"


def test_a_range_of_bins_is_made_and_gets_its_labels(running: Running) -> None:
    running.open("settings", "places")
    running.until(lambda: "DOCK-1" in parts.listed(running.window, "settings.places"))
    running.press("settings.place.leave")
    running.type("settings.place.code", "RACK-1..RACK-3")
    running.press("settings.place.save")
    running.sees("RACK-1..RACK-3 is saved")
    running.until(lambda: "RACK-3" in parts.listed(running.window, "settings.places"))
    running.type("settings.places.range", "RACK-1..RACK-9")
    running.press("settings.places.print_range")

    running.sees("3 labels sent to")
    running.press("settings.place.leave")
    running.type("settings.place.code", "rack-2")
    running.press("settings.place.save")
    running.sees("There is a place RACK-2 already.")


def test_the_keys_of_the_parts_are_heard_as_soon_as_the_page_opens(running: Running) -> None:
    running.open("settings", "company")

    focus = running.window.focusWidget()

    assert focus is not None
    QTest.keyClick(focus, Qt.Key.Key_Right)
    assert running.part(QLineEdit, "settings.places.range").isVisible()
