"""What members may write: what Slack would read, what is not to be seen, and what is cut in the middle."""

NASTY = [
    "",
    " \n\t ",
    "<!channel> <@U1> <#C1|x> <https://example.org|click>",
    "</script><b>&amp;&lt;",
    "[then](moment:1772528400) <!date^1772528400^{date_long}, {time}|then>",
    "*bold* _it_ ~no~ `code` ```\nfence\n```",
    "\u202eright to left\u202c \u200f",
    "👩‍👩‍👧‍👧 \x00\x07\x1b[31m\ud800",
]
