"""Pure decisions of the desk: what a state means to the reader, when a message may leave, which words fill in."""
