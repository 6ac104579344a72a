"""`python -m moked`: the same as the `moked` command."""

from moked.cli import main

main()
