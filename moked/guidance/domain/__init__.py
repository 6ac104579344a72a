"""Pure decisions about the words an agent writes."""
