"""The outside world: reading the site's folder, building, writing the output, serving it."""
