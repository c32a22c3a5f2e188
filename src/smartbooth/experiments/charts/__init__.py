"""Charts as SVG, drawn on the server: pure functions from numbers and words to markup. No script, no style
attribute, nothing from elsewhere.

A chart is an image with a title and a description (role="img"); the page says the same as a table. Colour and dashes
come from CSS by the variant's letter (`v-a`, `v-b` …), so that a letter looks alike everywhere, in the dark and
on paper. Each is drawn for a wide and for a narrow page (`sizes.html` shows one of them), so text keeps its size.
"""
