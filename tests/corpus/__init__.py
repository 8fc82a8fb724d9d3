"""Bad input: files as people and attackers send them. Each is a function that returns bytes."""
