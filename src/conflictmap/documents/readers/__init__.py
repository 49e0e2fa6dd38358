"""One module a family of formats; each is imported when a file of its kind comes."""
