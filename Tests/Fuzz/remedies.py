"""Reads from an error what to say to get past it, as a person would try it."""

import re
import shlex

FLAGS = {"--no-header", "--multiline-fields", "--every-column"}
VALUED = {
    "--column",
    "--ignore-column",
    "--skip-rows",
    "--delimiter",
    "--format",
    "--sheet",
    "--allow-empty",
    "--region",
}
OPTION = re.compile(r"(--[a-z][a-z-]*)(?:[ =](?!--)('(?:[^']|'\\'')*'|[^\s;()]+))?")


def options(message, random, column):
    """The options that the message names, or a choice of them; none if it names none that help.

    `column` is said where a phone column is asked for without a name.
    """
    if "raise --tolerance" in message:
        return [["--tolerance", "100"]]
    found, vague = [], []
    for option, value in OPTION.findall(message):
        if option in FLAGS:
            found.append([option])
        elif option in VALUED:
            plain = shlex.split(value)[0] if value.startswith("'") else value.rstrip(".,:")
            if value and (value.startswith("'") or plain not in ("or", "and", "with", "if", "to")):
                found.append([option, plain])
            elif option == "--column" and column:
                vague.append([option, column])
    if not any(option[0] in VALUED for option in found):
        found += vague
    kinds = {option[0] for option in found}
    if {"--column", "--ignore-column"} <= kinds:
        wanted = random.choice(["--column", "--ignore-column"])
        found = [option for option in found if option[0] in (wanted, "--no-header")]
    return found
