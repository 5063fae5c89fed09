"""The small parts pages are built of: fields, buttons, cards, words, colours."""
