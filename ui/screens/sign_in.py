"""Who works here: a badge, or a name and a PIN. There is no default PIN."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from lsn_desktop.domain.messages import _, message
from lsn_desktop.scanning import commands
from ui.frame.start_page import StartPage
from ui.parts.buttons import primary, quiet
from ui.parts.scrolled import Scrolled
from ui.parts.text import ElidedLabel, named, plain, tooltip
from ui.parts.theme import restyle

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from lsn_desktop.program import Program, Station
    from ui.tasks import Lanes

_WIDTH, _PAD = 760, 88  # px; of the card, of a key of the PIN pad
_SHOWN_LONGEST = 36  # letters of a name on its button


class SignInScreen(QWidget):
    """Names to press or type, a PIN by keys or pad; a badge scanned at any moment.

    ``signed_in`` tells the station of whoever came. ``hint`` is what a stranger may know.
    """

    signed_in = Signal(object)

    def __init__(
        self,
        program: Program,
        lanes: Lanes,
        company: str,
        names: Sequence[str],
        hint: str = "",
    ) -> None:
        super().__init__()
        self.setObjectName("sign_in")
        self._program, self._lanes, self._hint = program, lanes, hint
        self._asking = False
        self._names = {name: self._name_button(name) for name in names}
        self.name, self.pin = QLineEdit(), QLineEdit()
        self._whose = ElidedLabel(_("PIN"), "strong")
        self._words = plain(role="muted", wrap=True)
        self._words.setObjectName("sign_in.words")
        self._words.setMaximumWidth(3 * _PAD + 16)
        self._enter = primary("sign_in.enter", _("Sign in"), self._sign_in)
        self._lay_out(company)
        self.say("")
        self.setFocusProxy(self.name)
        for edit in (self.name, self.pin):
            edit.setProperty("touch", "yes")

    def choose(self, name: str) -> None:
        """Sign in as this user, once the PIN is there."""
        self.name.setText(name)
        self._ask_pin()

    def scanned(self, frame: bytes) -> None:
        """Take a badge; anything else is not for this page."""
        text = commands.said_by(frame)
        if commands.is_badge(text):
            words = _("Nobody here has this badge. Sign in with name and PIN.")
            self._ask(lambda: self._program.sign_in_by_badge(text), words)
        else:
            self.say(_("Sign in first: scan your badge, or choose your name."), wrong=True)

    def say(self, words: str, *, wrong: bool = False) -> None:
        """Say what to do, or what was wrong."""
        self._words.setText(words or self._hint or _("Or scan your badge."))
        restyle(self._words, role="error" if wrong else "muted")

    def _sign_in(self) -> None:
        self._take_name()
        name, pin = self.name.text().strip(), self.pin.text()
        if not name:
            self.say(_("Choose your name, or type it."), wrong=True)
            self.name.setFocus()
        elif not pin:
            self._ask_pin()
        else:
            words = str(message("This is not the PIN of {name}. Try again.", name=name))
            self._ask(lambda: self._program.sign_in(name, pin), words)

    def _ask(self, who: Callable[[], Station | None], nobody: str) -> None:
        if self._asking:
            return
        self._asking = True
        self._nobody = nobody
        self._lanes.write(who, self._answer, self._fail)

    def _answer(self, station: Station | None) -> None:
        self._asking = False
        self.pin.clear()
        if station is None:
            self.say(self._nobody, wrong=True)
            self.pin.setFocus()
        else:
            self.signed_in.emit(station)

    def _fail(self, error: Exception) -> None:
        self._asking = False
        self.pin.clear()
        self.say(str(error), wrong=True)

    def _name_button(self, name: str) -> QPushButton:
        shown = name if len(name) <= _SHOWN_LONGEST else f"{name[:_SHOWN_LONGEST]}…"
        button = QPushButton(shown.replace("&", "&&"))
        button.setProperty("role", "answer")
        button.setCheckable(True)
        button.setAutoDefault(True)  # Enter chooses it too
        # A long name is cut, the column of names stays as wide as it is.
        button.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        button.setToolTip(tooltip(name))
        named(button, f"sign_in.user.{name}", name)
        button.clicked.connect(lambda _checked: self.choose(name))
        return button

    def _follow_typing(self, typed: str) -> None:
        """Show the names that begin so (a word of them), and mark the one that is meant."""
        begins = typed.strip().casefold()
        found = [name for name in self._names if _matches(name, begins)]
        for name, button in self._names.items():
            button.setVisible(name in found or not found)
            button.setChecked(bool(begins) and found == [name])

    def _take_name(self) -> None:
        """Take the one name that begins as typed; a name nobody has stays as it is."""
        typed = self.name.text().strip().casefold()
        found = [name for name in self._names if _matches(name, typed)]
        exact = [name for name in found if name.casefold() == typed]
        if typed and len(exact or found) == 1:
            self.name.setText((exact or found)[0])
            for name, button in self._names.items():
                button.setVisible(True)
                button.setChecked(name == self.name.text())

    def _ask_pin(self) -> None:
        self._take_name()
        if not self.name.text().strip():
            self.name.setFocus()
            return
        words = message("PIN of {name}", name=self.name.text().strip())
        self._whose.setText(str(words))
        self.pin.setAccessibleName(str(words))
        self.pin.clear()
        self.pin.setFocus()

    def _press(self, key: str) -> None:
        if key.isdigit():
            self.pin.insert(key)
        else:
            self.pin.backspace()
        self.pin.setFocus()

    def _lay_out(self, company: str) -> None:
        page = StartPage(company or _("Sign in"), _("Who works here?"), _WIDTH)
        columns = QHBoxLayout()
        columns.setSpacing(32)
        columns.addLayout(self._who_column(), 1)
        columns.addLayout(self._pin_column(), 0)
        holder = QWidget()
        holder.setLayout(columns)
        columns.setContentsMargins(0, 0, 0, 0)
        page.card.add(holder)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(page)

    def _who_column(self) -> QVBoxLayout:
        named(self.name, "sign_in.name", _("Name"))
        self.name.setPlaceholderText(_("Type your name, or choose it"))
        self.name.textEdited.connect(self._follow_typing)
        self.name.returnPressed.connect(self._ask_pin)
        names = QWidget()
        inner = QVBoxLayout(names)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(8)
        for button in self._names.values():
            inner.addWidget(button)
        inner.addStretch()
        column = QVBoxLayout()
        column.setSpacing(8)
        column.addWidget(plain(_("Name"), "strong"))
        column.addWidget(self.name)
        column.addSpacing(4)
        column.addWidget(Scrolled(names), 1)
        return column

    def _pin_column(self) -> QVBoxLayout:
        named(self.pin, "sign_in.pin", _("PIN"))
        self.pin.setEchoMode(QLineEdit.EchoMode.Password)
        self.pin.setMaxLength(12)
        self.pin.returnPressed.connect(self._sign_in)
        pad = QGridLayout()
        pad.setSpacing(8)
        for at, key in enumerate("123456789⌫0"):
            says = _("Delete the last digit") if key == "⌫" else key
            name = "delete" if key == "⌫" else key
            button = quiet(f"sign_in.pad.{name}", key, partial(self._press, key))
            button.setAccessibleName(says)
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.setProperty("role", "pad")
            button.setMinimumWidth(_PAD)
            pad.addWidget(button, *divmod(at, 3))
        self._enter.setProperty("touch", "yes")
        self._enter.setAutoDefault(True)  # Enter presses it too
        column = QVBoxLayout()
        column.setSpacing(8)
        self._whose.setFixedWidth(3 * _PAD + 16)
        for part in (self._whose, self.pin):
            column.addWidget(part)
        column.addSpacing(4)
        column.addLayout(pad)
        column.addSpacing(4)
        column.addWidget(self._enter)
        column.addWidget(self._words)
        column.addStretch()
        return column


def _matches(name: str, begins: str) -> bool:
    """Whether the name, or a word of it, begins so; letters as folded."""
    folded = name.casefold()
    return folded.startswith(begins) or any(word.startswith(begins) for word in folded.split())
