"""What mending a text needs to know: which syllables follow each other, and how they are mistaken."""
