"""Pure decisions about service agreements: the form of the meeting, what in it makes no sense, what changed."""
