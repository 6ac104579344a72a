"""The demo: an invented provider and an invented shop, with their people, customers and conversations."""
