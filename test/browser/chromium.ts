/** Runs tests in a real Chromium, or says clearly why it does not. */
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { type Browser, chromium } from "playwright-core";
import { afterAll, test as anyTest, beforeAll, describe, expect } from "vitest";
import { openShop, type Shop } from "./shop.ts";
import { Profile, type VisitOptions, Visitor } from "./visitor.ts";

const PLACES = [
  process.env["CHROMIUM_PATH"],
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
];
const MISSING = "no Chromium found; install it or set CHROMIUM_PATH";

const executablePath = PLACES.find((place) => place && existsSync(place));

/** One for all files that this process runs, which ends with it: to start one takes longer than most tests. */
let launched: Promise<Browser> | undefined;
let browser: Browser;
let shop: Shop;
let profile: Profile;

/** A test with somebody who has never been to the shop. It fails when any page threw an error. */
export const test = anyTest.extend<{ visit: (options: VisitOptions) => Promise<Visitor> }>({
  // biome-ignore lint/correctness/noEmptyPattern: Vitest reads what a fixture needs from this pattern.
  visit: async ({}, use) => {
    await use((options) => Visitor.arrive(profile, shop, options));
    expect(await profile.clear()).toEqual([]);
  },
});

/** Tests that need Chromium. Without it they are skipped, in CI they fail. */
export function describeInChromium(what: string, tests: () => void): void {
  if (executablePath)
    describe(what, () => {
      openAndClose(executablePath);
      tests();
    });
  else if (process.env["CI"]) anyTest(what, () => Promise.reject(new Error(MISSING)));
  else describe.skip(`${what} (skipped: ${MISSING})`, tests);
}

/** The same for tests that start a browser of their own. */
export function describeWithChromium(what: string, tests: (executablePath: string) => void): void {
  if (executablePath) describe(what, () => tests(executablePath));
  else if (process.env["CI"]) anyTest(what, () => Promise.reject(new Error(MISSING)));
  else describe.skip(`${what} (skipped: ${MISSING})`, () => tests(""));
}

/** One profile and shop for every test of a file: opening a profile for each costs more than the tests do. */
function openAndClose(executablePath: string): void {
  beforeAll(async () => {
    shop = await openShop();
    launched ??= chromium.launch({ executablePath, args: ["--no-sandbox"], timeout: 0 });
    browser = await launched;
    profile = await Profile.open(browser);
  });
  afterAll(async () => {
    await profile?.context.close();
    await shop?.close();
  });
}

/** A file of ours opened from disk, with everything that it says or asks for. */
export async function openedPage(name: string, text: string) {
  const folder = mkdtempSync(join(tmpdir(), "goalform-page-"));
  writeFileSync(join(folder, name), text);
  const page = await browser.newPage();
  page.setDefaultTimeout(0);
  const troubles: string[] = [];
  const requests: string[] = [];
  page.on("console", (message) => troubles.push(message.text()));
  page.on("pageerror", (error) => troubles.push(error.message));
  page.on("dialog", (dialog) => troubles.push(dialog.message()));
  page.on("request", (request) => requests.push(request.url()));
  await page.goto(pathToFileURL(join(folder, name)).href);
  const close = async () => {
    await page.close();
    rmSync(folder, { recursive: true });
  };
  return { page, troubles, requests, close };
}
