#!/usr/bin/env bash
# What the completions for bash offer: completions.bash SCRIPT, in a folder with dnc.ndx, leads.csv and the folder kept.

set -euo pipefail
source "$1"
status=0

# offers LINE WORD…: what is offered at the end of the line.
offers() {
  local line=$1 found
  read -ra COMP_WORDS <<<"$line"
  [[ $line != *' ' ]] || COMP_WORDS+=("")
  COMP_LINE=$line COMP_POINT=${#line} COMP_CWORD=$((${#COMP_WORDS[@]} - 1)) COMPREPLY=()
  _nodial nodial "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD - 1]}" || true
  found=$(printf '%s\n' "${COMPREPLY[@]}" | sort | xargs)
  [[ $found == "${*:2}" ]] || { echo "bash, $line: \"$found\" in place of \"${*:2}\"" >&2; status=1; }
}

offers "nodial scrub --index d" dnc.ndx
offers "nodial scrub --index dnc.ndx lea" leads.csv
offers "nodial scrub --output-folder " kept
offers "nodial scrub --channel " fax sms voice whatsapp
offers "nodial consent grant --channel s" sms
offers "nodial scrub --brand "
offers "nodial scrub --ind" --index
offers "nodial key i" id
offers "nodial key id l" leads.csv
exit $status
