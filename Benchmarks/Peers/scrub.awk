# The scrub as one would script it: the list in an associative array.
#
#   awk -f scrub.awk NUMBERS CAMPAIGN > OUTPUT
#
# With -v keyed=1 it writes every row after its number and a tab instead, for sort and join; then
# there is no list to read.

# The last ten digits of the fourth field. Commas inside of quotes are taken away first.
function number(row,   parts, count, index_, fields, digits) {
  if (index(row, "\"")) {
    count = split(row, parts, "\"")
    row = parts[1]
    for (index_ = 2; index_ <= count; index_++) {
      if (index_ % 2 == 0) gsub(/,/, "", parts[index_])
      row = row parts[index_]
    }
  }
  split(row, fields, ",")
  digits = fields[4]
  gsub(/[^0-9]/, "", digits)
  return substr(digits, length(digits) - 9)
}

!keyed && FNR == NR { listed[$0]; next }
FNR == 1 { if (!keyed) print; next }
keyed { print number($0) "\t" $0; next }
!(number($0) in listed)
