"""What each method must be given, and what it may: docs.slack.dev, Methods. What is not here Kring does not call."""

from collections.abc import Mapping

MESSAGE = {"blocks", "metadata", "thread_ts", "unfurl_links", "unfurl_media"}
PAGE = {"cursor", "limit", "include_all_metadata", "oldest", "latest", "inclusive"}
METHODS: Mapping[str, tuple[set[str], set[str]]] = {
    "apps.connections.open": (set(), set()),
    "auth.test": (set(), set()),
    "response_url": (set(), {"text", "response_type", "replace_original", "delete_original", *MESSAGE}),
    "chat.postMessage": ({"channel", "text"}, MESSAGE),
    "chat.postEphemeral": ({"channel", "text", "user"}, MESSAGE),
    "chat.update": ({"channel", "ts", "text"}, {"blocks", "metadata"}),
    "chat.unfurl": ({"unfurls"}, {"channel", "ts", "unfurl_id", "source"}),
    "conversations.history": ({"channel"}, PAGE),
    "conversations.info": ({"channel"}, {"include_locale", "include_num_members"}),
    "conversations.open": ({"users"}, {"return_im"}),
    "conversations.replies": ({"channel", "ts"}, PAGE),
    "files.completeUploadExternal": ({"files"}, set()),
    "files.getUploadURLExternal": ({"filename", "length"}, {"alt_txt"}),
    "users.info": ({"user"}, {"include_locale"}),
    "views.open": ({"trigger_id", "view"}, set()),
    "views.push": ({"trigger_id", "view"}, set()),
    "views.publish": ({"user_id", "view"}, {"hash"}),
    "views.update": ({"view"}, {"view_id", "external_id", "hash"}),
}
