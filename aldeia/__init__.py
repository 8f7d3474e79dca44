"""Aldeia's data tier: one manifest per environment in, Terraform and everything around it out."""
