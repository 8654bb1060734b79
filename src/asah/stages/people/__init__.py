"""ASN, their posts and ranks, the dated tree of units, superiors, and roles granted over units."""
