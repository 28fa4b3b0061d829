"""As little as gives the pages that are compared."""

SITENAME = "Invented cables for a benchmark"
SITEURL = "https://benchmark.example"
TIMEZONE = "UTC"
DEFAULT_LANG = "en"
PATH = "content"
OUTPUT_PATH = "output"
THEME = "theme"
THEME_STATIC_PATHS: list[str] = []
STATIC_PATHS: list[str] = []
MARKDOWN = {
    "extensions": ["markdown.extensions.meta", "markdown.extensions.attr_list"],
    "output_format": "html5",
}

ARTICLE_URL = "cable/{slug}/"
ARTICLE_SAVE_AS = "cable/{slug}/index.html"
CATEGORY_URL = "posts/{slug}/"
CATEGORY_SAVE_AS = "posts/{slug}/index.html"
TAG_URL = "tags/{slug}/"
TAG_SAVE_AS = "tags/{slug}/index.html"
AUTHOR_SAVE_AS = ""
DIRECT_TEMPLATES = ["index", "tags", "categories", "sitemap"]
TAGS_SAVE_AS = "tags/index.html"
CATEGORIES_SAVE_AS = "posts/index.html"
SITEMAP_SAVE_AS = "sitemap.xml"
DEFAULT_PAGINATION = False

FEED_ALL_RSS = "feed.xml"
FEED_MAX_ITEMS = 50
FEED_ALL_ATOM = None
CATEGORY_FEED_ATOM = None
TRANSLATION_FEED_ATOM = None
AUTHOR_FEED_ATOM = None
AUTHOR_FEED_RSS = None
