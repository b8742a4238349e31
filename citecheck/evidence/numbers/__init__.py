"""What numbers in a sentence say: tests of significance, figures of arms, shares, sizes, times."""
