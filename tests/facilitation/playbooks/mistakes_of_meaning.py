"""Mistakes that only become one by what else the playbook says."""

from tests.facilitation.playbooks.faulty import WHOLE, Mistake

TALK = "topics: {of: vote, at_most: 3, extended: {minutes: 3, days: 1}}"
TELLER = "  teller:\n    title: {en: Teller, nl: Verteller, fr: Narrateur}\n"
SECRETARY = "  secretary:\n    title: {en: Secretary, nl: Secretaris, fr: Secrétaire}\n    needed: false\n"
AS_SCRIBE = SECRETARY.replace("secretary", "scribe").replace("    needed: false\n", "")
CASTING = WHOLE[WHOLE.index("  casting:\n") : WHOLE.index("  story:\n")]
DOUBT = WHOLE[WHOLE.index("  doubt:\n") : WHOLE.index("  casting:\n")]
LEAD_IN = "lead_in: {en: With a doubt first, nl: Eerst met een twijfel, fr: D'abord avec un doute}\n"
STORY = WHOLE[WHOLE.index("  story:\n") : WHOLE.index("  ideas:\n")]
REST = WHOLE[WHOLE.index("  casting:\n") : WHOLE.index("capture:\n")]
WINDOWS = WHOLE[WHOLE.index("    windows:\n") : WHOLE.index("phases:\n")]

NAMES = (
    Mistake("taken_name", "  secretary:\n", "  host:\n", "  host:", "other than all, end, host, facilitator, scribe"),
    Mistake("standing", SECRETARY, AS_SCRIBE, "  scribe:", "Write needed: false"),
    Mistake("taken_name", "others: advisers", "others: host", "others: host", "other than all, end, host"),
    Mistake("taken_name", "  thanks:\n", "  end:\n", "  end:", "other than end"),
    Mistake("taken_name", "  small:\n", "  whole:\n", "  whole:", "other than whole"),
    Mistake("nobody", "who: receiver", "who: reciever", "who: reciever", "Did you mean “receiver”?"),
    Mistake("nobody", "who: receiver", "who: group", "who: group", "all, advisers, teller, secretary, receiver, host"),
    Mistake("no_seat", "listens: teller", "listens: advisers", "listens: advisers", "The roles there are: teller"),
    Mistake("no_seat", "about: receiver", "about: reciever", "about: reciever", "Did you mean “receiver”?"),
    Mistake(
        "no_seat", "role: teller", "role: host", "role: host", "teller, secretary, receiver, facilitator and scribe"
    ),
    Mistake("listens_and_speaks", "who: advisers", "who: all", "listens: teller", "Let “advisers” speak"),
    Mistake("no_seat", "listens: teller", "answers: reciever", "answers: reciever", "Did you mean “receiver”?"),
    Mistake(
        "answers_already", "who: receiver", "who: receiver\n    answers: receiver  # here", "# here", "leave it out"
    ),
    Mistake("about_already", "who: receiver", "who: receiver\n    about: receiver  # here", "# here", "leave it out"),
    Mistake("rotates_too", "needed: false", "rotates: yes", "rotates: true", "Let one of them rotate"),
    Mistake(
        "rotates_nowhere", ": receiver", ": teller", "rotates: true", "as “who”, “listens” or “about", everywhere=True
    ),
    Mistake("rotates_anyway", "role: teller", "role: receiver", "role: receiver", "ask for another role"),
    Mistake("never_speaks", "    needed: false\n", "", "  secretary:", "needed: false"),
    Mistake("given_late", CASTING + STORY, STORY + CASTING, "does: seat", "Put this phase before it"),
    Mistake("too_small", "size: {least: 4, most: 12,", "size: {least: 1, most: 1,", "most: 1,", "Raise “most"),
)

WAY = (
    Mistake("lead_in_late", "    loop: {to", "    lead_in: true  # here\n    loop: {to", "# here", "Move it up"),
    Mistake("lead_in_only", REST, "", "    lead_in: true", "Leave out “lead_in” in at least one phase"),
    Mistake("lead_in_untitled", LEAD_IN, "", "    lead_in: true", "Add “lead_in” with a text"),
    Mistake("lead_in_without", "    lead_in: true\n", "", "lead_in: {en", "Write lead_in: true in the phases"),
    Mistake("not_ahead", "next: rate", "next: ideas", "next: ideas", "Ahead are: rate and end"),
    Mistake("not_ahead", "next: offer}", "next: round}", "next: round}", "To go back there is “loop"),
    Mistake("no_phase", "next: rate", "next: rating", "next: rating", "Did you mean “rate”?"),
    Mistake("no_phase", "next: offer}", "next: harvest}", "next: harvest}", "mend, offer, thanks, note, rate and end"),
    Mistake("no_phase", "loop: {to: round", "loop: {to: rond", "to: rond", "Did you mean “round”?"),
    Mistake("no_phase", "on: ideas", "on: idea", "on: idea", "Did you mean “ideas”?"),
    Mistake("no_phase", "of: ideas\n", "of: notions\n", "of: notions", "Those that fit here: doubt, story and ideas"),
    Mistake("no_phase", "topics: {of: vote", "topics: {of: votes", "of: votes", "Did you mean “vote”?"),
    Mistake("no_phase", "      talk: {minutes", "      tlak: {minutes", "tlak", "Did you mean “talk”?"),
    Mistake("no_phase", "of: [ideas, round]", "of: [ideas, sound]", "sound]", "Did you mean “round”?"),
    Mistake("not_back", "loop: {to: round", "loop: {to: thanks", "to: thanks", "To go on there is “next"),
    Mistake("back_to_lead_in", "loop: {to: round", "loop: {to: doubt", "to: doubt", "a phase that is always there"),
    Mistake("rotation_broken", "next: offer}", "next: thanks}", "next: thanks}", "Lead from without to “offer” only"),
    Mistake(
        "rotation_broken", "about: receiver", "about: receiver\n    next: rate", "next: rate", "behind “thanks” only"
    ),
    Mistake(
        "rotation_broken", "who: receiver", "who: receiver\n    loop: {to: offer}", "to: offer", "breaks the round"
    ),
    Mistake(
        "unreached",
        "    window: {share: 10",
        "    next: warmth\n    window: {share: 10",
        "  ideas:",
        "remove the “next” that skips it",
    ),
    Mistake("unfit_source", "on: ideas", "on: warmth", "on: warmth", "doubt, story and ideas"),
    Mistake("unfit_source", "of: vote", "of: warmth", "of: warmth", "doubt, story, ideas and vote"),
    Mistake(
        "unseen_source", "[open, sealed]", "[open, direct]", "on: ideas", "Earlier phases that fit: doubt and story"
    ),
    Mistake("not_earlier", "on: ideas", "on: mend", "on: mend", "Earlier phases that fit: doubt, story and ideas"),
)

MEASURES = (
    Mistake("window_of_none", "{minutes: 20, days: 2}", "{days: 2}", "{days: 2}", "minutes, each and share"),
    Mistake("window_of_none", "talk: {minutes: 4, days: 1}", "talk: {days: 1}", "talk: {days: 1}", "Give it one of"),
    Mistake(
        "window_of_two", "{minutes: 20, days: 2}", "{minutes: 20, each: 2, days: 2}", "each: 2, days: 2", "Keep one"
    ),
    Mistake("extended_otherwise", "{minutes: 3, days: 1}}", "{each: 3, days: 1}}", "{each: 3", "Write “minutes” here"),
    Mistake("share_of_nothing", "total_each: 12\n", "", "share: 5", "Add “total_each” above the phases"),
    Mistake("total_for_nothing", "share:", "minutes:", "total_each: 12", "leave out “total_each", everywhere=True),
    Mistake("shares_too_much", "{share: 20,", "{share: 95,", "{share: 95,", "all together may be 100 at most"),
    Mistake("shares_too_much", "{share: 5,", "{share: 90,", "{share: 90,", "add up to 110"),
    Mistake(
        "least_over_most", "{least: 4, most: 12,", "{least: 14, most: 12,", "least: 14", "Raise “most” or lower “least"
    ),
    Mistake("never_fewer", "{least: 4,", "{least: 1,", "{least: 1,", "Leave out “fewer"),
    Mistake("never_more", "most: 12, ", "", "more: somewhere", "add “most"),
    Mistake("takes_no_fewer", "{least: 2, most: 4,", "{least: 4, most: 4,", "fewer: small", "Lower its “least"),
    Mistake("takes_no_more", "fewer: small, more: somewhere_else", "more: small", "more: small", "Raise its “most"),
    Mistake("instead_of_itself", "more: somewhere_else", "more: whole", "more: whole", "Name another playbook"),
    Mistake("instead_of_itself", "more: whole}", "more: small}", "more: small}", "Name another playbook"),
    Mistake("groups_too_large", "most: 12,", "most: 6,", "groups: 7", "larger than all who may come (6)"),
)

SIGHT = (
    Mistake("named_twice", "[open, sealed]", "[open, open]", "[open, open]", "Keep one"),
    Mistake("named_twice", "of: [ideas, round]", "of: [ideas, ideas]", "[ideas, ideas]", "Keep one"),
    Mistake(
        "apart_alone", "    who: receiver", "    who: receiver\n    turns: true  # here", "# here", "let others speak"
    ),
    Mistake("questions_without_text", "    minimum: true", "    questions: 2  # here", "# here", "ask for “text"),
    Mistake(
        "minimum_without_choice",
        "    loop: {to",
        "    minimum: true  # here\n    loop: {to",
        "# here",
        "ask for a “choice",
    ),
    Mistake(
        "case_for_all",
        "recurring: true",
        "recurring: true\nmembers: true",
        "members: true",
        "Leave out “members”, or “case",
    ),
    Mistake("private_anyway", "case: true", "case: true\nprivate: true", "private: true", "Leave out “private"),
    Mistake("meetings_once", "recurring: true\n", "", "meetings: 6", "Add recurring: true"),
    Mistake(
        "anonymous_alone",
        "who: receiver",
        "who: receiver\n    visibility: anonymous  # here",
        "# here",
        "one person, and anonymous takes 5",
    ),
    Mistake("anonymous_few", "most: 12,", "most: 4,", "visibility: anonymous", "Write “sealed”, or raise “most"),
    Mistake(
        "anonymous_apart",
        "    turns: true",
        "    turns: true\n    visibility: [open, anonymous]  # here",
        "# here",
        "Leave out “turns",
    ),
    Mistake(
        "anonymous_seat",
        "asks: {does: seat",
        "visibility: anonymous  # here\n    asks: {does: seat",
        "# here",
        "than “anonymous",
    ),
    Mistake(
        "direct_apart",
        "    parties: true",
        "    parties: true\n    visibility: direct  # here",
        "# here",
        "Leave out “parties",
    ),
    Mistake(
        "direct_counted",
        "asks: {does: dots",
        "visibility: direct  # here\n    asks: {does: dots",
        "# here",
        "open”, “sealed” or “anonymous",
    ),
)

CAPTURE = (
    Mistake("captures_no_words", "of: [ideas, round]", "of: [ideas, vote]", "[ideas, vote]", "doubt, casting, story"),
    Mistake("captures_no_words", "reason: must", "reason: none", "of: [ideas, round]", "Phases that do"),
    Mistake("captures_direct", "of: [ideas, round]", "of: [ideas, note]", "[ideas, note]", "Phases that fit"),
    Mistake("captures_nothing", "kind: lesson", "kind: nothing", "of: [ideas, round]", "Leave out “of"),
    Mistake("captures_of_nothing", "  of: [ideas, round]\n", "", "capture:", "write kind: nothing"),
    Mistake("no_phase", "audience: session", "each_time: [idea]", "each_time: [idea]", "Did you mean “ideas”?"),
    Mistake(
        "no_phase", "who: receiver\n    window", "who: receiver\n    shows: idea\n    window", "shows: idea", "Did you"
    ),
    Mistake(
        "no_option",
        "audience: session",
        "when: {phase: round, option: agreed}",
        "option: agreed",
        "Did you mean “agree”",
    ),
    Mistake("no_phase", "audience: session", "when: {phase: vote, option: agree}", "phase: vote", "fit here: round"),
    Mistake("case_told", "audience: session", "audience: community", "audience: community", "audience: session"),
)
