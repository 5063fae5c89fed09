"""The key a company signs with: an elliptic curve key and the certificate it gives itself.

Nobody else vouches for it. Whoever is to trust the signatures is given the certificate, or
its fingerprint, by hand.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_der_private_key,
)
from cryptography.x509.oid import NameOID

from lsn_desktop.domain.messages import message
from lsn_desktop.domain.refusals import Unavailable

if TYPE_CHECKING:
    from datetime import datetime

_LONGEST_NAME = 64  # characters of a common name, RFC 5280 appendix A.1


@dataclass(frozen=True)
class SigningKey:
    """A private key, as PKCS#8 (DER), and its certificate, as X.509 (DER)."""

    private: bytes = field(repr=False)
    certificate: bytes

    @cached_property
    def about(self) -> KeyFacts:
        """What the certificate says."""
        return facts(self.certificate)


@dataclass(frozen=True, slots=True)
class KeyFacts:
    """What a certificate says: whose it is, and from when to when it is good for signing."""

    fingerprint: str  # SHA-256, 64 hexadecimal digits
    company: str
    since: datetime
    until: datetime


def made(company: str, since: datetime, until: datetime) -> SigningKey:
    """A new key on the curve P-256 with a certificate that names the company.

    Args:
        company: 64 characters of it fit into a certificate; longer names are cut.
        since: with its time zone, as ``until``.
        until: the last instant it is good for signing; what was signed stays so.
    """
    private = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, common_name(company))])
    usage = x509.KeyUsage(
        digital_signature=True,
        content_commitment=True,
        **dict.fromkeys(
            (
                "key_encipherment",
                "data_encipherment",
                "key_agreement",
                "key_cert_sign",
                "crl_sign",
                "encipher_only",
                "decipher_only",
            ),
            False,
        ),
    )
    public = private.public_key()
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(public)
        .serial_number(x509.random_serial_number())
        .not_valid_before(since)
        .not_valid_after(until)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(usage, critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(public), critical=False)
        .sign(private, hashes.SHA256())
    )
    plain = private.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    return SigningKey(plain, certificate.public_bytes(Encoding.DER))


def common_name(company: str) -> str:
    """What a certificate calls a company."""
    return company.strip()[:_LONGEST_NAME] or "-"


def facts(certificate: bytes) -> KeyFacts:
    """What a certificate (DER) says."""
    read = x509.load_der_x509_certificate(certificate)
    (name,) = read.subject.get_attributes_for_oid(NameOID.COMMON_NAME)
    return KeyFacts(
        fingerprint(certificate),
        str(name.value),
        read.not_valid_before_utc,
        read.not_valid_after_utc,
    )


def fingerprint(certificate: bytes) -> str:
    """SHA-256 of a certificate (DER), 64 hexadecimal digits, as PDF readers show it."""
    return hashlib.sha256(certificate).hexdigest()


def sealed(key: SigningKey, secret: bytes) -> bytes:
    """The private key as encrypted PKCS#8 (DER)."""
    private = load_der_private_key(key.private, None)
    return private.private_bytes(
        Encoding.DER, PrivateFormat.PKCS8, BestAvailableEncryption(secret)
    )


def unsealed(private: bytes, certificate: bytes, secret: bytes) -> SigningKey:
    """The key that was sealed with this secret.

    Raises:
        Unavailable: it is damaged, or was sealed with another secret.
    """
    try:
        plain = load_der_private_key(private, secret)
    except (ValueError, TypeError) as error:
        raise _unusable() from error
    return _belonging(
        plain.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption()), certificate
    )


def plain(private: bytes, certificate: bytes) -> SigningKey:
    """The key whose private part (PKCS#8, DER) was kept by a keyring.

    Raises:
        Unavailable: it is damaged, or the certificate is another key's.
    """
    return _belonging(private, certificate)


def _belonging(private: bytes, certificate: bytes) -> SigningKey:
    """Both as one, if they are: what another key signed nobody could verify."""
    try:
        public = load_der_private_key(private, None).public_key()
    except (ValueError, TypeError) as error:
        raise _unusable() from error
    if public != x509.load_der_x509_certificate(certificate).public_key():
        raise _unusable()
    return SigningKey(private, certificate)


def _unusable() -> Unavailable:
    return Unavailable(
        message("The key this workstation signs certificates with cannot be read."),
        message("Make a new one: Settings, Signing, Renew key. What was signed stays valid."),
    )
