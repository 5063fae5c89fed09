"""``python -m lsn_desktop.cli``: the same as ``lsn``, from a checkout."""

import sys

from lsn_desktop.cli import main

if __name__ == "__main__":
    sys.exit(main())
