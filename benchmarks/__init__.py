"""Measurements, each printed with what it is compared to."""
