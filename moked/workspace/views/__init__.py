"""Views of the desk, a module an area. Each declares its door and answers a page or a fragment."""
