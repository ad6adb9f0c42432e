/** S3, S4: whatever a file, a container or a server holds, a terminal and a job's log only show it. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readGoals } from "../../src/language/read-goals.ts";
import { diagnosticsMarkdown } from "../../src/render/diagnostics-markdown.ts";
import { diagnosticsText } from "../../src/render/diagnostics-text.ts";
import { folder } from "../support/in-process.ts";
import { passTime } from "../support/pass-time.ts";
import { HEAD, type Shop } from "../support/shop.ts";
import { expectInert, GOALS, hostileShop } from "./hostile-container.ts";
import { LOG_COMMANDS, TERMINAL } from "./hostile-texts.ts";
import { listening } from "./listener.ts";

const TEXT = [...TERMINAL, ...LOG_COMMANDS, "z".repeat(5000)].join(" ");
const ALL_GUARDS = ["--allow-unpublished", "--allow-removals", "--allow-protected", "--allow-other-property"];

describe("S3, S4: from a container", () => {
  let shop: Shop;
  beforeAll(async () => {
    shop = await hostileShop(TEXT);
  });
  afterAll(() => shop.close());

  const run = (...args: string[]) =>
    folder({ "goals.yaml": GOALS }).goalform([...args, "--endpoint", shop.sandbox.url]);

  test("the plan shows what is there, made visible", async () => {
    const args = ["plan", "--endpoint", shop.sandbox.url];
    const { out } = await folder({ "goals.yaml": GOALS }).built(args);
    for (const shown of ["\\u{1b}[2J", "\\u{9b}31m", "\\u{202e}", "\\u{23}#[warning]", "\\n::set-output"])
      expect(out).toContain(shown);
  });

  test.each([
    ["plan"],
    ["plan", "--strict"],
    ["plan", "--format", "markdown"],
    ["plan", "--format", "json"],
    ["drift"],
    ["apply", "--auto-approve"],
    ["apply", "--auto-approve", "--strict", ...ALL_GUARDS],
    ["apply", "--format", "json"],
    ["rollback"],
    ["rollback", "--auto-approve", "--format", "markdown"],
    ["rollback", "--to", "99\u001b[2J"],
  ])("%s %s %s %s", async (...args) => {
    const ended = await run(...args);
    expectInert(ended);
    expect(ended.exitCode).toBeLessThan(3);
    expect(ended.out + ended.err).not.toContain("This is a bug");
  });
});

describe("S3, S4: from a goals file", () => {
  const places = (text: string) => [
    `${HEAD}goals:\n  thanks: { name: ${text}, type: destination, page: /thanks }\n`,
    `${HEAD}goals:\n  thanks: { type: destination, page: { query: { ${text}: x } }, x${text}: 1 }\n`,
    `${HEAD}goals:\n  thanks: { type: ${text}, page: /thanks }\n  ${text}: { type: destination }\n`,
    `${HEAD}goals: { thanks: { type: destination, page: /thanks } }\n# ${text.slice(1, -1)} \n? ${text}\n`,
    `version: 1\nname: ${text}\ntargets: { ${text}: ${text} }\n`,
  ];

  test.each([...TERMINAL, ...LOG_COMMANDS])("%j, quoted and raw", (text) => {
    for (const file of [...places(JSON.stringify(text)), ...places(`"${text}"`)]) {
      const { diagnostics } = readGoals("goals.yaml", new TextEncoder().encode(file));
      const shown = diagnosticsText(diagnostics, { color: false });
      expectInert({ out: shown, err: diagnosticsMarkdown(diagnostics) });
    }
  });

  test.each(["text", "markdown", "json"])("all of them at once, as %s", async (format) => {
    for (const file of [...places(JSON.stringify(TEXT)), ...places(`"${TEXT}"`)]) {
      const { goalform } = folder({ "goals.yaml": file });
      const ended = await goalform(["validate", "--format", format]);
      expect(ended.out + ended.err).toMatch(/error/);
      expectInert(ended);
    }
  });

  test("its own name, too: a pull request names files as it likes", async () => {
    for (const name of [
      "::warning::hello.yaml",
      "##[warning]hello.yaml",
      "\u001b[2Jgoals.yaml",
      "a\n::b::.yaml",
    ]) {
      const { goalform } = folder({ [name]: GOALS });
      for (const format of ["text", "markdown", "json"]) {
        const ended = await goalform(["validate", "-f", name, "--format", format]);
        expect(ended.exitCode).toBe(0);
        expectInert(ended);
        expectInert(await goalform(["plan", "--sandbox", "-f", name, "--format", format]));
      }
      expectInert(await goalform(["validate", "-f", `nowhere${name}`]));
    }
  });
});

describe("S3, S4: from whatever listens at --endpoint", () => {
  const text = TEXT.slice(0, 800);
  const container = { path: "accounts/1/containers/2", publicId: text };
  test.each([
    [
      "a container's label and versions",
      200,
      { ...container, containerVersionId: text, name: text, tagManagerUrl: text, container },
    ],
    ["an error's message", 400, { error: { code: 400, message: text, errors: [{ reason: text }] } }],
    ["an error that is a word", 401, { error: text, error_description: text }],
    ["an error whose message is no text", 400, { error: { message: { a: text } } }],
    ["an error whose details are no list", 400, { error: { message: "no", details: { a: text } } }],
    [
      "notes that are no text",
      200,
      { ...container, containerVersionId: "1", tag: [{ name: text, notes: 7 }] },
    ],
  ])("%s", async (_, status, body) => {
    passTime();
    const root = await listening(() => ({ status, body: JSON.stringify(body) }));
    const { goalform } = folder({ "goals.yaml": GOALS });
    for (const args of [["plan"], ["apply", "--auto-approve"], ["rollback", "--auto-approve"]]) {
      const ended = await goalform([...args, "--endpoint", root]);
      expectInert(ended);
      expect(ended.err).not.toContain("This is a bug");
    }
  });

  const NOT_FOUND = { status: 404, body: '{"error":{"code":404,"message":"no"}}' };

  test("progress while waiting", async () => {
    let asked = 0;
    const root = await listening((url) => {
      if (url.includes("versions:live")) return NOT_FOUND;
      if (/\/v1(alpha|beta)\//.test(url)) return {};
      if (url.includes("/versions/"))
        return asked++ === 0 ? { status: 429, headers: { "retry-after": "1" } } : NOT_FOUND;
      return { body: JSON.stringify({ ...container, containerVersionId: text }) };
    });
    const ended = await folder({ "goals.yaml": GOALS }).built(["plan", "--endpoint", root]);
    expect(ended.err).toMatch(/Reading version .*quota is used up/);
    expectInert(ended);
  });
});
