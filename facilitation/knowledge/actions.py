"""What the buttons are called that stand on several cards."""

SHOW = "knowledge.show"
READ_ON = "knowledge.read_on"
TAKE_BACK = "knowledge.take_back"
TAKE_BACK_SURELY = "knowledge.take_back_surely"
FOLLOW = "knowledge.follow"
UNFOLLOW = "knowledge.unfollow"
LINK = "knowledge.link"
