"""GS1 Digital Link URIs: element strings written as web addresses, never opened here.

Source: GS1 Digital Link standard, URI syntax, sections 4 and 5.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from lsn_desktop.scanning.gs1_table import AIS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lsn_desktop.scanning.readings import Element

CANONICAL_STEM = "https://id.gs1.org"


def canonical(elements: Iterable[Element]) -> str | None:
    """The canonical URI of elements, if one of them is a primary key.

    The first key in the order of the scan begins the path, the qualifiers it may carry follow
    in their order, every other element is a query attribute in the order of its AI.
    """
    values = {element.id: element.raw for element in elements if element.id in AIS}
    key = next((id_ for id_ in values if AIS[id_].key), None)
    if key is None:
        return None
    path = max(AIS[key].paths, key=lambda p: sum(id_ in values for id_ in p), default=())
    in_path = [key, *(id_ for id_ in path if id_ in values)]
    uri = CANONICAL_STEM + "".join(f"/{id_}/{quote(values[id_], safe='')}" for id_ in in_path)
    rest = sorted(values.keys() - set(in_path))
    query = "&".join(f"{id_}={quote(values[id_], safe='')}" for id_ in rest)
    return f"{uri}?{query}" if query else uri
