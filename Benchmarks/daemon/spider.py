"""The Scrapy spider that Copydesk is compared with: fetches addresses as fast as it may, extracts with trafilatura, writes files.

    spider.py URLS OUTPUT
"""
import hashlib
import sys
from pathlib import Path

import scrapy
import trafilatura
from scrapy.crawler import CrawlerProcess

SETTINGS = {
    "CONCURRENT_REQUESTS": 64,
    "CONCURRENT_REQUESTS_PER_DOMAIN": 8,
    "DOWNLOAD_DELAY": 0,
    "AUTOTHROTTLE_ENABLED": False,
    "ROBOTSTXT_OBEY": False,
    "COOKIES_ENABLED": False,
    "RETRY_ENABLED": False,
    "TELNETCONSOLE_ENABLED": False,
    "LOG_LEVEL": "ERROR",
}


class ArticleSpider(scrapy.Spider):
    name = "articles"

    def __init__(self, urls, output):
        super().__init__()
        self.urls, self.output = urls, output

    async def start(self):
        for url in self.urls:
            yield scrapy.Request(url)

    def parse(self, response):
        text = trafilatura.extract(response.body, url=response.url)
        if text:
            name = hashlib.sha256(response.url.encode()).hexdigest()[:16]
            (self.output / f"{name}.txt").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    output = Path(sys.argv[2])
    output.mkdir(parents=True)
    process = CrawlerProcess(SETTINGS)
    process.crawl(ArticleSpider, urls=Path(sys.argv[1]).read_text(encoding="utf-8").split(), output=output)
    process.start()
