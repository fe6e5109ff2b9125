#!/usr/bin/env zsh
# What the completions for zsh offer: completions.zsh FOLDER-OF-_nodial, in a folder with dnc.ndx, leads.csv and the folder kept.

zmodload zsh/zpty
integer failed=0
zpty shell zsh -f -i

# Reads what the shell has written until it says so.
until_said() {
  local part all= said=$1
  integer tries=0
  while (( tries++ < 600 )); do
    if zpty -rt shell part; then all+=$part; [[ $all == *$said* ]] && { REPLY=$all; return 0 }
    else sleep 0.05; fi
  done
  print -u2 "zsh has not said $said: $all"; exit 1
}

zpty -w shell "stty -echo; unsetopt prompt_cr prompt_sp zle_bracketed_paste; PS1=; fpath=(${(q)1} \$fpath); autoload -Uz compinit; compinit -u -D; _comps[nodial]=_nodial; print READ''Y"
until_said READY
# What would be offered is printed, and the line is thrown away.
zpty -w shell 'compadd() { local -a found; builtin compadd -O found "$@"; (( $#found )) && offered+=($found); builtin compadd "$@" }'
zpty -w shell 'ask() { offered=(); zle complete-word; local -aU found=(${(o)offered}); print -r -- "OFFERED<${(j: :)found}>END"; zle kill-whole-line; }; zle -N ask; bindkey "^T" ask; print ASK''ED'
until_said ASKED

offers() {
  zpty -wn shell "$1"$'\C-t'
  until_said '>END'
  local found=${${REPLY##*OFFERED<}%%>END*}
  [[ $found == "${*:2}" ]] || { print -u2 "zsh, $1: \"$found\" in place of \"${*:2}\""; failed=1 }
}

offers "nodial scrub --index d" dnc.ndx
offers "nodial scrub --index dnc.ndx lea" leads.csv
offers "nodial scrub --output-folder k" kept
offers "nodial scrub --channel " fax sms voice whatsapp
offers "nodial consent grant --channel s" sms
offers "nodial build us=lea" leads.csv
offers "nodial key id l" leads.csv
zpty -d shell
exit $failed
