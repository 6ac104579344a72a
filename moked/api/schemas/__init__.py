"""What goes in and comes out, by what it is about. Fields bear the product's words; no secret has a field."""
