# Has a completion script offer files, folders and channels where a value is one; Swift's argument parser writes none of them.
# What a value is, is told by its name in the script for zsh.
#
#   awk -f Scripts/completions.awk ZSH > NEW-ZSH
#   awk -f Scripts/completions.awk ZSH BASH > NEW-BASH

# What is offered: "files", "folders", "channels", or "" for nothing.
function kind(options, value) {
  if (value ~ /^(id=)?file$/ || value == "certificate") return "files"
  if (value == "folder") return "folders"
  if (options ~ /--channel\[/ && value == "name") return "channel"
  if (options ~ /--channel\[/ && value == "names") return "channels"
  return ""
}

BEGIN {
  zsh["files"] = "_files"; zsh["folders"] = "_files -/"
  zsh["channel"] = "(voice sms whatsapp fax)"; zsh["channels"] = "{_values -s , channel voice sms whatsapp fax}"
  bash["files"] = "__nodial_add_completions -f"; bash["folders"] = "__nodial_add_completions -d"
  bash["channel"] = bash["channels"] = "__nodial_add_completions -W 'voice'$'\\n''sms'$'\\n''whatsapp'$'\\n''fax'"
  is_zsh_alone = ARGC == 2
}

/^_nodial[a-z_-]*\(\) \{$/ { command = $1; sub(/\(\)/, "", command) }

FNR == NR {
  if (match($0, /:[^: ]+:'$/)) {
    value = substr($0, RSTART + 1, RLENGTH - 3)
    options = $0
    sub(/^ *'/, "", options); sub(/\[.*/, "[", options)
    offer = kind(options, value)
    # An operand has no option before its name.
    if (options ~ /^\*?:/) { if (offer != "") operand[command] = offer }
    else {
      rest = options
      while (match(rest, /--?[a-z][a-z-]*/)) {
        offers[command, substr(rest, RSTART, RLENGTH)] = offer
        rest = substr(rest, RSTART + RLENGTH)
      }
    }
    # In a list, the file comes after the name of the list.
    if (offer != "") sub(/'$/, (value == "id=file" ? "{compset -P \"*=\"; _files}" : zsh[offer]) "'")
  }
  if (is_zsh_alone) print
  next
}

# A case of an option that offers nothing yet.
/^    '--?[a-z-]+'.*\)$/ {
  option = $1
  sub(/^'/, "", option); sub(/'.*/, "", option)
  print
  if ((getline line) > 0) {
    if (line ~ /^        return$/ && offers[command, option] != "") print "        " bash[offers[command, option]]
    print line
  }
  next
}
# The end of a command: what its operands are, where no option is being written.
/^}$/ && operand[command] != "" {
  print "\n    # Offer files\n    if [[ \"${cur}\" != -* ]]; then\n        " bash[operand[command]] "\n    fi"
  operand[command] = ""
}
{ print }
