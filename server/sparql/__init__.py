"""``/sparql`` and ``/graph-store``: what is asked, whether it may be, and the answer."""
