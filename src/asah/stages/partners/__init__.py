"""Stage partners: who teaches with us or for us, under which agreement, and who the instructors are."""
