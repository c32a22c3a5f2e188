"""What DNS says about our mail, read as receivers do: who may send for us, which key signs, and the rest."""
