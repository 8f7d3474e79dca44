"""Documents: what people and the application read about an environment, rendered from templates/."""
