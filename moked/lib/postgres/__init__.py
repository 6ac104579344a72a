"""Django's PostgreSQL backend, taught to carry one session value: the scope row-level security reads."""
