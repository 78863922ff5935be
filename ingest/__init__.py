"""Sources -> validated release on disk; imports neither the server nor flask."""
