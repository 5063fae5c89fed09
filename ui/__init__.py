"""The face: Qt, and only here."""
