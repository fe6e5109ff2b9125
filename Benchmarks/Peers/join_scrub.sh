#!/usr/bin/env bash
# The scrub as one would script it with sort and join; the list was sorted once before.
#
#   join_scrub.sh SORTED_NUMBERS CAMPAIGN > OUTPUT
#
# The rows come out in the order of their numbers.

set -euo pipefail
export LC_ALL=C

tab=$'\t'
head -n 1 "$2"
awk -v keyed=1 -f "$(dirname "$0")/scrub.awk" "$2" |
  sort -t "$tab" -k 1,1 -S 4G --parallel=2 |
  join -t "$tab" -v 1 - "$1" |
  cut -f 2-
