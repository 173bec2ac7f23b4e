"""The tables, by subject. Community data has `community_id` first in its primary and foreign keys."""
