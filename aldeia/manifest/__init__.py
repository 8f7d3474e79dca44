"""The manifest of an environment: what it may say (models), what must hold (rules), how it is read (loader)."""
