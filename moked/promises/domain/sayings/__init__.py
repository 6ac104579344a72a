"""The sayings by which distress shows, in folded words: patterns of the families, Hebrew and English.

What may stand between two words is bounded everywhere, so that a long text takes time by its length only.
"""
