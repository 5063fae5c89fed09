"""What a component of an element must keep to, and the code when it does not."""

from __future__ import annotations

import pytest

from lsn_desktop.scanning.linters import LINTERS


@pytest.mark.parametrize(
    ("check", "text", "code"),
    [
        ("csum", "09521234543213", None),
        ("csum", "09521234543214", "check-digit"),
        ("csumalpha", "1987654Ad4X4bL5ttr2310c2K", None),
        ("csumalpha", "1987654Ad4X4bL5ttr2310cXK", "check-digit"),
        ("csumalpha", "1987654Ad4X4bL5ttr2310cO0", "character"),
        ("csumalpha", "22", None),
        ("csumalpha", "2", "length"),
        ("gcppos1", "9521", None),
        ("gcppos1", "952", "format"),
        ("gcppos1", "952A", "format"),
        ("gcppos1", "9521A", None),
        ("gcppos2", "A9521", None),
        ("gcppos2", "9521", "format"),
        ("hasnondigit", "123A", None),
        ("hasnondigit", "1234", "format"),
        ("hyphen", "-", None),
        ("hyphen", "X", "format"),
        ("iban", "FR7630006000011234567890189", None),
        ("iban", "GB98MIDL07009312345678", None),
        ("iban", "BE71096123456760", "check-digit"),
        ("iban", "BE71096123", "length"),
        ("iban", "LC14BOSLxx3456789012345678901230", "character"),
        ("iban", "XX361234567890", "code-list"),
        ("importeridx", "-", None),
        ("importeridx", "z", None),
        ("importeridx", "=", "character"),
        ("iso3166", "528", None),
        ("iso3166", "999", "code-list"),
        ("iso3166999", "999", None),
        ("iso3166999", "001", "code-list"),
        ("iso3166alpha2", "NL", None),
        ("iso3166alpha2", "nl", "code-list"),
        ("iso4217", "978", None),
        ("iso4217", "979", None),
        ("iso4217", "987", "code-list"),
        ("iso5218", "9", None),
        ("iso5218", "3", "code-list"),
        ("mediatype", "10", None),
        ("mediatype", "80", None),
        ("mediatype", "11", "code-list"),
        ("nonzero", "010", None),
        ("nonzero", "000", "format"),
        ("nozeroprefix", "10", None),
        ("nozeroprefix", "01", "format"),
        ("packagetype", "PX", None),
        ("packagetype", "APE", None),
        ("packagetype", "px", "code-list"),
        ("pcenc", "A%20B%c3%A9", None),
        ("pcenc", "A%2", "format"),
        ("pcenc", "%gf", "format"),
        ("pieceoftotal", "0102", None),
        ("pieceoftotal", "0202", None),
        ("pieceoftotal", "0302", "format"),
        ("pieceoftotal", "0002", "format"),
        ("pieceoftotal", "0100", "format"),
        ("posinseqslash", "9/10", None),
        ("posinseqslash", "2/1", "format"),
        ("posinseqslash", "0/1", "format"),
        ("posinseqslash", "1/02", "format"),
        ("posinseqslash", "1//2", "format"),
        ("winding", "9", None),
        ("winding", "2", "code-list"),
        ("yesno", "0", None),
        ("yesno", "2", "code-list"),
        ("zero", "0", None),
        ("zero", "1", "format"),
    ],
)
def test_a_component_is_judged_by_its_check(check: str, text: str, code: str | None) -> None:
    assert LINTERS[check](text) == code


@pytest.mark.parametrize(
    ("coupon", "code"),
    [
        ("012345612345611110123", None),
        ("1123456712345611110123", None),
        ("012345612345655555544444421239", "format"),
        ("01234561234561111012", "format"),
        ("7123456789012311110123", "format"),
        ("0123456123456111101231110123012345", "format"),
        ("012345612345611110123111101230123456", None),  # a second purchase
        ("0123456123456111101231111012390", "format"),
        ("012345612345611110123111101239", None),  # of the same maker
        ("012345612345611110123211012309123456", "format"),
        ("01234561234561111012321101230123456", None),  # a third purchase
        ("0123456123456111101233261231", None),
        ("0123456123456111101233261232", "date"),
        ("0123456123456111101234261200", "date"),
        ("01234561234561111012332612314261231", None),
        ("01234561234561111012332612304261231", "date"),  # ends before it begins
        ("01234561234561111012350123456", None),
        ("0123456123456111101235012345", "format"),
        ("012345612345611110123612345678", None),
        ("01234561234561111012360123456", "format"),
        ("01234561234561111012390001", None),
        ("01234561234561111012390002", "format"),
        ("0123456123456111101239000", "format"),
        ("012345612345611110123A", "format"),
    ],
)
def test_a_coupon_has_every_field_as_long_as_it_says(coupon: str, code: str | None) -> None:
    assert LINTERS["couponcode"](coupon) == code


@pytest.mark.parametrize(
    ("coupon", "code"),
    [
        ("001234561234560123456", None),
        ("101234561234560123456", None),
        ("201234561234560123456", "format"),
        ("0712345612345601234567", "format"),
        ("061234567890121234569123456789012345", None),
        ("0612345678901212345691234567890123456", "format"),
    ],
)
def test_a_positive_offer_is_whole(coupon: str, code: str | None) -> None:
    assert LINTERS["couponposoffer"](coupon) == code
