"""What words mean in each language: folding, detection, sentences and words, tables of words and endings."""
