"""The company these tests happen in."""

from tests.companies import (
    companies,
    house,
    postgres_companies,
    sqlite_companies,
)

__all__ = ["companies", "house", "postgres_companies", "sqlite_companies"]
