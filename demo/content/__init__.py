"""What the demo says, as plain data: no database, no clock, no randomness beyond a given seed."""
