"""What phones send when they have a signal again: each item carries an id made on the phone and is taken once."""
