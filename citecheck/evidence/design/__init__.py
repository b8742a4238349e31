"""What kind of study a record is, how many took part, and whether in people."""
