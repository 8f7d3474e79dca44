"""Explain: where each setting of an environment comes from, what it becomes, and which rules look at it."""
