"""An 856 as a supplier sends it: its levels as texts, its counts reckoned."""

from __future__ import annotations

HEADER = (
    "ISA*00*          *00*          *ZZ*NORTH          *ZZ*US             "
    "*261122*1200*U*00501*000000001*0*P*>~\n"
    "GS*SH*NORTH*US*20261122*1200*1*X*005010~\n"
)


def notice(*body: str, number: str = "SHIP-77") -> bytes:
    """A whole interchange around the segments between BSN and SE."""
    segments = ["ST*856*0001", f"BSN*00*{number}*20261122*1200*0001", *body]
    segments.append(f"SE*{len(segments) + 1}*0001")
    text = "~\n".join(segments) + "~\n"
    return (HEADER + text + "GE*1*1~\nIEA*1*000000001~\n").encode()


PALLETS = (
    "HL*1**S",
    "HL*2*1*O",
    "PRF*PO-1042",
    "HL*3*2*P",
    "MAN*GM*00395212345678901238",
    "HL*4*3*I",
    "LIN**UK*19521234543210*VN*N-MILK*LT*L1",
    "SN1**2*CA",
    "DTM*036*20270110",
    "HL*5*2*I",
    "LIN**BP*PUMP",
    "SN1**3*EA",
    "REF*SE*S1",
    "REF*SE*S2",
)
