"""Where Kring answers Slack, and the browsers that come from it."""

EVENTS = "/slack/events"
INSTALL = "/slack/install"
REDIRECT = "/slack/oauth_redirect"
INSTALLED = "/slack/installed"
MORE = "/slack/permissions"
