#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Looks at a page of --emit=html in Chromium: look.py PAGE PICTURE

At both widths and in both schemes: no message on the console, nothing wider
than the window, all text with a contrast of WCAG's AA. A state lights up its
lines, a line its state; keys and search do what they say. All that a pointer
chooses can be reached by Tab, has a name, and shows where the focus is.
"""
import os
import sys

from selenium import webdriver
from selenium.common.exceptions import SessionNotCreatedException
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.chrome.options import Options
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common import utils


class Driver(Service):
    """By its address: a bare system may know no name localhost."""

    @property
    def service_url(self):
        return "http://127.0.0.1:%d" % self.port

    def is_connectable(self):
        return utils.is_connectable(self.port, "127.0.0.1")


# The text with the least contrast to what is behind it, and how much that is.
CONTRAST = """
const numbers = (colour) => colour.match(/[\\d.]+/g).map(Number);
const light = ([r, g, b]) => [r, g, b].map((part) => part / 255).map((part) =>
  part <= .04045 ? part / 12.92 : ((part + .055) / 1.055) ** 2.4)
  .reduce((sum, part, i) => sum + part * [.2126, .7152, .0722][i], 0);
const isClear = (colour) => (numbers(colour)[3] ?? 1) === 0;
function behind(element) {
  const box = element.closest("g")?.querySelector("rect");
  if (box) return getComputedStyle(box).fill;
  for (let at = element; at; at = at.parentElement) {
    const colour = getComputedStyle(at).backgroundColor;
    if (!isClear(colour)) return colour;
  }
  return "rgb(255, 255, 255)";
}
let least = [99, ""];
for (const element of document.querySelectorAll("body *")) {
  const own = [...element.childNodes].some((node) => node.nodeType === 3 &&
    node.data.trim());
  const style = getComputedStyle(element);
  if (!own || !element.getClientRects().length || element.closest(".unseen") ||
      ["SCRIPT", "STYLE", "title"].includes(element.tagName)) continue;
  const text = element instanceof SVGElement ? style.fill : style.color;
  const two = [text, behind(element)].map(numbers).map(light);
  const ratio = (Math.max(...two) + .05) / (Math.min(...two) + .05);
  if (ratio < least[0])
    least = [ratio, `${element.tagName} ${element.className.baseVal ??
      element.className} '${element.textContent.slice(0, 30)}'`];
}
return least;
"""
WCAG_AA = 4.5


def open_browser():
    options = Options()
    # A bare system has no /dev/shm, no names of hosts (so the driver speaks to
    # the browser through a pipe), and nobody but root.
    for word in ("headless=new", "no-sandbox", "disable-gpu",
                 "disable-dev-shm-usage", "hide-scrollbars",
                 "remote-debugging-pipe"):
        options.add_argument("--" + word)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    for left in (2, 1, 0):  # a machine under load may take too long
        try:
            return webdriver.Chrome(service=Driver("/usr/bin/chromedriver"),
                                    options=options)
        except SessionNotCreatedException:
            if not left:
                raise


def expect(what, found, wanted):
    if found != wanted:
        sys.exit("%s: found %r, expected %r" % (what, found, wanted))


class Page:
    def __init__(self, browser, path):
        self.browser = browser
        self.path = path

    def show(self, width, scheme, height=900):
        self.browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", {
            "width": width, "height": height, "deviceScaleFactor": 1,
            "mobile": False})
        self.browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {
            "features": [{"name": "prefers-color-scheme", "value": scheme},
                         # What fades in has its colour at once.
                         {"name": "prefers-reduced-motion",
                          "value": "reduce"}]})
        self.browser.get("about:blank")
        self.browser.get("file://" + os.path.abspath(self.path))

    def all(self, selector):
        return self.browser.find_elements(By.CSS_SELECTOR, selector)

    def chosen(self, side):
        return [int(line.get_attribute("data-line"))
                for line in self.all("#%s .l.chosen" % side)]

    def state(self):
        found = self.all("#graph .node.chosen")
        return found[0].get_attribute("data-state") if found else None

    def click_state(self, number):
        self.browser.execute_script(
            "document.querySelector(arguments[0])"
            ".dispatchEvent(new MouseEvent('click'))",
            '#graph .node[data-state="%s"]' % number)

    def press(self, key):
        self.all("body")[0].send_keys(key)

    def ask(self, script):
        return self.browser.execute_script("return " + script)


def check_contrast(page, when):
    ratio, where = page.browser.execute_script(CONTRAST)
    if ratio < WCAG_AA:
        sys.exit("%s: contrast of %.2f: %s" % (when, ratio, where))


def check_looks(page):
    for width in (1280, 390):
        for scheme in ("light", "dark"):
            page.show(width, scheme)
            expect("width of the page at %d" % width,
                   page.ask("document.documentElement.scrollWidth"), width)
            back = page.ask("getComputedStyle(document.body).backgroundColor")
            bright = int(back.split("(")[1].split(",")[0]) > 128
            expect("bright in " + scheme, bright, scheme == "light")
            check_contrast(page, "at first")
            page.click_state("1")
            check_contrast(page, "with a state chosen")


def check_states(page):
    page.show(1280, "light")
    page.click_state("1")
    expect("state clicked", page.state(), "1")
    lines = page.chosen("source")
    expect("lines of a state", len(lines), 1)
    if not page.chosen("generated"):
        sys.exit("a state lights up no generated line")
    text = page.all("#generated .l.chosen")
    if not any("csp_" in line.text for line in text):
        sys.exit("the generated lines do not belong to a wait")
    page.press(Keys.ESCAPE)
    expect("nothing chosen", (page.state(), page.chosen("source")), (None, []))
    page.all('#source .l[data-line="%d"]' % lines[0])[0].click()
    expect("state of a line clicked", page.state(), "1")


def check_keys(page):
    page.show(1280, "light")
    first = page.all("#about h2")[0].text
    page.press("j")
    expect("first state by j", page.state(), "0")
    page.press("j")
    expect("next state by j", page.state(), "1")
    page.press("n")
    if page.all("#about h2")[0].text == first:
        sys.exit("n shows no other coroutine")
    page.press("/")
    page.browser.switch_to.active_element.send_keys("greet", Keys.ENTER)
    expect("found by search", page.all("#about h2")[0].text, "greet")
    page.press("?")
    expect("help is open", page.ask("document.getElementById('help').open"),
           True)
    page.all("#help-close")[0].click()
    whole = page.ask("decodeURIComponent([...document.querySelectorAll("
                     "'nav a')].find((a) => a.innerText.includes('greet')).hash)")
    file = whole.split("/")[-2].lstrip("#")
    for link, state in (("#greet", None), ("#%s/greet/1" % file, "1")):
        page.press("n")
        page.browser.execute_async_script("""
            const [link, done] = arguments;
            addEventListener("hashchange", () => done(), {once: true});
            location.hash = link;""", link)
        expect("shown by " + link, page.all("#about h2")[0].text, "greet")
        expect("state by " + link, page.state(), state)


def check_focus(page):
    """By Tab round the whole page; Enter chooses a state."""
    page.show(1280, "light")
    wanted = page.ask("document.querySelectorAll('a[href], button, input, "
                      "[tabindex]').length - document.querySelectorAll("
                      "'dialog button').length")
    seen = 0
    for _ in range(wanted):
        page.browser.switch_to.active_element.send_keys(Keys.TAB)
        seen += 1
        name, ring = page.browser.execute_script("""
            const at = document.activeElement, style = getComputedStyle(at);
            const box = at.querySelector("rect");
            return [at.getAttribute("aria-label") || at.innerText ||
                at.labels?.[0]?.textContent || "",
              style.outlineStyle !== "none" ||
                (box && getComputedStyle(box).strokeWidth === "3px")];""")
        if not name.strip() or not ring:
            sys.exit("stop %d of Tab: name %r, seen %r" % (seen, name, ring))
    page.browser.execute_script(
        "document.querySelector('#graph .node[data-state=\"1\"]').focus()")
    page.browser.switch_to.active_element.send_keys(Keys.ENTER)
    expect("state by Enter", page.state(), "1")


def main():
    browser = open_browser()
    try:
        page = Page(browser, sys.argv[1])
        check_looks(page)
        check_states(page)
        check_keys(page)
        check_focus(page)
        browser.save_screenshot(sys.argv[2])
        expect("messages on the console", browser.get_log("browser"), [])
    finally:
        browser.quit()


if __name__ == "__main__":
    main()
