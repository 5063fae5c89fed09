"""Where private keys are kept: the keyring of the operating system, else a sealed file.

A server has no keyring, and one that nobody has unlocked is as good as none: then the key
lies in ``signing`` beside the settings, encrypted with a secret in a file that only its owner
may read. That keeps it from other users and from copies of the key file alone; it does not
keep it from whoever can read all files of this user.
"""

from __future__ import annotations

import base64
import binascii
import secrets
from typing import TYPE_CHECKING, Protocol

from lsn_desktop.domain.messages import message
from lsn_desktop.domain.refusals import Unavailable
from printing.certificates import signing_key

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from printing.certificates.signing_key import SigningKey

_SERVICE = "LSN Desktop certificates"
_OWNER_ONLY = 0o600


class Keyring(Protocol):
    """What we use of a keyring."""

    def set_password(self, service: str, username: str, password: str) -> None: ...
    def get_password(self, service: str, username: str) -> str | None: ...


def system_keyring() -> Keyring | None:
    """The operating system's keyring; None where there is none that can be used."""
    import keyring  # noqa: PLC0415 - it looks for every backend there is: half a second
    from keyring.backends import null  # noqa: PLC0415

    found = keyring.get_keyring()
    return None if found.priority < 1 or isinstance(found, null.Keyring) else found


class KeyStore:
    """Keeps private keys by the fingerprint of their certificates.

    Args:
        folder: of this workstation's settings.
        find: finds the keyring; asked only when a key is kept, or is in no file.
    """

    def __init__(
        self, folder: Path, find: Callable[[], Keyring | None] = system_keyring
    ) -> None:
        self._folder = folder / "signing"
        self._find = find

    def keep(self, key: SigningKey) -> None:
        """Keep a new key.

        Raises:
            Unavailable: neither a keyring nor the folder takes it.
        """
        name = key.about.fingerprint
        if (keyring := self._find()) and _kept_by(keyring, name, key.private):
            return
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            _write(self._file(name), signing_key.sealed(key, self._secret()))
        except OSError as error:
            raise _unavailable(self._folder, error) from error

    def key(self, certificate: bytes) -> SigningKey | None:
        """The key of a certificate (DER); None if this workstation does not have it.

        Raises:
            Unavailable: it is there and cannot be read.
        """
        name = signing_key.fingerprint(certificate)
        try:
            if self._file(name).exists():
                sealed = self._file(name).read_bytes()
                return signing_key.unsealed(sealed, certificate, self._secret())
        except OSError as error:
            raise _unavailable(self._folder, error) from error
        keyring = self._find()
        private = _read_from(keyring, name) if keyring else None
        return signing_key.plain(private, certificate) if private else None

    def is_in_file(self, fingerprint: str) -> bool:
        """Whether a key lies in a sealed file, not in a keyring."""
        return self._file(fingerprint).exists()

    def _file(self, fingerprint: str) -> Path:
        return self._folder / f"{fingerprint[:16]}.key"

    def _secret(self) -> bytes:
        """What the files of this folder are sealed with; made with the first of them."""
        file = self._folder / "secret"
        if not file.exists():
            _write(file, secrets.token_hex(32).encode())
        return file.read_bytes()


def _kept_by(keyring: Keyring, name: str, private: bytes) -> bool:
    """Whether a keyring took a key: what it took, it must give back."""
    from keyring.errors import KeyringError  # noqa: PLC0415

    try:
        keyring.set_password(_SERVICE, name, base64.b64encode(private).decode())
    except (KeyringError, OSError):  # locked, and nobody there to unlock it
        return False
    return _read_from(keyring, name) == private


def _read_from(keyring: Keyring, name: str) -> bytes | None:
    """What a keyring has under a name.

    Raises:
        Unavailable: it does not open.
    """
    from keyring.errors import KeyringError  # noqa: PLC0415

    try:
        kept = keyring.get_password(_SERVICE, name)
        return base64.b64decode(kept) if kept else None
    except (KeyringError, OSError, binascii.Error) as error:
        raise Unavailable(
            message("The keyring does not give the key that certificates are signed with."),
            message("Unlock the keyring of your session, then do it again."),
        ) from error


def _write(file: Path, content: bytes) -> None:
    """Write a file that only its owner may read, whole or not at all."""
    new = file.with_suffix(".new")
    new.touch(mode=_OWNER_ONLY)
    new.chmod(_OWNER_ONLY)
    new.write_bytes(content)
    new.replace(file)


def _unavailable(folder: Path, error: OSError) -> Unavailable:
    return Unavailable(
        message(
            "The key that certificates are signed with cannot be kept or read in {folder}:"
            " {why}",
            folder=folder,
            why=error.strerror or error,
        ),
        message("Make room on the disk, or ask for permission to read and write there."),
    )
