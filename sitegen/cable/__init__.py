"""A record: text in, `Cable` out. Pure functions; nothing here reads a file."""
