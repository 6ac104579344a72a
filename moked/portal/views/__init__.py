"""Views of the customer's pages, a module an area."""
