"""The lock: which anchors a cable has published, with a mark of the words that each stands for."""
