/**
 * Open a page in Firefox ESR and use it: npm run firefox -- map.html
 * Ends with an error if the page asks for anything, complains, or does not work.
 */
import assert from "node:assert/strict";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import puppeteer from "puppeteer-core";

const FIREFOX = process.env.FIREFOX ?? "/usr/bin/firefox-esr";
const [file = "map.html"] = process.argv.slice(2);
const browser = await puppeteer.launch({ browser: "firefox", executablePath: FIREFOX, headless: true });
try {
  const page = await browser.newPage();
  await page.setViewport({ width: 1300, height: 850 });
  const complaints = [];
  const requests = [];
  page.on("console", (message) => complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on("request", (request) => requests.push(request.url()));
  await page.goto(pathToFileURL(resolve(process.env.INIT_CWD ?? ".", file)).href);
  await page.waitForSelector("body[data-ready=yes]", { timeout: 60_000 });
  const figures = await page.evaluate(async () => {
    const app = window.conflictmap;
    const ready = performance.now();
    app.openPlace(0);
    while (!document.querySelector("#cm-read mark")) await new Promise(requestAnimationFrame);
    const times = [];
    for (let score = 0; score < 90; score += 10) {
      const began = performance.now();
      app.update({ score });
      times.push(performance.now() - began);
      await new Promise(requestAnimationFrame);
    }
    app.reset();
    return {
      ready_ms: Math.round(ready), filter_ms: times.sort((a, b) => a - b)[4], circles: app.circles.scene.circles.length,
      labels: app.circles.scene.labels.length, land: document.querySelectorAll("path.cm-land").length,
    };
  });
  console.log(await browser.version(), figures);
  assert.equal(figures.land, 8);
  assert.ok(figures.circles > 0 && figures.labels > 0);
  assert.deepEqual(complaints, []);
  assert.deepEqual(requests.filter((url) => !/^(file|data):/.test(url)), []);
} finally {
  await browser.close();
}
