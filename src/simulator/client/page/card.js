// Replaced by the page itself.
