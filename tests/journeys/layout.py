"""What an eye sees on a page at some size: things that lie on each other, buttons cut off, what paper shows."""

from playwright.sync_api import Page

# Where a browser shows a page at 200 % zoom on a desk of 1280 px: half as wide, twice as dense.
ZOOMED, NARROW, PAPER = (640, 400), (320, 640), (700, 1000)

# Whatever can be pressed, as rectangles. What scrolls inside a box of its own, hangs over the page on purpose
# (bars, menus, toasts) or is hidden from the eye takes no part.
_FAULTS = r"""() => {
  const faults = [], words = one => (one.innerText || one.getAttribute('aria-label') || one.name || one.tagName).trim();
  const over = one => { for (let at = one; at && at !== document.body; at = at.parentElement) {
      const look = getComputedStyle(at);
      if (look.position === 'fixed' || look.position === 'sticky' || look.clipPath !== 'none') return true;
      if (at.matches('details.menu > ul, dialog, .sr, .skip, svg')) return true; } return false; };
  const boxed = one => one.parentElement.closest('.table-box, .tabs, .cycle, [tabindex="0"][role="region"]');
  const parts = [...document.querySelectorAll('a[href], button, input:not([type=hidden]), select, textarea, summary')]
    .filter(one => one.checkVisibility({opacityProperty: true, visibilityProperty: true}) && !over(one))
    .map(one => ({one, boxes: [...one.getClientRects()].filter(box => box.width > 1 && box.height > 1)}))
    .filter(part => part.boxes.length);
  for (const {one, boxes} of parts) {
    if (one.matches('button, .button, summary') && getComputedStyle(one).overflow !== 'visible'
        && (one.scrollWidth > one.clientWidth + 2 || one.scrollHeight > one.clientHeight + 2))
      faults.push('cut off: ' + words(one));
    if (!boxed(one) && boxes.some(box => box.right > innerWidth + 1 || box.left < -1))
      faults.push('outside the page: ' + words(one));
  }
  const free = parts.filter(part => !boxed(part.one));
  for (let i = 0; i < free.length; i++) for (let j = i + 1; j < free.length; j++) {
    const a = free[i].one, b = free[j].one;
    if (a.contains(b) || b.contains(a) || (a.labels && [...a.labels].includes(b.closest('label')))) continue;
    for (const p of free[i].boxes) for (const q of free[j].boxes) {
      const wide = Math.min(p.right, q.right) - Math.max(p.left, q.left);
      const high = Math.min(p.bottom, q.bottom) - Math.max(p.top, q.top);
      if (wide > 3 && high > 3) faults.push(`on each other: ${words(a)} / ${words(b)}`);
    }
  }
  return [...new Set(faults)].slice(0, 8);
}"""
_ON_PAPER = r"""() => {
  const seen = one => one.checkVisibility({opacityProperty: true, visibilityProperty: true});
  const tools = 'button, .button, [type=search], [role=search], .toolbar, nav.pagination';
  const faults = [...document.querySelectorAll(tools)]
    // A column's heading is a button on screens and plain words on paper.
    .filter(one => seen(one) && !one.closest('details:not([open])') && !one.matches('th .sort'))
    .map(one => 'on paper: ' + (one.innerText || one.name || one.className));
  const kop = document.querySelector('.kop, .letter-head');
  if (!kop || !seen(kop)) faults.push('no letterhead');
  if (document.documentElement.scrollWidth > innerWidth) faults.push('too wide for paper');
  return [...new Set(faults)].slice(0, 8);
}"""


def faults(page: Page) -> list[str]:
    """What lies on something else, is cut off or hangs out of the page at its present size."""
    found: list[str] = page.evaluate(_FAULTS)
    return found


def at_size(page: Page, size: tuple[int, int]) -> list[str]:
    """The same at another size of the window; sideways scroll counts as well."""
    page.set_viewport_size({"width": size[0], "height": size[1]})
    wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    return faults(page) + ([f"{wide} px too wide"] if wide > 0 else [])


def on_paper(page: Page) -> list[str]:
    """What is wrong with the page as it would be printed."""
    page.set_viewport_size({"width": PAPER[0], "height": PAPER[1]})
    page.emulate_media(media="print")
    found: list[str] = page.evaluate(_ON_PAPER)
    page.emulate_media(media="screen")
    return found
