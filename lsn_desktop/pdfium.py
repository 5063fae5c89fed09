"""PDFium serves one thread at a time: whoever calls it holds this lock."""

from threading import Lock

ONE_THREAD = Lock()
