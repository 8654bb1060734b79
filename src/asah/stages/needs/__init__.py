"""Stage needs: what whom lacks, how much it matters, who asked, and how sure we are."""
