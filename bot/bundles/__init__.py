"""What an export is made of: a folder or a .zip with one file of records and a Markdown file for each item."""
