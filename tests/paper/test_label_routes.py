"""The template decides the printer, and a rule of the printer may change the template."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from lsn_desktop.paper import label_routes
from lsn_desktop.paper.label_routes import Route
from lsn_desktop.program import Program, new_uid
from lsn_desktop.services.labels import label_choice
from lsn_desktop.services.labels import printers as using
from lsn_desktop.services.labels.label_choice import For
from lsn_desktop.services.labels.printers import PrinterFacts
from lsn_desktop.settings import Settings
from lsn_desktop.storage import catalogue
from tests.house_for_tests import build

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file: Path = tmp_path_factory.mktemp("model") / "lsn.db"
    build(str(file)).database.close()
    return file


@pytest.fixture
def program(tmp_path: Path, model: Path) -> Generator[Program]:
    shutil.copyfile(model, tmp_path / "lsn.db")
    made = Program(Settings(tmp_path, str(tmp_path / "lsn.db"), "DOCK-1", printer="Usual"))
    yield made
    made.close()


def rule(program: Program, template: str, what: For) -> None:
    by = program.station(program.users()[0]).by()
    program.database.run(by, lambda tx: label_choice.use(tx, "lot", what, template))


def print_with(program: Program, printer: str, template: str) -> None:
    """Let the station print a template, empty for all others, with a printer."""
    by = program.station(program.users()[0]).by()
    facts = PrinterFacts(printer, "tcp", "127.0.0.1:1")
    number = program.database.run(by, lambda tx: using.add(tx, new_uid(), facts))
    program.database.run(by, lambda tx: using.choose(tx, template, number))


def route(program: Program, what: For, printer: str | None = None) -> Route:
    station = program.station(program.users()[0])
    return label_routes.route(program, station, "lot", what, printer)


def test_without_a_rule_a_label_is_the_usual_one_on_the_usual_printer(program: Program) -> None:
    assert route(program, For()) == Route("lot", "Usual")
    assert route(program, For(), "") == Route("lot", "")


def test_the_steps_are_template_printer_and_the_printers_template(program: Program) -> None:
    with program.database.reading() as connection:
        milk, other = (one.id for one in catalogue.find_items(connection, "", 2))
        buyer = catalogue.vendors(connection)[0].id
    rule(program, "lot-4x2", For(customer_id=buyer))
    rule(program, "best-before", For(item_id=milk))
    rule(program, "lot-1x1", For(printer="Small"))
    rule(program, "food-2x1", For(item_id=milk, printer="Small"))
    print_with(program, "Wide", "lot-4x2")
    print_with(program, "Small", "")

    assert route(program, For(other, buyer)) == Route("lot-4x2", "Wide")
    assert route(program, For(milk)) == Route("food-2x1", "Small")
    assert route(program, For(other)) == Route("lot-1x1", "Small")
    assert route(program, For(milk, buyer), "Wide") == Route("best-before", "Wide")
    assert route(program, For(other), "") == Route("lot", "")


def test_the_printer_stays_whatever_its_rule_names(program: Program) -> None:
    rule(program, "lot-1x1", For(printer="Wide"))
    print_with(program, "Wide", "lot")
    print_with(program, "Small", "lot-1x1")

    assert route(program, For()) == Route("lot-1x1", "Wide")
