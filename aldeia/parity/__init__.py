"""Parity: what differs between two environments, and whether it is meant."""
