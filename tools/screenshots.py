"""Takes the pictures of the README from a running sample town, so that they can be taken again.

./asah run                                      # in another terminal, and the first plan computed
python -m tools.screenshots http://localhost:8000

Pages are pressed into a palette: a screenshot has few colours, and the README stays light.
"""

import io
import os
import sys
from dataclasses import dataclass
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

from demo.cast import PASSWORD

FOLDER = Path(__file__).resolve().parents[1] / "docs" / "images"
CHROMIUM = os.environ.get("ASAH_CHROMIUM", "/usr/bin/chromium")
DESK = (1280, 860)
LARGEST_BYTES = 120_000


@dataclass(frozen=True)
class Shot:
    """One picture: whose page, at what size; `press` names links to follow first."""

    name: str
    username: str
    path: str
    size: tuple[int, int] = DESK
    press: tuple[str, ...] = ()


SHOTS = (
    Shot("beranda", "maria", "/"),
    Shot("kesenjangan", "maria", "/kesenjangan/"),
    Shot("skenario", "maria", "/rencana/skenario/", press=("Skenario A",)),
    Shot("jp", "maria", "/jp/"),
)


def pressed(content: bytes) -> bytes:
    """A PNG with as many colours as fit into the weight; raises ValueError when even few are too heavy."""
    picture = Image.open(io.BytesIO(content)).convert("RGB")
    for colours in (256, 128, 64, 32):
        out = io.BytesIO()
        picture.quantize(colours, dither=Image.Dither.NONE).save(out, "PNG", optimize=True)
        if out.tell() <= LARGEST_BYTES:
            return out.getvalue()
    raise ValueError("the picture stays too heavy")


def take(browser: Browser, url: str, shot: Shot) -> bytes:
    """The picture of one page, as its person sees it."""
    width, height = shot.size
    context = browser.new_context(viewport={"width": width, "height": height}, locale="id-ID", color_scheme="light")
    page = context.new_page()
    page.goto(f"{url}/masuk/")
    page.get_by_label("NIP atau email").fill(shot.username)
    page.get_by_label("Kata sandi").fill(PASSWORD)
    page.get_by_role("button", name="Masuk", exact=True).click()
    page.wait_for_url(f"{url}/")
    page.goto(f"{url}{shot.path}")
    for name in shot.press:
        page.locator("main").get_by_role("link", name=name).first.click()
        page.wait_for_load_state()
    content = page.screenshot()
    context.close()
    return pressed(content)


def main(arguments: list[str]) -> None:
    """Take all pictures."""
    url = (arguments or ["http://localhost:8000"])[0].rstrip("/")
    FOLDER.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        for shot in SHOTS:
            content = take(browser, url, shot)
            (FOLDER / f"{shot.name}.png").write_bytes(content)
            print(f"{shot.name}.png  {len(content) / 1000:.0f} kB")
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1:])
