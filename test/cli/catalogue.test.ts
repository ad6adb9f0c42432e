/** From an empty folder to a plan: `init`, `add`, and what they refuse. */
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
} from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { type InitOptions, init } from "../../src/app/init/init.ts";
import { askAt, portsOf } from "../../src/cli/ports.ts";
import type { Process } from "../../src/cli/process.ts";
import { folder } from "../support/in-process.ts";
import { HEAD } from "../support/shop.ts";

const initAt = (io: Process, options: InitOptions) => init(options, askAt(io), portsOf(io).files);

const IDS = ["--property", "123456789", "--measurement-id", "G-TEST123456", "--container", "GTM-TEST01"];

describe("goalform init", () => {
  test.each(["shop", "leads", "trial", "content"])(
    "--template %s: a file that is valid at once, and applied in the sandbox",
    async (template) => {
      const { goalform, path } = folder();
      const made = await goalform(["init", "--template", template, "--name", "acme", ...IDS]);
      expect(made).toMatchObject({ exitCode: 0, err: "" });
      await expect(readFileSync(join(path, "goals.yaml"), "utf8")).toMatchFileSnapshot(
        `outputs/init-${template}.yaml`,
      );
      expect(await goalform(["validate"])).toMatchObject({ exitCode: 0, err: "" });
      expect((await goalform(["apply", "--sandbox", "--auto-approve"])).exitCode).toBe(0);
      expect((await goalform(["plan", "--sandbox", "--detailed-exitcode"])).exitCode).toBe(0);
    },
  );

  test("without anything: placeholders, which work in the sandbox, and nobody is asked", async () => {
    const { built, goalform, path } = folder();
    const made = await built(["init", "--name", "acme"], { CI: "1" });
    expect(made).toMatchObject({ exitCode: 0, err: "" });
    await expect(made.out).toMatchFileSnapshot("outputs/init.txt");
    await expect(readFileSync(join(path, "goals.yaml"), "utf8")).toMatchFileSnapshot("outputs/init.yaml");
    expect(readdirSync(path)).toEqual(["goals.test.yaml", "goals.yaml"]);
    expect((await goalform(["plan", "--sandbox"])).exitCode).toBe(0);
  });

  test("a file that is there stays, unless --force", async () => {
    const { goalform, path } = folder({ "goals.yaml": "mine" });
    const refused = await goalform(["init"]);
    expect(refused).toMatchObject({ exitCode: 1, out: "" });
    expect(refused.err).toContain("error[file-exists]: goals.yaml already exists, and was left as it is.");
    expect(readFileSync(join(path, "goals.yaml"), "utf8")).toBe("mine");
    expect((await goalform(["init", "--force"])).exitCode).toBe(0);
    expect((await goalform(["validate"])).exitCode).toBe(0);
  });

  test("one object for machines", async () => {
    const { goalform } = folder();
    const made = await goalform(["init", "--template", "leads", "--name", "acme", "--format", "json"]);
    expect(JSON.parse(made.out)).toEqual({
      ok: true,
      file: "goals.yaml",
      template: "leads",
      name: "acme",
      goals: ["enquiry", "click_to_call", "click_to_mail", "brochure_download", "time_on_site"],
      funnels: ["contact"],
      placeholders: ["GA4_PROPERTY", "GA4_MEASUREMENT_ID", "GTM_CONTAINER"],
      tests: { file: "goals.test.yaml", number: 10, without: [] },
      next: [
        "goalform add",
        "goalform validate",
        "goalform test",
        "goalform plan --sandbox",
        "goalform plan",
      ],
    });
    const refused = await goalform(["init", "--format", "json"]);
    expect(JSON.parse(refused.out)).toMatchObject({ ok: false, error: { code: "file-exists" } });
  });

  test.each([
    [["--property", "G-TEST123456"], "invalid-option"],
    [["--measurement-id", "UA-1"], "invalid-option"],
    [["--container", "gtm-test01"], "invalid-option"],
    [["--name", "Acme Shop\nevil: true"], "invalid-option"],
    [["--currency", "EURO"], null],
    [["--template", "blog"], null],
    [["-f", "nowhere/goals.yaml"], "cannot-save"],
  ] as const)("%j is refused, and no file is left", async (args, code) => {
    const { goalform, path } = folder();
    const { exitCode, err } = await goalform(["init", ...args]);
    expect(exitCode).toBe(1);
    if (code !== null) expect(err).toContain(`error[${code}]`);
    expect(readdirSync(path)).toEqual([]);
  });

  test("at a terminal it asks, and asks again for what cannot be used", async () => {
    const path = join(folder().path, "Größte Shop (new)");
    mkdirSync(path);
    const asked: string[] = [];
    const answers = ["blog", "trial", "", "x", "987654321", "G-TEST654321", ""];
    const io = terminal(path, (question) => {
      asked.push(question);
      return answers.shift()!;
    });
    const started = await initAt(io, { file: "goals.yaml", currency: "EUR" });
    expect(started).toMatchObject({ template: { id: "trial" }, placeholders: ["GTM_CONTAINER"] });
    await expect(`${asked.join("\n")}\n`).toMatchFileSnapshot("outputs/init-questions.txt");
    expect(readFileSync(join(path, "goals.yaml"), "utf8")).toContain('property: "987654321"');
  });

  test("whoever leaves the questions gets no file", async () => {
    const { path } = folder();
    const io = terminal(path, (question) => (question.startsWith("What kind") ? "leads" : null));
    await expect(initAt(io, { file: "goals.yaml", currency: "EUR" })).rejects.toMatchObject({
      code: "not-answered",
    });
    expect(readdirSync(path)).toEqual([]);
  });

  test("whoever says one thing in the call is asked nothing", async () => {
    const { path } = folder();
    const io = terminal(path, () => expect.fail("nothing is asked"));
    await initAt(io, { file: "goals.yaml", currency: "EUR", template: "content" });
    expect(existsSync(join(path, "goals.yaml"))).toBe(true);
  });
});

describe("goalform add", () => {
  test("from an empty folder to a plan", async () => {
    const { built, goalform, path } = folder();
    await goalform(["init", "--name", "acme"]);
    const before = readFileSync(join(path, "goals.yaml"), "utf8");
    const added = [
      await goalform(["add", "newsletter-signup", "--page", "/danke", "--value", "5"]),
      await built(["add", "call"]),
      await goalform(["add", "review-left"]),
    ];
    expect(added.map(({ exitCode }) => exitCode)).toEqual([0, 0, 0]);
    await expect(added.map(({ out }) => out).join("---\n")).toMatchFileSnapshot("outputs/add.txt");
    const after = readFileSync(join(path, "goals.yaml"), "utf8");
    const funnels = before.indexOf("\n# The way to a purchase");
    expect(after.startsWith(before.slice(0, funnels)) && after.endsWith(before.slice(funnels))).toBe(true);
    await expect(after.slice(funnels, after.length - before.length + funnels)).toMatchFileSnapshot(
      "outputs/add.yaml",
    );
    expect(await goalform(["validate"])).toMatchObject({ exitCode: 0, err: "" });
    expect((await goalform(["plan", "--sandbox"])).out).toContain(
      "page viewed: /danke (with or without a trailing slash)",
    );
    expect(readdirSync(path).sort()).toEqual([".goalform", "goals.test.yaml", "goals.yaml"]);
    expect((await goalform(["test"])).out).toMatch(/^✓ \d+ passed\n/);
  });

  test("--dry-run shows it and writes nothing", async () => {
    const { goalform, path } = folder({ "goals.yaml": HEAD });
    const shown = await goalform(["add", "account-created", "--dry-run"]);
    await expect(shown.out).toMatchFileSnapshot("outputs/add-dry-run.txt");
    expect(readFileSync(join(path, "goals.yaml"), "utf8")).toBe(HEAD);
  });

  test("without a recipe it lists them all, with and without a file", async () => {
    const { goalform } = folder();
    const listed = await goalform(["add"]);
    expect(listed).toMatchObject({ exitCode: 0, err: "" });
    await expect(listed.out).toMatchFileSnapshot("outputs/add-list.txt");
    expect((await goalform(["add", "--list"])).out).toBe(listed.out);
    await expect((await goalform(["add", "--format", "markdown"])).out).toMatchFileSnapshot(
      "outputs/add-list.md",
    );
    const { groups } = JSON.parse((await goalform(["add", "--format", "json"])).out);
    expect(groups[1].recipes[0]).toMatchObject({
      id: "newsletter-signup",
      kind: "secondary",
      ways: [
        { options: [{ option: "--page", default: "/newsletter/thanks" }] },
        { options: [{ option: "--form", default: "newsletter" }] },
        { options: [{ option: "--data-layer", default: "newsletter_signup" }] },
      ],
    });
  });

  test("the ways that are left are those that were not taken", async () => {
    const { goalform } = folder({ "goals.yaml": HEAD });
    const { out } = await goalform(["add", "newsletter-signup", "--form", "news"]);
    expect(out).toContain(
      "Other ways to count it: --page /newsletter/thanks, --data-layer newsletter_signup.",
    );
  });

  test("warnings are shown when the goal brings them, and not those that the file had", async () => {
    const own = `${HEAD}goals:\n  old: { type: destination, page: /old* }\n`;
    const { goalform } = folder({ "goals.yaml": own });
    const { exitCode, err } = await goalform(["add", "newsletter-signup", "--page", "/thanks/*"]);
    expect(exitCode).toBe(0);
    expect(err).toContain("warning[not-a-wildcard]");
    expect(err).toContain("page: /thanks/*");
    expect(err).toContain("\n1 warning\n");
    const { out } = await goalform(["add", "page-viewed", "--page", "/x/*", "--format", "json"]);
    expect(JSON.parse(out).warnings).toMatchObject([{ code: "not-a-wildcard", source: "    page: /x/*" }]);
    const refused = await goalform(["add", "share", "--selector", "a["]);
    expect(refused.err).toContain("\n1 error\n");
  });

  test("a goal that already exists is found in the file that holds it", async () => {
    const { goalform, write } = folder({ "goals.yaml": `${HEAD}include: [more.yaml]\n` });
    write("more.yaml", "goals:\n  click_to_call: { type: destination, page: /called }\n");
    const { err } = await goalform(["add", "click-to-call"]);
    expect(err).toContain("goals.yaml already has click_to_call, on line 2 of more.yaml.");
  });

  test("an id that is free is suggested", async () => {
    const own = `${HEAD}goals:\n  mine: { type: destination, page: /mine }\n`;
    const { goalform } = folder({ "goals.yaml": own });
    const { err } = await goalform(["add", "newsletter-signup", "--id", "mine"]);
    expect(err).toContain("--id newsletter_signup.");
  });

  test("one object for machines", async () => {
    const { goalform } = folder({ "goals.yaml": HEAD });
    const { out } = await goalform(["add", "review-left", "--format", "json"]);
    expect(JSON.parse(out)).toMatchObject({
      ok: true,
      file: "goals.yaml",
      goal: "review_left",
      line: 13,
      written: true,
      snippet: 'dataLayer.push({ event: "review_left" });',
    });
    const again = await goalform(["add", "review-left", "--format", "json"]);
    expect(JSON.parse(again.out)).toMatchObject({ ok: false, error: { code: "goal-exists" } });
  });

  test("what cannot be is refused, with a way out, and the file stays as it is", async () => {
    const own = `${HEAD}goals:\n  newsletter_signup: { type: destination, page: /thanks }\n`;
    const { goalform, path, write } = folder({ "goals.yaml": own });
    write("tabs.yaml", `${HEAD}goals:\n\ta: { type: destination, page: /a }\n`);
    write(
      "braces.yaml",
      `{ version: 1, name: a, targets: { p: { ga4: { property: "1", measurement_id: G-TEST1 }, gtm: { container: GTM-TEST01 } } } }`,
    );
    const ends = [
      await goalform(["add", "newsleter"]),
      await goalform(["add", "qqqq"]),
      await goalform(["add", "newsletter"]),
      await goalform(["add", "newsletter", "--id", "Newsletter"]),
      await goalform(["add", "newsletter", "--id", "second", "--selector", "a"]),
      await goalform(["add", "newsletter", "--id", "second", "--page", "thanks"]),
      await goalform(["add", "click-to-call", "--leads-to", "purchase"]),
      await goalform(["add", "button", "--selector", "a[b"]),
      await goalform(["add", "button", "--value", "many"]),
      await goalform(["add", "video-watched", "--progress", "half"]),
      await goalform(["add", "button", "-f", "tabs.yaml"]),
      await goalform(["add", "button", "-f", "braces.yaml"]),
      await goalform(["add", "button", "-f", "nowhere.yaml"]),
    ];
    expect(ends.map(({ exitCode }) => exitCode)).toEqual(ends.map(() => 1));
    await expect(ends.map(({ err }) => err).join("\n---\n")).toMatchFileSnapshot("outputs/add-refused.txt");
    expect(readFileSync(join(path, "goals.yaml"), "utf8")).toBe(own);
    expect(readdirSync(path).sort()).toEqual(["braces.yaml", "goals.yaml", "tabs.yaml"]);
  });

  test("a link stays a link, permissions stay, and so does a byte order mark", async () => {
    const { goalform, path, write } = folder();
    write("real.yaml", `\ufeff${HEAD}`);
    chmodSync(join(path, "real.yaml"), 0o640);
    symlinkSync("real.yaml", join(path, "goals.yaml"));
    expect((await goalform(["add", "share"])).exitCode).toBe(0);
    expect(lstatSync(join(path, "goals.yaml")).isSymbolicLink()).toBe(true);
    expect(statSync(join(path, "real.yaml")).mode & 0o777).toBe(0o640);
    const text = readFileSync(join(path, "real.yaml"), "utf8");
    expect(text.startsWith(`\ufeff${HEAD}`)).toBe(true);
    expect(text).toContain("\n  share:\n");
  });
});

/** Somebody at a terminal who answers. */
function terminal(cwd: string, answer: (question: string) => string | null): Process {
  return {
    cwd,
    env: {},
    out: () => {},
    err: () => {},
    ask: async (question) => answer(question),
    interactive: true,
    color: { out: false, err: false },
    columns: null,
    progress: { step: () => {}, wait: () => {}, end: () => {} },
  };
}
