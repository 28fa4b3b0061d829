"""What a file is, and the records in it: every form in which cables have come down, told by its content."""
