"""Moked, a self-hosted customer-service centre."""
