"""Command barcodes work anywhere, in their turn among the scans, and are journalled."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QLineEdit, QPushButton, QTableView
from sqlalchemy import text

from lsn_desktop.services.office import signing
from lsn_desktop.storage import certificates as stored
from lsn_desktop.storage import documents, lists
from tests.dock import label
from tests.house_for_tests import BUTTER, MILK, MILK_CASE, NAPKIN
from tests.ui.office import office
from tests.ui.parts import part
from tests.ui.running import Running
from tests.ui.shop import Shop

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from lsn_desktop.settings import Settings
    from tests.ui.office import Office
    from ui.parts.theme import Theme
    from ui.tasks import Tasks

MILK_LABEL = label(ai01=MILK_CASE, ai17="270131", ai10="L9")
BUTTER_LABEL = label(ai01=BUTTER, ai10="B9")


@pytest.fixture
def shop(place: Office, theme: Theme, qtbot: QtBot) -> Shop:
    """A delivery is being received."""
    made = Shop(place, theme, qtbot)
    made.scan("PO-1042")
    return made


@pytest.fixture
def busy(tmp_path: Path, theme: Theme, tasks: Tasks, qtbot: QtBot) -> Generator[Shop]:
    """The same on the program's own threads."""
    place = office(tmp_path, theme, tasks)
    made = Shop(place, theme, qtbot)
    made.scan("PO-1042")
    made.quiet()
    yield made
    made.quiet()


def test_a_fast_undo_takes_back_the_scan_before_it_and_no_other(busy: Shop) -> None:
    busy.scan(MILK_LABEL, BUTTER_LABEL, "LSN-DO-UNDO", MILK_LABEL)
    busy.quiet()

    assert [code for code, _quantity in busy.lines()] == ["L9", "L9"]


def test_undo_is_journalled_with_what_it_did(shop: Shop) -> None:
    shop.scan(BUTTER_LABEL)
    shop.scan("lsn-do-undo")

    assert shop.lines() == []
    assert shop.journal(2) == [
        ("ok", "Taken back: 1 pcs of Butter 250 g"),
        ("undone", "Taken back: 1 pcs of Butter 250 g"),
    ]
    assert "Taken back" in shop.headline


def test_a_quantity_is_of_the_next_scan(shop: Shop) -> None:
    shop.scan("LSN-DO-QUANTITY-3", MILK_LABEL, MILK_LABEL)

    assert [quantity for _lot, quantity in shop.lines()] == [36, 12]


def test_an_answer_is_the_key_of_its_number(shop: Shop) -> None:
    shop.scan(label(ai01=NAPKIN))
    assert shop.banner.words.answers == ("Receive it anyway", "Leave it out")

    shop.do("ANSWER-3")
    assert shop.journal() == [("refused", "There is no answer 3 here.")]
    assert shop.banner.words.answers == ("Receive it anyway", "Leave it out")

    shop.do("ANSWER-1")
    assert len(shop.lines()) == 1
    assert ("heard", "Answer 1") in shop.journal(2)


def test_no_leaves_out_and_yes_takes(shop: Shop) -> None:
    shop.scan(label(ai01=NAPKIN))
    shop.do("NO")
    assert shop.lines() == []

    shop.scan(label(ai01=NAPKIN))
    shop.do("YES")
    assert len(shop.lines()) == 1


def test_a_yes_to_nothing_is_refused_in_words(shop: Shop) -> None:
    shop.do("YES")

    assert shop.banner.words.kind == "refused"
    assert shop.headline == "Nothing is asked here"


def test_post_asks_when_the_order_is_short_and_yes_posts(shop: Shop) -> None:
    shop.do("POST")
    assert "Nothing was scanned on" in shop.headline

    shop.scan(MILK_LABEL, "LSN-DO-POST")
    assert "lines are short" in shop.headline
    shop.do("POST")
    assert "lines are short" in shop.headline

    shop.do("YES")
    with shop.place.program.database.reading() as connection:
        assert documents.listed(connection, status="draft") == []


def test_what_is_scanned_behind_post_is_not_on_that_receipt(busy: Shop) -> None:
    busy.do("BACK")
    busy.quiet()
    part(busy.receive, QPushButton, "receive.blind.start").click()
    busy.quiet()

    busy.scan(MILK_LABEL, "LSN-DO-POST", BUTTER_LABEL)
    busy.quiet()

    with busy.place.program.database.reading() as connection:
        assert lists.lsns(connection, "L9")[0].on_hand == 12
        assert lists.lsns(connection, "B9") == []
    assert busy.journal()[0][0] == "refused"


def test_back_puts_aside_and_then_leaves(shop: Shop) -> None:
    shop.scan(label(ai01=MILK))
    shop.do("BACK")
    assert shop.receive.chip() == "Next scan: goods for PO-1042"

    shop.do("BACK")
    assert shop.receive.chip() == "Next scan: a purchase order"


def test_a_page_takes_the_next_scan_at_once(busy: Shop) -> None:
    busy.scan(MILK_LABEL, "LSN-DO-GO-LABELS", "L2611A")
    busy.quiet()

    assert busy.window.name == "labels"
    assert busy.lines() == [("L9", 12)]


def test_commands_of_no_page_are_refused_and_help_opens(shop: Shop) -> None:
    shop.do("GO-NOWHERE", "DANCE")
    assert shop.said == [
        "There is no page NOWHERE. Print a new command sheet.",
        "There is no command DANCE. Print a new command sheet.",
    ]

    shop.do("HELP")
    assert not shop.window._help.isHidden()
    shop.do("BACK")
    assert shop.window._help.isHidden()


def test_copies_on_labels_and_issue_on_certificates(shop: Shop) -> None:
    shop.do("GO-LABELS")
    shop.scan("L2611A", "LSN-DO-QUANTITY-5")
    assert part(shop.window, QLineEdit, "labels.copies").text() == "5"
    shop.do("PRINT")
    assert list(shop.place.program.settings.printed.glob("*.pdf"))

    shop.do("POST")
    assert shop.said == ["Nothing to post here. Open a receipt first, on Receive."]
    assert shop.journal() == [("refused", "Nothing to post here.")]

    shop.do("GO-CERTIFICATES")
    shop.scan("L2611A", "LSN-DO-POST")
    assert list(shop.place.program.settings.printed.glob("*.pdf"))
    with shop.place.program.database.reading() as connection:
        assert len(stored.listed(connection, lsn_id=shop.place.lsn("L2611A"))) == 1


@pytest.mark.qt_log_ignore("This plugin does not support (raise|grabbing)", extend=True)
def test_which_of_two_is_meant_is_answered_on_labels_and_certificates(shop: Shop) -> None:
    shop.do("GO-LABELS")
    shop.scan("X1", "LSN-DO-ANSWER-3")
    assert shop.said == ["Nothing is asked here. Go on scanning."]
    shop.scan("LSN-DO-ANSWER-2", "LSN-DO-PRINT")
    assert list(shop.place.program.settings.printed.glob("*.pdf"))

    shop.do("GO-CERTIFICATES")
    shop.scan("X1", "LSN-DO-NO", "X1", "LSN-DO-YES", "LSN-DO-POST")
    with shop.place.program.database.reading() as connection:
        assert [one.code for one in stored.listed(connection)] == ["X1"]


def test_commands_win_over_a_lot_that_is_called_so(shop: Shop) -> None:
    shop.scan(BUTTER_LABEL, label(ai01=MILK), "LSN-DO-BACK")

    assert [code for code, _quantity in shop.lines()] == ["B9"]


def test_a_whole_command_is_certain_and_half_a_one_is_not(shop: Shop) -> None:
    shop.scan(BUTTER_LABEL)
    for one, left in (("LSN-DO-UND", 1), ("LSN-DO-UNDO", 0)):
        shop.router.scanned(one.encode(), "Keyboard scanner", False)  # noqa: FBT003 - a slot
        assert len(shop.lines()) == left


def test_a_badge_in_the_middle_of_a_receipt_changes_who_scans_and_nothing_else(
    running: Running,
) -> None:
    by, database = running.app.session.desk.station.by(), running.program.database  # type: ignore[union-attr]
    database.run(by, lambda tx: signing.add_user(tx, "Sam", "1470", badge="LSN-BADGE-00FF"))
    running.app.session.go("receive", None)  # type: ignore[union-attr]

    def scan(*texts: str) -> None:
        for one in texts:
            running.app.scanners.scanned.emit(one.encode(), "Gate", True)  # noqa: FBT003

    scan("PO-1042")
    running.sees("Ready to scan")
    scan(
        MILK_LABEL, label(ai01=MILK), "]C0LSN-BADGE-00FF", "L10", "LSN-BADGE-BAD", BUTTER_LABEL
    )
    running.sees("Nobody here has this badge.")
    running.sees("Sam · DOCK-1")
    running.sees("Butter 250 g")

    def who() -> list[tuple[str, str]]:
        names = 'SELECT scan.bytes, name FROM scan JOIN "user" ON "user".id = user_id'
        with database.reading() as connection:
            found = connection.execute(text(f"{names} ORDER BY scan.id DESC LIMIT 4"))
            return [(data.decode(), name) for data, name in reversed(found.all())]

    running.until(lambda: who()[-1][0] == BUTTER_LABEL)
    assert [name for _scan, name in who()] == ["Olga", "Olga", "Sam", "Sam"]


def test_next_opens_the_delivery_that_is_marked_and_goes_on_after_posting(
    place: Office, theme: Theme, qtbot: QtBot
) -> None:
    shop = Shop(place, theme, qtbot)
    qtbot.waitUntil(part(shop.receive, QPushButton, "receive.open").isEnabled)
    shop.do("POST")
    assert shop.headline == "Nothing to post here"

    shop.do("BACK", "NEXT")
    assert shop.receive.chip() == "Next scan: goods for PO-1042"
    shop.scan(MILK_LABEL, "LSN-DO-POST", "LSN-DO-YES")
    assert "Posted RC-" in shop.headline

    shop.do("UNDO")
    assert "is posted: its lines stay" in shop.headline
    shop.do("PRINT")
    assert list(place.program.settings.printed.glob("*.pdf"))
    shop.do("NEXT")
    assert shop.receive.chip() == "Next scan: a purchase order"


def test_recovered_scans_are_answered_by_scanner(
    place: Office, theme: Theme, qtbot: QtBot
) -> None:
    before = Shop(place, theme, qtbot)
    mark = place.program.told.seq
    before.scan("PO-1042", MILK_LABEL, BUTTER_LABEL, MILK_LABEL)
    before.window.hide()
    place.program.told.seq = mark

    shop = Shop(place, theme, qtbot)
    assert shop.banner.words.answers[:2] == ("Keep it", "Undo it")
    shop.scan(BUTTER_LABEL)  # waits for the answers
    assert shop.banner.words.kind == "refused"
    shop.do("POST")
    assert shop.banner.words.kind == "refused"

    shop.do("YES", "UNDO", "ANSWER-2")

    assert shop.lines() == [("L9", 12)]


def test_what_a_scan_may_mean_is_chosen_by_an_answer(running: Running) -> None:
    running.app.session.go("home", None)  # type: ignore[union-attr]

    def scan(one: str) -> None:
        running.app.scanners.scanned.emit(one.encode(), "Gate", True)  # noqa: FBT003

    scan("X1")
    running.sees("or scan answer 1, 2")
    rows = running.part(QTableView, "go_to.list").model()
    shown = [str(rows.index(row, 1).data()) for row in range(rows.rowCount())]
    assert shown == ["1   X1", "2   X1"]
    scan("LSN-DO-ANSWER-2")
    running.until(lambda: running.title == "LSNs")
    running.sees("X1")


def test_before_somebody_signed_in_only_a_badge_is_taken(
    settings: Settings, tmp_path: Path, theme: Theme, qtbot: QtBot
) -> None:
    place = office(tmp_path, theme)
    by = place.desk.station.by()
    place.program.database.run(
        by, lambda tx: signing.add_user(tx, "Sam", "1470", badge="LSN-BADGE-00FF")
    )
    place.close()
    running = Running(settings, theme, qtbot)
    running.until(lambda: running.title == "Sign in")

    for one in ("LSN-DO-UNDO", "LSN-DO-GO-RECEIVE"):
        running.app.scanners.scanned.emit(one.encode(), "Gate", True)  # noqa: FBT003
        running.sees("Sign in first: scan your badge, or choose your name.")
    running.app.scanners.scanned.emit(b"]C0lsn-badge-00ff", "Gate", True)  # noqa: FBT003

    running.sees("Sam · DOCK-1")
    running.close()
