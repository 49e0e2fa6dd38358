"""What flows through the house: documents, mentions, places. Plain values without logic."""
