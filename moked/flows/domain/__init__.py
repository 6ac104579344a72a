"""Typed forms walked step by step: what a document may say, which step comes next, and which answers hold."""
