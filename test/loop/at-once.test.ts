/** Several runs in one container at once, in any order of their requests. */
import { expect, onTestFinished, test } from "vitest";
import { ApplyError } from "../../src/apply/apply-error.ts";
import type { Switches } from "../../src/sandbox/sandbox.ts";
import { turnsAt } from "../support/at-once.ts";
import { content } from "../support/faults.ts";
import { HEAD, openShop, type Shop } from "../support/shop.ts";

const OWNERS = ["acme-shop", "acme-blog", "acme-jobs"];

/** Each owner's goals are its own, by Tag Manager and by Analytics. */
function goalsOf(owner: string, page = "/done"): string {
  const id = owner.replace("-", "_");
  return `${HEAD.replace("acme-shop", owner)}goals:
  ${id}_tag: { type: destination, page: ${page} }
  ${id}_rule: { type: destination, via: ga4, page: ${page} }
  ${id}_deep: { type: pages_per_session, more_than: 5, via: ga4 }
`;
}

/** More: `SEEDS=1-200 npx vitest run test/loop/at-once.test.ts`. */
const [FIRST_SEED = 1, LAST_SEED = 1] = (process.env["SEEDS"] ?? "1-3").split("-").map(Number);
const SEEDS = Array.from({ length: LAST_SEED - FIRST_SEED + 1 }, (_, index) => FIRST_SEED + index);

/** Applies all at once; whoever does not succeed says why. */
async function allAtOnce(shop: Shop, files: readonly string[], seed: number): Promise<string[]> {
  const { turn, until } = turnsAt(shop.sandbox, seed);
  const runs = files.map(async (file) => {
    try {
      await shop.apply(file, { title: titleOf(file) }, { turn });
      return "done";
    } catch (error) {
      if (!(error instanceof ApplyError)) throw error;
      return `error[${error.code}] ${error.message} ${error.hint}`;
    }
  });
  return until(Promise.all(runs));
}

function titleOf(file: string): string {
  return `goalform ${/^name: (.*)$/m.exec(file)![1]}`;
}

async function shopWith(switches: Partial<Switches> = {}): Promise<Shop> {
  const shop = await openShop({ switches });
  onTestFinished(() => shop.close());
  return shop;
}

async function oneAfterTheOther(files: readonly string[]): Promise<unknown> {
  const shop = await shopWith();
  for (const file of files) await shop.apply(file, { title: titleOf(file) });
  return content(shop);
}

test("three files: each ends done, and nothing is lost, doubled or left behind", async () => {
  const files = OWNERS.map((owner) => goalsOf(owner));
  const end = await oneAfterTheOther(files);
  for (const seed of SEEDS) {
    const shop = await shopWith();
    const ends = await allAtOnce(shop, files, seed);
    expect({ seed, ends }).toEqual({ seed, ends: files.map(() => "done") });
    expect({ seed, end: await content(shop) }).toEqual({ seed, end });
  }
});

test("one file three times: it is applied once", async () => {
  const file = goalsOf("acme-shop");
  const changed = goalsOf("acme-shop", "/thanks").replace("more_than: 5", "more_than: 6");
  const ends = [await oneAfterTheOther([file]), await oneAfterTheOther([file, changed])];
  for (const seed of SEEDS) {
    const shop = await shopWith();
    for (const [index, version] of [file, changed].entries()) {
      const outcomes = await allAtOnce(shop, [version, version, version], seed);
      expect({ seed, outcomes }).toEqual({ seed, outcomes: ["done", "done", "done"] });
      expect({ seed, end: await content(shop) }).toEqual({ seed, end: ends[index] });
    }
  }
});

test("one file twice, where only Analytics changes and no workspace tells one run of the other", async () => {
  const before = goalsOf("acme-shop");
  const more = `${before}  more_rule: { type: destination, via: ga4, page: /more }
  more_deep: { type: pages_per_session, more_than: 9, via: ga4 }
`;
  const end = await oneAfterTheOther([before, more]);
  for (const seed of SEEDS) {
    const shop = await shopWith();
    await shop.apply(before, { title: titleOf(before) });
    const ends = await allAtOnce(shop, [more, more], seed);
    expect({ seed, ends }).toEqual({ seed, ends: ["done", "done"] });
    expect({ seed, end: await content(shop) }).toEqual({ seed, end });
  }
});
