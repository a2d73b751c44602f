"""The site's own search: by words of any language, over what the public may read.

The index holds stems (home.search.stems) and is kept by the signals of publication
(home.search.index). Whether a page is public is asked of the pages themselves in the same query.
"""

from home.search.finding import MOST_RESULTS, Result, find
from home.search.views import search

__all__ = ["MOST_RESULTS", "Result", "find", "search"]
