"""Pure decisions about what customers hear without asking."""
