"""What is watched becomes a listing of pages, and a listed page becomes a document."""
