"""What each customer page shows, as frozen data: templates get only that and run no queries."""
