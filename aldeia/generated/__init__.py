"""Generated: the Terraform JSON of a stack, read by what judges it; plain Python, as checkov's own environment has it too."""
