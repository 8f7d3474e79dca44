"""Alarms: what is watched, on which thing, from which threshold."""
