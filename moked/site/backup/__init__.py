"""Backup and restore: one archive with the database and every file it refers to, and the way back from it."""
