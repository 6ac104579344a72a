"""What each page shows: frozen dataclasses built with a fixed number of queries; templates get only these."""
