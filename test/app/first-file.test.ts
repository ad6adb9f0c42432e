/** The first goals file and the goals that are added to it: what is checked before anything is written. */
import { describe, expect, test } from "vitest";
import { add, catalogue, wayOptions } from "../../src/app/add.ts";
import { invalidGoals } from "../../src/app/goals-file.ts";
import { graph } from "../../src/app/graph.ts";
import { type InitOptions, init } from "../../src/app/init/init.ts";
import type { Ask, Files, Ports } from "../../src/app/ports.ts";
import type { Refusal } from "../../src/app/result/refusal.ts";
import { validate } from "../../src/app/validate.ts";
import { CATALOGUE } from "../../src/catalogue/catalogue.ts";
import { HEAD } from "../support/shop.ts";

const GOALS = `${HEAD}goals:\n  thanks: { type: destination, page: /thanks }\n`;

/** A file that no goal can be inserted into. */
const BRACES = `{ version: 1, name: a, targets: { p: { ga4: { property: "1", measurement_id: G-TEST1 }, gtm: { container: GTM-TEST01 } } } }`;

/** Files in memory; what is written is remembered in order. */
function disk(text: string | null = null, folderName = "shop") {
  const written: string[] = [];
  const files = {
    exists: () => text !== null,
    readGoals: () => new TextEncoder().encode(text ?? ""),
    included: () => [],
    createGoals: (file: string, content: string, overwrite: boolean) =>
      void written.push(`${file} ${overwrite}\n${content}`),
    replaceGoals: (_: string, content: string) => void written.push(content),
    folderName: () => folderName,
    schemaFor: () => "./schema.json",
  } as unknown as Files;
  return { files, written };
}

/** As a whole: its code, its message and what to do. */
const wordsOf = ({ code, message, ways }: Refusal) => `${code}: ${message}\n  ${JSON.stringify(ways)}\n`;

const failureOf = async (doing: () => unknown): Promise<Refusal> => {
  try {
    await doing();
  } catch (error) {
    return error as Refusal;
  }
  return expect.unreachable("it is not refused");
};

describe("init", () => {
  const start = async (options: Partial<InitOptions> = {}, ask: Ask | null = null, folderName = "shop") => {
    const { files, written } = disk(null, folderName);
    const result = await init({ file: "goals.yaml", currency: "EUR", ...options }, ask, files);
    return { result, text: written[0] ?? "" };
  };

  test("makes a valid file from a template, with placeholders for what nobody said", async () => {
    const { result, text } = await start();
    expect(text).toMatch(/^goals\.yaml false\n/);
    expect(result).toMatchObject({
      is: "file started",
      file: "goals.yaml",
      template: { id: "shop" },
      placeholders: ["GA4_PROPERTY", "GA4_MEASUREMENT_ID", "GTM_CONTAINER"],
    });
    expect(text).toContain("./schema.json");
    expect(result.others).not.toContain("shop");
    expect(result.others).toContain("leads");
    const ids = { property: "987654321", measurementId: "G-ABC123456", container: "GTM-ABC123" };
    const whole = await start({ ...ids, template: "leads", name: "acme" });
    expect(whole.result).toMatchObject({ template: { id: "leads" }, placeholders: [] });
    for (const id of [...Object.values(ids), "name: acme"]) expect(whole.text).toContain(id);
    expect((await start({ property: "987654321" })).result.placeholders).toEqual([
      "GA4_MEASUREMENT_ID",
      "GTM_CONTAINER",
    ]);
  });

  test.each([
    ["Größte Shop (new)", "grosste-shop-new"],
    ["--_x_--", "x"],
    ["日本", "my-site"],
    ["a".repeat(50), "a".repeat(40)],
    [`${"a".repeat(39)}--b`, "a".repeat(39)],
  ])("names the set of goals by its folder: %s", async (folderName, name) => {
    expect((await start({}, null, folderName)).text).toContain(`\nname: ${name} #`);
  });

  test("refuses what no file can have, before anything is written", async () => {
    const wrong: Partial<InitOptions>[] = [
      { property: "G-1" },
      { measurementId: "UA-1" },
      { container: "GT-1" },
      { name: "Acme" },
      { name: "-acme" },
      { name: "a".repeat(41) },
      { name: "" },
      { template: "nope" as never },
      { currency: "euro" },
    ];
    const { files, written } = disk();
    const lines: string[] = [];
    for (const options of wrong) {
      const whole = { file: "goals.yaml", currency: "EUR", ...options };
      lines.push(wordsOf(await failureOf(() => init(whole, null, files))));
    }
    expect(written).toEqual([]);
    await expect(lines.join("")).toMatchFileSnapshot("outputs/init-refused.txt");
  });

  test("takes environment variables for ids", async () => {
    const { text } = await start({ property: "${MY_PROPERTY}", name: `a${"b".repeat(39)}` });
    expect(text).toContain("${MY_PROPERTY}");
  });

  test("leaves a file that is there as it is, unless --force", async () => {
    const there = disk("version: 1\n");
    const options = { file: "goals.yaml", currency: "EUR" };
    const error = await failureOf(() => init(options, null, there.files));
    expect(wordsOf(error)).toBe(
      'file-exists: goals.yaml already exists, and was left as it is.\n  ["Add goals to it with `goalform add`, name another file with -f, or overwrite it with --force."]\n',
    );
    expect(there.written).toEqual([]);
    await init({ ...options, force: true }, null, there.files);
    expect(there.written[0]).toMatch(/^goals\.yaml true\n/);
  });

  test.each(["template", "name", "property", "measurementId", "container"])(
    "asks nothing when the call says the %s",
    async (key) => {
      const said = {
        template: "trial",
        name: "acme",
        property: "1",
        measurementId: "G-ABC123456",
        container: "GTM-ABC123",
      };
      const ask = () => expect.unreachable("nothing is asked");
      await start({ [key]: said[key as keyof typeof said] }, ask);
    },
  );

  test("asks for five things; what is left for later is a placeholder", async () => {
    const answers = ["content", "blog", "987654321", "later", "GTM-ABC123"];
    const asked: string[] = [];
    const { result, text } = await start({}, async ({ isUsable, ...question }) => {
      const answer = answers.shift()!;
      asked.push(`${JSON.stringify(question)}: ${answer} can${isUsable(answer) ? "" : "not"} be used\n`);
      expect(isUsable("?")).toBe(false);
      return answer;
    });
    await expect(asked.join("")).toMatchFileSnapshot("outputs/init-asks.txt");
    expect(result).toMatchObject({ template: { id: "content" }, placeholders: ["GA4_MEASUREMENT_ID"] });
    expect(text).toContain("\nname: blog #");
  });

  test("a template and a name that nobody chose are a shop's and the folder's", async () => {
    const { result, text } = await start({}, async ({ otherwise }) => otherwise, "Blog");
    expect(result.template.id).toBe("shop");
    expect(text).toContain("\nname: blog #");
  });
});

describe("add", () => {
  const adding = (options: Partial<Parameters<typeof add>[0]> = {}, text = GOALS) => {
    const { files, written } = disk(text);
    const result = add({ recipe: "newsletter-signup", file: "goals.yaml", ways: {}, ...options }, files);
    return { result, written };
  };

  test("writes the goal into the file and says on which line", () => {
    const { result, written } = adding({ ways: { page: "/danke" } });
    expect(result).toMatchObject({ is: "goal added", file: "goals.yaml", written: true, warnings: [] });
    expect(written).toHaveLength(1);
    const lines = written[0]!.split("\n");
    expect(lines[result.line - 1]).toMatch(/^ {2}newsletter/);
    expect(written[0]).toContain(GOALS.trimEnd());
  });

  test("keeps the byte order mark, and writes nothing when it only shows", () => {
    expect(adding({}, `\ufeff${GOALS}`).written[0]!.startsWith("\ufeffversion: 1")).toBe(true);
    expect(adding({}).written[0]!.startsWith("version: 1")).toBe(true);
    const { result, written } = adding({ dryRun: true });
    expect([result.written, written]).toEqual([false, []]);
  });

  test("names the line of a goal that is there, and an id that is free", async () => {
    const once = adding().written[0]!;
    const { message, ways, code } = await failureOf(() => adding({}, once));
    expect(code).toBe("goal-exists");
    const line = once.split("\n").findIndex((one) => one.startsWith("  newsletter_signup:")) + 1;
    expect(message).toBe(`goals.yaml already has newsletter_signup, on line ${line}.`);
    expect(ways).toEqual([
      "Change it in the file, or add another one that counts something else: --id newsletter_signup_2.",
    ]);
    const included = { ...disk(`include: [more.yaml]\n${GOALS}`).files };
    const more = "goals:\n  newsletter_signup: { type: destination, page: /more }\n";
    const bytes = new TextEncoder().encode(more);
    Object.assign(included, {
      included: () => [{ pattern: "more.yaml", files: [{ file: "more.yaml", bytes }], troubles: [] }],
    });
    const elsewhere = await failureOf(() =>
      add({ recipe: "newsletter-signup", file: "goals.yaml", ways: {}, id: "newsletter_signup" }, included),
    );
    expect(elsewhere.message).toBe("goals.yaml already has newsletter_signup, on line 2 of more.yaml.");
    const twice = adding({ id: "newsletter_signup_2", ways: { page: "/two" } }, once).written[0]!;
    expect((await failureOf(() => adding({}, twice))).ways[0]).toContain("--id newsletter_signup_3.");
  });

  test("refuses what no goal can have, and what cannot be added, with what to do", async () => {
    const wrong: [options: Partial<Parameters<typeof add>[0]>, text?: string][] = [
      [{ id: "Nope" }],
      [{ id: `a${"b".repeat(40)}` }],
      [{ id: "1a" }],
      [{ leadsTo: "a b" }],
      [{ name: " " }],
      [{ name: "a\nb" }],
      [{ recipe: "newsleter-signup" }],
      [{ recipe: "qqqq" }],
      [{ ways: { page: "/a", selector: "#b" } }],
      [{ ways: { page: "a" } }],
      [{ id: "thanks" }],
      [{}, BRACES],
    ];
    const lines = await Promise.all(
      wrong.map(async ([options, text]) => wordsOf(await failureOf(() => adding(options, text)))),
    );
    await expect(lines.join("")).toMatchFileSnapshot("outputs/add-refused.txt");
  });

  test("takes ids of forty characters", () => {
    const id = `a${"b".repeat(39)}`;
    expect(adding({ id }).result.entry.id).toBe(id);
  });

  test("shows the lines that a file of another form would need, and the problems that it would have", async () => {
    const inline = await failureOf(() => adding({}, BRACES));
    const invalid = await failureOf(() => adding({ ways: { page: "a" } }));
    const abouts = [inline, invalid].map(({ about }) => JSON.stringify(about, null, 2));
    await expect(`${abouts.join("\n")}\n`).toMatchFileSnapshot("outputs/add-about.txt");
  });

  test("says only what the file did not warn of before", () => {
    const warned = `${HEAD}goals:\n  search: { type: destination, page: { path: /s, query: { q: "*" } } }\n`;
    expect(adding({}, warned).result.warnings).toEqual([]);
    const { warnings } = adding({ ways: { page: "/thanks" } }, warned.replace("/s,", "/thanks,")).result;
    expect(warnings.map(({ code }) => code)).toEqual(["goal-within-goal"]);
  });

  test("knows no other recipes than the catalogue's, and the nearest of them", async () => {
    const near = await failureOf(() => adding({ recipe: "newsleter-signup" }));
    expect(near).toMatchObject({
      code: "unknown-recipe",
      ways: [expect.stringMatching(/^Did you mean newsletter/)],
    });
    const far = await failureOf(() => adding({ recipe: "qqqq" }));
    expect(far.ways).toEqual(["`goalform add` lists all recipes."]);
    expect(catalogue()).toEqual({ is: "catalogue", groups: CATALOGUE });
  });

  test("takes the ways from the call's options and nothing else", () => {
    const given = { page: "/x", value: "5", dryRun: true, selector: undefined, percent: true };
    expect(wayOptions(given)).toEqual({ page: "/x" });
  });

  test("does not add to a file that has errors", async () => {
    const error = await failureOf(() => adding({}, "version: 1\n"));
    expect(error).toMatchObject({ code: "invalid-goals-file", about: { is: "problems" } });
  });
});

describe("a file with errors", () => {
  test("is refused with their number, and the files they are in", async () => {
    const of = (text: string) => failureOf(() => validate("goals.yaml", disk(text).files));
    expect((await of(GOALS.replace("page:", "pgae:"))).message).toBe("goals.yaml has 1 error.");
    const two = await of(`${GOALS.replace("page:", "pgae:")}  more: { type: nothing }\n`);
    expect(two).toMatchObject({ code: "invalid-goals-file", ways: [] });
    expect(two.about).toMatchObject({ is: "problems", file: "goals.yaml" });
    expect(two.message).toBe("goals.yaml has 2 errors.");
    const problem = (severity: "error" | "warning", file?: string) => ({
      severity,
      code: "c",
      message: "No.",
      ...(file === undefined ? {} : { place: { file, line: 1, column: 1, source: "" } }),
    });
    const message = (...problems: ReturnType<typeof problem>[]) =>
      invalidGoals("goals.yaml", problems).message;
    expect(message(problem("error"))).toBe("goals.yaml has 1 error.");
    expect(message(problem("error", "more.yaml"), problem("warning", "more.yaml"))).toBe(
      "more.yaml has 1 error.",
    );
    expect(message(problem("error"), problem("error", "more.yaml"))).toBe(
      "goals.yaml and the files it includes have 2 errors.",
    );
    const { goalSet, ...valid } = validate("goals.yaml", disk(GOALS).files);
    expect(valid).toEqual({ is: "validated", file: "goals.yaml", diagnostics: [] });
    expect(goalSet.goals.map(({ id }) => id)).toEqual(["thanks"]);
  });

  test("a target that it does not have is drawn for nobody", async () => {
    const ports = { env: {}, files: disk(GOALS).files, warn: () => {} } as unknown as Ports;
    const whole = graph({ file: "goals.yaml", target: "production" }, ports);
    expect(whole).toEqual({ is: "graph", graph: whole.graph, picture: null, out: null });
    const error = await failureOf(() => graph({ file: "goals.yaml", target: "nope" }, ports));
    expect(error.code).toBe("invalid-goals-file");
  });

  test("is drawn whole, or as one of its targets measures it", () => {
    const staging = `  staging:
    ga4: { property: "2", measurement_id: G-STAGING1 }
    gtm: { container: GTM-STAGE1 }
    except: [call]
defaults:`;
    const text = `${GOALS.replace("defaults:", staging)}  call: { type: destination, page: /call }\n`;
    const ports = { env: {}, files: disk(text).files, warn: () => {} } as unknown as Ports;
    const drawn = (target?: string) => JSON.stringify(graph({ file: "goals.yaml", target }, ports).graph);
    expect(drawn()).toContain("call");
    expect(drawn("production")).toBe(drawn());
    expect(drawn("staging")).toContain("thanks");
    expect(drawn("staging")).not.toContain("call");
  });
});
