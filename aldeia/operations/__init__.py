"""Operations: what the one who runs an environment reads and does, made from its manifest and its alarms."""
