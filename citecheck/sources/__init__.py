"""Studies from files: readers and an in-memory index behind StudySource."""
