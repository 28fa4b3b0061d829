"""What editors write: annotations, entities and pages, read from text and tied to cables."""
