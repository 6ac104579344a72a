"""Pure decisions about people who serve: who is on duty when."""
