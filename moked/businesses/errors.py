"""Named failures about businesses and scope."""


class ScopeMissing(RuntimeError):
    """A scoped table was read with no scope set: a mistake in our code, never the person's."""
