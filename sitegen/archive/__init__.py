"""What is true of all cables together: digests in, an `Archive` out."""
