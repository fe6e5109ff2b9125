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
    "--map",
}
# What stands behind an option that is named without a value.
WORDS = ("or", "and", "with", "if", "to")
OPTION = re.compile(r"(--[a-z][a-z-]*)(?:[ =](?!--)('(?:[^']|'\\'')*'|[^\s;()]+))?")


# What stands between two ways out.
ALTERNATIVE = re.compile(r", or |; else |\belse say |, (?=--multiline-fields)")


def options(message, random, column, delimiter, region):
    """The options of one of the ways out that the message names; none if it names none that help.

    `column` and `delimiter` are said where one is asked for without its name. Whoever has the file knows its
    region, whatever the message guesses.
    """
    if "raise --tolerance" in message:
        return [["--tolerance", "100"]]
    # What is true of no file here: it does not.
    message = re.sub(r", or [^;]* if that column holds something else", "", message)
    ways = [read(part, column, delimiter) for part in ALTERNATIVE.split(message)]
    ways = [way for way in ways if way and all(is_right(option, region) for option in way)]
    return random.choice(ways) if ways else []


def is_right(option, region):
    return option[0] != "--region" or option[1].split("=")[-1] == region


def read(text, column, delimiter):
    """The options that a text names."""
    found, vague = [], []
    for option, value in OPTION.findall(text):
        if option in FLAGS:
            found.append([option])
        elif option in VALUED:
            plain = shlex.split(value)[0] if value.startswith("'") else value.rstrip(",")
            if value and (value.startswith("'") or plain not in WORDS):
                found.append([option, plain])
            elif option == "--column" and column:
                vague.append([option, column])
            elif option == "--delimiter":
                vague.append([option, delimiter])
    if not any(option[0] in VALUED for option in found):
        found += vague
    return found
