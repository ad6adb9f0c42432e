/** `verify` in a workflow: what is served, compared after an apply, with patience for caches, and on a schedule. */
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { run } from "../../src/action/run.ts";
import { type Content, gtagJs, gtmJs } from "../support/served-container.ts";
import { HEAD, openShop } from "../support/shop.ts";

const GOALS = `${HEAD.replace("GTM-TEST01 }", "GTM-TEST01 }\n    google_tag: page")}goals:
  thanks: { type: destination, page: /thanks }
  call: { type: event, on: { link: { url: { begins_with: "tel:" } } } }
  engaged: { type: duration, longer_than: 4m }
`;

/** What `apply` has published in the sandbox, as Google would serve it. */
async function published(goals: string) {
  const shop = await openShop();
  onTestFinished(() => shop.close());
  await shop.apply(goals);
  const { container, property } = await shop.snapshot();
  const { "gtm.tag": tags, "gtm.trigger": triggers, "gtm.variable": variables } = container.content.entities;
  const content = { tags, triggers, variables } as unknown as Content;
  return {
    gtm: (version: string) => gtmJs(content, { version, minified: true }),
    gtag: gtagJs({ keyEvents: property.keyEvents.map(({ eventName }) => eventName) }),
  };
}

interface Served {
  /** What each request for gtm.js is answered with, the last one again and again; null: 404. */
  readonly gtm: readonly (string | null)[];
  readonly gtag: string;
}

async function verify(goals: string, { gtm, gtag }: Served, inputs: Readonly<Record<string, string>> = {}) {
  let asked = 0;
  const server = createServer((request, response) => {
    const text = request.url === "/js" ? gtag : gtm[Math.min(asked++, gtm.length - 1)]!;
    response.writeHead(text === null ? 404 : 200).end(text);
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const cwd = mkdtempSync(join(tmpdir(), "goalform-verify-"));
  onTestFinished(() => {
    server.close();
    rmSync(cwd, { recursive: true, force: true });
  });
  writeFileSync(join(cwd, "goals.yaml"), goals);
  const at = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const given = { command: "verify", "gtm-js": `${at}/gtm.js`, "gtag-js": `${at}/js`, ...inputs };
  const named = Object.entries(given).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value] as const);
  const [output, summary] = [join(cwd, "output"), join(cwd, "summary")];
  for (const file of [output, summary]) writeFileSync(file, "");
  const env = {
    ...Object.fromEntries(named),
    GITHUB_EVENT_NAME: "schedule",
    GITHUB_OUTPUT: output,
    GITHUB_STEP_SUMMARY: summary,
    GITHUB_WORKSPACE: cwd,
    NO_COLOR: "1",
  };
  let log = "";
  let minutes = 0;
  const exitCode = await run({
    env,
    cwd,
    write: (text) => {
      log += text;
    },
    now: 0,
    pause: async (milliseconds) => {
      minutes += milliseconds / 60_000;
    },
  });
  return {
    exitCode,
    log,
    minutes,
    summary: readFileSync(summary, "utf8"),
    outputs: readFileSync(output, "utf8"),
  };
}

test("what apply has published is served as the file says", async () => {
  const { gtm, gtag } = await published(GOALS);
  const { exitCode, log, summary, outputs, minutes } = await verify(GOALS, { gtm: [gtm("7")], gtag });
  expect([exitCode, minutes]).toEqual([0, 0]);
  expect(log).toContain("3 goals: 3 as the file says.");
  expect(summary).toContain("| **thanks** (`goals.yaml:10`) | as the file says |");
  expect(outputs).toMatch(/result<<\S+\nchecked\n/);
});

test("a goal that is not served as the file says makes the job fail, on its line", async () => {
  const { gtm, gtag } = await published(GOALS);
  const other = GOALS.replace("page: /thanks", "page: /danke");
  const { exitCode, log, outputs } = await verify(other, { gtm: [gtm("7")], gtag });
  expect(exitCode).toBe(1);
  expect(log).toMatch(
    /::error title=verify-different,file=goals.yaml,line=10,.*`page` is `\/thanks` in what is served/,
  );
  expect(outputs).toMatch(/failure-reason<<\S+\nnot-served\n/);
});

test("the version that was published is waited for, minute by minute", async () => {
  const { gtm, gtag } = await published(GOALS);
  const empty = gtmJs({ tags: [], triggers: [], variables: [] }, { version: "6" });
  const wait = { "published-version": "7" };
  const later = await verify(GOALS, { gtm: [null, empty, empty, gtm("7")], gtag }, wait);
  expect([later.exitCode, later.minutes]).toEqual([0, 3]);
  expect(later.log).toContain("version 7 is not served yet: looking again in a minute");
  const never = await verify(GOALS, { gtm: [empty], gtag }, { ...wait, patience: "5" });
  expect([never.exitCode, never.minutes]).toEqual([1, 5]);
  expect(never.log).toContain("Version 6 of the container is served, and version 7 was published");
  const unknown = await verify(GOALS, { gtm: [null], gtag }, { ...wait, patience: "2" });
  expect([unknown.exitCode, unknown.minutes]).toEqual([1, 2]);
  expect(unknown.outputs).toMatch(/failure-reason<<\S+\napi\n/);
});

test("without a version there is nothing to wait for", async () => {
  const { gtag } = await published(GOALS);
  const empty = gtmJs({ tags: [], triggers: [], variables: [] });
  const { exitCode, minutes } = await verify(GOALS, { gtm: [empty], gtag }, { "published-version": "" });
  expect([exitCode, minutes]).toEqual([1, 0]);
});

test("a saved file behind a link is not read", async () => {
  const link = join(tmpdir(), `goalform-link-${process.pid}`);
  symlinkSync(resolve("README.md"), link);
  onTestFinished(() => rmSync(link));
  const { exitCode, log } = await verify(GOALS, { gtm: [null], gtag: "" }, { "gtm-js": link, "gtag-js": "" });
  expect(exitCode).toBe(1);
  expect(log).not.toContain("cannot be read");
});
