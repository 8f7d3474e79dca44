"""Policies: what must hold in the Terraform JSON where checkov looks away; one rule a file, listed in index.py.

checkov loads them as external checks, from the checkout: `PYTHONPATH=. checkov --external-checks-dir policies ...`.
Of the rest of the checkout they import only what is plain Python: checkov has a virtual environment of its own.
"""
