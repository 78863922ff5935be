"""``/api``: the catalogue and the search for programs."""
