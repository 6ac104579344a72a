"""What each page of the floor shows, as frozen data: templates get only that and run no queries."""
