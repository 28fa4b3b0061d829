"""What a reader gets: a cable and its few facts from the archive in, bytes out."""
