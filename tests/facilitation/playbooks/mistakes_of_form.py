"""Mistakes that YAML's form or the schema's types refuse."""

from tests.facilitation.playbooks.faulty import Mistake

LONG = "x" * 61
COLD = "        cold: {en: Cold, nl: Koud, fr: Froid}\n"
SEVERAL_ROLES = "".join(f"  r{number}: {{title: {{en: A, nl: A, fr: A}}}}\n" for number in range(20))
SEVERAL_VARIANTS = "".join(
    f"  v{number}: {{title: {{en: A, nl: A, fr: A}}, size: {{}}, windows: {{}}}}\n" for number in range(10)
)
MANY = "".join(COLD.replace("cold", f"cold{number}") for number in range(7))

FORM = (
    Mistake("odd_character", "Who tells?", "Who\x07 tells?", "Who\x07", "Write it anew"),
    Mistake("odd_character", "Who tells?", "Who \\ud800 tells?", "ud800", "without \\x, \\u"),
    Mistake("odd_character", "Who tells?", "Who \\Uffffffff tells?", "Uffffffff", "Write it anew"),
    Mistake("alias", 'prompt: {en: "Who tells?"', "prompt: {en: *bold*", "*bold*", "between quotes"),
    Mistake("alias", "size: {least: 4", "size: &same {least: 4", "&same", "Write it out in full"),
    Mistake("tag", "version: 2", "version: !!python/object:os.system 2", "!!python", "Leave it out"),
    Mistake("too_deep", "  of: [ideas, round]", f"  of: {'[' * 20}ideas{']' * 20}", "[[[[", "bracket too many"),
    Mistake("colon", "  kind: lesson", "  kind: lesson: learned", "lesson: learned", "between quotes"),
    Mistake("colon", "  doubt:\n", "  doubt\n", "title: {en: Doubt", "the key on the line above"),
    Mistake("no_colon", "  audience: session", "  audience", "  audience", "A key is followed by a colon"),
    Mistake("quote", "fr: Leçon}", "fr: 'Leçon}", "'Leçon", "never closed"),
    Mistake("tab", "    loop: {to", "\t loop: {to", "\t loop", "Indent with spaces"),
    Mistake("odd_start", "purpose: make_sense", "purpose: @make_sense", "@make_sense", "between quotes"),
    Mistake("two_documents", "capture:\n", "---\ncapture:\n", "---", "leave out the line"),
    Mistake("no_yaml", "{least: 4, most: 12,", "{least: 4, most: 12]", "most: 12]", "indentation, a bracket"),
    Mistake("odd_key", "version: 2", "[version]: 2", "[version]", "a single word"),
    Mistake(
        "twice",
        "    loop: {to",
        "    prompt: {en: A, nl: B, fr: C}\n    loop: {to",
        "prompt: {en: A,",
        "Keep one of the two",
    ),
)

TYPES = (
    Mistake("unknown_key", "    groups: 7", "    group: 7", "group: 7", "Did you mean “groups”?"),
    Mistake("unknown_key", "share: 20", "part: 20", "part: 20", "minutes, each, share and days"),
    Mistake("unknown_key", "on: ideas", "onto: ideas", "onto: ideas", "does, on and dots"),
    Mistake("missing", "asks: {does: seat, role: teller}", "asks: {does: seat}", "does: seat", "“role” is missing"),
    Mistake("missing", "capture:\n  kind: lesson\n", "capture:\n", "capture:", "“kind” is missing"),
    Mistake(
        "missing_language", ", fr: Secrétaire}", "}", "Secretaris", "“fr” is missing. Each text is there in en, nl"
    ),
    Mistake(
        "three_languages",
        "{en: Secretary, nl: Secretaris, fr: Secrétaire}",
        "Secretary",
        ": Secretary",
        "en, nl and fr",
    ),
    Mistake("one_of", "decides: any", "decides: all", "decides: all", "most and any"),
    Mistake("one_of", "make_sense", "makes_sense", "makes_sense", "Did you mean “make_sense”?"),
    Mistake("kind", "does: seat,", "does: seats,", "does: seats", "Did you mean “seat”?"),
    Mistake("no_kind", "asks: {does: text, at_most: 3}", "asks: {at_most: 3}", "asks: {at_most", "choice, dots"),
    Mistake("kind", "asks: {does: text, at_most: 3}", "asks: words", "asks: words", "It can be"),
    Mistake("visibility", "[open, sealed]", "[open, seal]", "[open, seal]", "Did you mean “sealed”?"),
    Mistake("visibility", "[open, sealed]", "[sealed]", "[sealed]", "“[sealed]” does not say who sees it"),
    Mistake("visibility", "visibility: direct", "visibility: 5", "visibility: 5", "open, sealed, anonymous and direct"),
    Mistake("parts", "window: {minutes: 20, days: 2}", "window: 20", "window: 20", "minutes, each, share and days"),
    Mistake("names", "variants:\n", "variants: small\nold:\n", "variants: small", "names of your own"),
    Mistake("bad_name", "  doubt:\n", "  A doubt:\n", "A doubt", "small letters"),
    Mistake("bad_name", "next: end", "next: The end", "The end", "small letters"),
    Mistake("no_text", "{en: Low,", "{en: 1,", "{en: 1,", "between quotes"),
    Mistake("no_text", "{en: Low,", "{en: [low, lower],", "{en: [", "“[low, lower]” is no text"),
    Mistake("empty", "{en: Low,", "{en: ,", "{en: ,", "at least one"),
    Mistake("empty", "{en: Low,", "{en: ' ',", "{en: ' ',", "at least one"),
    Mistake("too_many_characters", "{en: Low,", f"{{en: {LONG},", LONG, "60 characters"),
    Mistake("no_whole_number", "version: 2", "version: two", "version: two", "such as 3"),
    Mistake("no_whole_number", "meetings: 6", "meetings: 6.5", "6.5", "such as 3"),
    Mistake("no_whole_number", "meetings: 6", f"meetings: {'9' * 5000}", "9999", "such as 3"),
    Mistake("no_number", "{minutes: 20,", "{minutes: 20 min,", "20 min", "such as 10 or 2.5"),
    Mistake("no_yes_or_no", "    turns: true", "    turns: sometimes", "sometimes", "Write one of these two"),
    Mistake("above", "{minutes: 20,", "{minutes: 0,", "{minutes: 0,", "more than 0"),
    Mistake("at_least", "groups: 7", "groups: 1", "groups: 1", "at least 2"),
    Mistake("at_most", "{minutes: 20,", "{minutes: 600,", "{minutes: 600,", "480 at most"),
    Mistake("at_most", "{minutes: 20,", "{minutes: nan,", "{minutes: nan,", "480 at most"),
    Mistake("too_few_parts", COLD, "", "scale:", "at least 2"),
    Mistake("too_many_parts", COLD, MANY, "scale:", "7 at most"),
    Mistake("too_many_parts", "roles:\n", f"roles:\n{SEVERAL_ROLES}", "roles:", "20 at most"),
    Mistake("too_many_parts", "variants:\n", f"variants:\n{SEVERAL_VARIANTS}", "variants:", "10 at most"),
    Mistake("too_many_parts", "of: [ideas, round]", f"of: [{'ideas, ' * 30}round]", "of: [ideas", "30 at most"),
    Mistake("no_list", "of: [ideas, round]", "of: ideas  # here", "# here", "Write it as [one, another]"),
)
