enum DelimitedTextPlaceholder {}
