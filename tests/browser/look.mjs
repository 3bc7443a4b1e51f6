// Looks at the report of each example as a reader would: node look.mjs ETALON
// On a desk and a phone, in light and dark, in two languages; with and without script; on paper.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { found, launch } from "./browser.mjs";

if (!found) {
  console.log("skipped: there is no Chromium on this machine (set CHROMIUM to its place, or install it)");
  process.exit(0);
}

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const root = join(import.meta.dirname, "../..");
const etalon = process.argv[2] ?? join(root, "target/release/etalon");
const folder = mkdtempSync(join(tmpdir(), "etalon-look-"));

const EXAMPLES = [
  { name: "phone-centre", languages: ["en", "et"], find: "lepik", card: "agent-a07", options: [] },
  { name: "city-desk", languages: ["en", "lv"], find: "housing", card: "queue-housing-pests", options: ["--as-of", "2026-01-05T00:00"] },
];
const VIEWS = [
  { width: 1280, height: 900, colorScheme: "light" },
  { width: 1280, height: 900, colorScheme: "dark" },
  { width: 390, height: 844, colorScheme: "light" },
  { width: 390, height: 844, colorScheme: "dark" },
];

const browser = await launch();

/** A page that fails the test if it asks for anything, complains, or breaks. */
async function open(url, { width, height, colorScheme, javaScriptEnabled = true }) {
  const context = await browser.newContext({ viewport: { width, height }, colorScheme, javaScriptEnabled, reducedMotion: "reduce" });
  const page = await context.newPage();
  const wrong = [];
  page.on("request", (request) => request.url().split("#")[0] === url.split("#")[0] || wrong.push(`asked for ${request.url()}`));
  page.on("console", (message) => wrong.push(`said ${message.text()}`));
  page.on("pageerror", (error) => wrong.push(`broke: ${error.message}`));
  await page.goto(url);
  return { page, done: async () => { await context.close(); assert.deepEqual(wrong, []); } };
}

async function isAccessible(page, where) {
  await page.evaluate(AXE);
  const { violations } = await page.evaluate(() => axe.run({ resultTypes: ["violations"] }));
  const told = violations.map((v) => `${v.id}: ${v.help}\n    ${v.nodes.slice(0, 3).map((n) => n.html.slice(0, 160)).join("\n    ")}`);
  assert.deepEqual(told, [], `${where}: axe`);
}

async function fits(page, where) {
  const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  assert.ok(over <= 0, `${where}: ${over} px wider than the screen`);
}

/** What a reader does: find somebody, open the card, follow links, sort, open and close everything. */
async function use(page, example, language) {
  const cards = page.locator("details.subject");
  const all = await cards.count();
  await page.fill("#find", example.find);
  const shown = await page.locator("details.subject:visible").count();
  assert.ok(shown > 0 && shown < all, `${shown} of ${all} found`);
  assert.match(await page.locator("#found").innerText(), new RegExp(`^${shown} `));
  const card = page.locator(`#${example.card}`);
  await card.locator("summary").first().focus();
  await page.keyboard.press("Enter");
  await card.locator("h4").first().waitFor();
  assert.equal(await card.getAttribute("open"), "");
  await page.fill("#find", "");
  assert.equal(await page.locator("details.subject:visible").count(), all);
  await page.selectOption("#sort", "name");
  const names = await page.locator(".people").last().locator("summary .name").allInnerTexts();
  assert.deepEqual(names, [...names].sort((a, b) => a.localeCompare(b, language)));
  await page.click("#fold");
  assert.equal(await page.locator("details.subject:not([open])").count(), 0);
  await page.click("#fold");
  assert.equal(await page.locator("details.subject[open]").count(), 0);
}

/** Every link on the page leads somewhere, and a link into a closed card opens it. */
async function links(page) {
  const dangling = await page.evaluate(() => [...document.querySelectorAll('a[href^="#"]')]
    .map((link) => decodeURIComponent(link.hash.slice(1))).filter((id) => !document.getElementById(id)));
  assert.deepEqual(dangling, [], "links that lead nowhere");
  const step = await page.locator('#summary a[href^="#step-"], .step[id]').first();
  const id = (await step.getAttribute("href"))?.slice(1) ?? (await step.getAttribute("id"));
  await page.evaluate((id) => { document.querySelectorAll("details.owed").forEach((d) => { d.open = false; }); location.hash = id; }, id);
  await page.locator(`[id="${id}"]`).waitFor({ state: "visible" });
}

for (const example of EXAMPLES) {
  for (const language of example.languages) {
    const file = join(folder, `${example.name}-${language}.html`);
    const args = ["run", join(root, "examples", example.name), "--lang", language, "--html", file, ...example.options];
    execFileSync(etalon, args, { stdio: "ignore" });
    const url = pathToFileURL(file).href;
    // The second language differs in words: two of the views show whether they fit.
    for (const view of language === example.languages[0] ? VIEWS : [VIEWS[0], VIEWS[3]]) {
      const start = performance.now();
      const where = `${example.name} ${language} ${view.width} ${view.colorScheme}`;
      const { page, done } = await open(url, view);
      assert.equal(await page.getAttribute("html", "lang"), language);
      await fits(page, where);
      // Everything open is much to look at: once in light and once in dark will do.
      if (view === VIEWS[0] || view === VIEWS[3]) {
        await page.evaluate(() => document.querySelectorAll("details").forEach((d) => { d.open = true; }));
        await fits(page, `${where}, all open`);
      }
      await isAccessible(page, where);
      await page.reload();
      await use(page, example, language);
      await links(page);
      await done();
      console.log(`looked at ${where} (${((performance.now() - start) / 1000).toFixed(1)} s)`);
    }
    const deep = await open(`${url}#${example.card}`, VIEWS[0]);
    assert.equal(await deep.page.locator(`#${example.card}`).getAttribute("open"), "", "a deep link opens its card");
    const box = await deep.page.locator(`#${example.card}`).boundingBox();
    assert.ok(box.y >= 0 && box.y < VIEWS[0].height, "and shows it");
    const paper = await deep.page.pdf({ format: "A4" });
    assert.ok((paper.toString("latin1").match(/\/Type\s*\/Page\b/g) ?? []).length > 1, "paper has pages");
    await deep.done();
    const bare = await open(url, { ...VIEWS[0], javaScriptEnabled: false });
    await bare.page.locator(`#${example.card} > summary`).click();
    assert.ok(await bare.page.locator(`#${example.card} h4`).first().isVisible(), "without script a card opens");
    assert.ok(!(await bare.page.locator("form.find").isVisible()), "and nothing is offered that needs one");
    await bare.done();
  }
}
await browser.close();
rmSync(folder, { recursive: true });
console.log("the report of each example is as it should be");
