"""Takes the picture that the README opens with: the sample's cable, as a reader sees it.

usage: scripts/picture.py CHROMIUM
"""

import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parent.parent
PICTURE = ROOT / "docs/picture.png"
PLACE = "cable/07ASTANA1848/index.html"
BEGINNING = "p2"  # the paragraph at the top


def main(executable: str) -> None:
    """Build the sample as it is read from the disk, and take the picture."""
    with TemporaryDirectory() as folder, sync_playwright() as playwright:
        words = [sys.executable, "-m", "sitegen", "build", "--offline", "--output", folder]
        subprocess.run(words, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
        browser = playwright.chromium.launch(executable_path=executable)
        page = browser.new_page(viewport={"width": 1280, "height": 800}, color_scheme="light")
        page.goto((Path(folder) / PLACE).as_uri())
        page.locator(f"#{BEGINNING}").evaluate("one => scrollTo(0, one.getBoundingClientRect().top - 130)")
        page.screenshot(path=PICTURE)
        browser.close()
    print(f"{PICTURE.relative_to(ROOT)}: {PICTURE.stat().st_size // 1024} KB")


if __name__ == "__main__":
    main(*sys.argv[1:])
