/** `verify` in a workflow that plays tests in Chromium: the built bundle, as a runner starts it. */
import { spawn } from "node:child_process";
import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { HEAD, MEASUREMENT_ID } from "../support/shop.ts";
import { BUNDLE } from "./runner.ts";

const FILES = {
  "goals.yaml": `${HEAD}goals:
  thanks: { type: destination, page: /thanks }
  contact: { type: event, on: { form: { id: contact } } }
`,
  "goals.test.yaml": `version: 1
site: https://www.acme.example
tests:
  - { name: Thank you, goal: thanks, counts_on: /thanks }
  - { name: Contact, visit: [{ page: / }, { form: contact }], counts: contact }
`,
};

/** A page sends its hits itself: nothing here stands for Google's tag. */
const PAGE = `<!doctype html><title>Shop</title><script src="https://cdn.example/a.js"></script>
<form id="contact" method="post" action="/send"><button>Send</button></form><script>
const sent = location.pathname === "/thanks" ? "thanks" : "page_view";
addEventListener("pagehide", () => navigator.sendBeacon("https://www.google-analytics.com/g/collect?v=2&tid=${MEASUREMENT_ID}&_c=1&en=" + sent));
</script>`;

/** @param bundle where the action is; a folder of its own has no packages */
async function verify(inputs: Readonly<Record<string, string>>, bundle = BUNDLE) {
  const cwd = mkdtempSync(join(tmpdir(), "goalform-verify-"));
  onTestFinished(() => rmSync(cwd, { recursive: true, force: true }));
  for (const [name, text] of Object.entries(FILES)) writeFileSync(join(cwd, name), text);
  const [output, summary] = [join(cwd, "output"), join(cwd, "summary")];
  for (const file of [output, summary]) writeFileSync(file, "");
  const given = Object.entries({ command: "verify", play: "tests", ...inputs });
  const child = spawn(process.execPath, [bundle], {
    cwd,
    env: {
      ...Object.fromEntries(given.map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value])),
      PATH: process.env["PATH"],
      HOME: cwd,
      GITHUB_EVENT_NAME: "schedule",
      GITHUB_OUTPUT: output,
      GITHUB_STEP_SUMMARY: summary,
      GITHUB_WORKSPACE: cwd,
      NO_COLOR: "1",
    },
  });
  let log = "";
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (text: string) => {
      log += text;
    });
  const exitCode = await new Promise<number | null>((done) => child.on("close", done));
  return { exitCode, log, outputs: readFileSync(output, "utf8"), summary: readFileSync(summary, "utf8") };
}

describe.skipIf(!existsSync("/usr/bin/chromium"))("verify in a workflow, in a browser", () => {
  test("plays the tests and writes to nobody, unless the workflow says so", async () => {
    // What a page waits for takes longer than its work, so both at once.
    const [kept, sent] = await Promise.all([played({}), played({ "really-send": "true" })]);
    expect(kept.exitCode).toBe(1);
    expect(kept.outputs).toMatch(/failure-reason<<\S+\nnot-counted\n/);
    expect(kept.log).toMatch(/::error title=verify-missing,file=goals.yaml,line=10,/);
    expect(kept.summary).toContain("| **thanks** (`goals.yaml:9`) | as the file says |");
    expect(kept.summary).toContain("Blocked, as they are not the site's: cdn.example.");
    expect(kept.summary).toContain("(the input `really-send` sends it");
    expect(kept.asked).toContain("GET /thanks");
    expect(kept.asked).not.toContain("POST /send");
    expect(sent.asked).toContain("POST /send");
  });
});

/** On a site of its own, which remembers what it was asked for. */
async function played(inputs: Readonly<Record<string, string>>) {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    response.setHeader("content-type", "text/html").end(PAGE);
  });
  onTestFinished(() => void server.close());
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  const map = `www.acme.example=127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { asked, ...(await verify({ site: "http://www.acme.example", map, ...inputs })) };
}

test("says what to install where there is no playwright-core, and which inputs are wrong", async () => {
  const alone = mkdtempSync(join(tmpdir(), "goalform-action-"));
  onTestFinished(() => rmSync(alone, { recursive: true, force: true }));
  copyFileSync(BUNDLE, join(alone, "index.mjs"));
  const [missing, wrong] = await Promise.all([
    verify({}, join(alone, "index.mjs")),
    verify({ map: "www.acme.example=10.0.0.1:80" }),
  ]);
  expect(missing.exitCode).toBe(1);
  expect(missing.log).toContain("npm install --no-save playwright-core");
  expect(missing.outputs).toMatch(/failure-reason<<\S+\nusage\n/);
  expect(wrong.log).toContain("the input `map` www.acme.example=10.0.0.1:80 does not say where a host is");
});
