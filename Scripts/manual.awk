# Gives a manual page its sections: what stands under a heading within the description, such as EXAMPLES, becomes a section
# of its own after the options. Paragraphs and names of pages become those of mdoc and git.
#
#   awk -f Scripts/manual.awk PAGE

function text(line) { return line ~ /^[.']/ ? "\\&" line : line }

# The sections, in mdoc's order.
function sections(  place, name) {
  for (place = 1; place <= count; place++) {
    if (names[place] != "EXAMPLES" && names[place] != "EXIT STATUS") print_section(names[place])
  }
  if ("EXIT STATUS" in bodies) print_section("EXIT STATUS"); else print ".Sh \"EXIT STATUS\"\n.Ex -std"
  if ("EXAMPLES" in bodies) print_section("EXAMPLES")
}
function print_section(name) { printf ".Sh \"%s\"\n.Bd -literal -offset indent\n%s.Ed\n", name, bodies[name] }

/^\.Nm "/ { gsub(/ /, "-"); sub(/-/, " "); gsub(/"/, "") }
/^\.(Dt|Xr) / { while (match($0, /[a-zA-Z]\.[a-zA-Z]/)) $0 = substr($0, 1, RSTART) "-" substr($0, RSTART + 2) }

/^\.Sh DESCRIPTION/ { is_description = 1; print; next }
is_description && /^\.(Bl|Sh)/ { is_description = 0; section = "" }
is_description && /^$/ { is_broken = has_text; section = ""; next }
is_description && /^[A-Z][A-Z ]+$/ { section = $0; if (!(section in bodies)) { names[++count] = section; bodies[section] = "" }; next }
is_description && section != "" { sub(/^  /, ""); bodies[section] = bodies[section] text($0) "\n"; next }
is_description { if (is_broken) print ".Pp"; is_broken = 0; has_text = 1; print; next }

/^\.Sh "EXIT STATUS"/ { sections(); is_done = 1; next }
/^\.Ex -std/ { next }
/^$/ { print ".Pp"; next }
{ print }
END { if (!is_done) exit 1 }
