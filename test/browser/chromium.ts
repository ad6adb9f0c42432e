/** Runs tests in a real Chromium, or says clearly why it does not. */
import { existsSync } from "node:fs";
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
  if (executablePath) describe(what, tests);
  else if (process.env["CI"]) anyTest(what, () => Promise.reject(new Error(MISSING)));
  else describe.skip(`${what} (skipped: ${MISSING})`, tests);
}

// One browser, profile and shop for every test of a file: opening a profile for each costs more than the tests do.
if (executablePath) {
  beforeAll(async () => {
    shop = await openShop();
    browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
    profile = await Profile.open(browser, shop.url);
  });
  afterAll(async () => {
    await browser?.close();
    await shop?.close();
  });
}
