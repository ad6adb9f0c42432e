/** The package as strangers get it: packed, installed without a network, imported from their own programs. */
import { execFile } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type RunningSandbox, startSandbox } from "../../src/sandbox/sandbox.ts";

const run = promisify(execFile);

interface Packed {
  readonly filename: string;
  readonly unpackedSize: number;
  readonly files: readonly { readonly path: string; readonly size: number }[];
}

let place = "";
let packed: Packed;

beforeAll(async () => {
  place = mkdtempSync(join(tmpdir(), "goalform-stranger-"));
  // Not `prepare`: it would build dist/ again while other tests run it.
  const pack = await run("npm", ["pack", "--json", "--ignore-scripts", "--pack-destination", place]);
  [packed] = JSON.parse(pack.stdout);
  writeFileSync(
    join(place, "package.json"),
    JSON.stringify({ name: "stranger", private: true, type: "module" }),
  );
  const quiet = ["--offline", "--ignore-scripts", "--no-audit", "--no-fund", "--no-package-lock"];
  await run("npm", ["install", ...quiet, `./${packed.filename}`], { cwd: place });
});

afterAll(() => rmSync(place, { recursive: true, force: true }));

function write(file: string, text: string): void {
  writeFileSync(join(place, file), text);
}

const node = (args: readonly string[]) =>
  run(process.execPath, args, { cwd: place, env: { PATH: process.env["PATH"] ?? "", HOME: place } });

describe("the package", () => {
  test("has at most 1.5 MB", () => {
    expect(packed.unpackedSize).toBeLessThanOrEqual(1_500_000);
  });

  test("contains what is needed to run, and nothing else", () => {
    const folders = [...new Set(packed.files.map(({ path }) => path.replace(/[^/]+$/, "")))].sort();
    expect(folders).toEqual(["", "dist/", "dist/chunks/", "dist/library/", "docs/rules/", "schemas/"]);
    const others = packed.files.filter(({ path }) => !/^(?:dist\/chunks|docs\/rules)\//.test(path));
    expect(others.map(({ path }) => path).sort()).toEqual([
      "LICENSE",
      "README.md",
      "dist/goalform.js",
      "dist/html-library.cjs.br",
      "dist/library/index.d.ts",
      "dist/library/index.js",
      "dist/library/package.json",
      "dist/package.json",
      "dist/wording.cjs.br",
      "goals.example.test.yaml",
      "goals.example.yaml",
      "package.json",
      "schemas/goals-part.schema.json",
      "schemas/goals-test.schema.json",
      "schemas/goals.schema.json",
    ]);
    const chunks = packed.files.filter(({ path }) => path.startsWith("dist/chunks/"));
    expect(
      chunks.filter(
        ({ path }) =>
          !/\.(?:cjs|cjs\.br|js)(?:\.LEGAL\.txt)?$|\/(?:first-\w+\.txt|package\.json)$/.test(path),
      ),
    ).toEqual([]);
  });

  test("has every file that its `exports` and `bin` name, and needs no other package", () => {
    const installed = join(place, "node_modules/goalform");
    const { exports, types, bin, dependencies } = JSON.parse(
      readFileSync(join(installed, "package.json"), "utf8"),
    );
    const named = [types, bin.goalform, ...Object.values(exports["."]), exports["./package.json"]];
    expect(named.filter((path) => !existsSync(join(installed, path)))).toEqual([]);
    expect(dependencies).toBeUndefined();
  });
});

const STRANGER = `
import { GoalformError, planFor, readGoals, startSandbox, explainCode, compileGoals } from "goalform";
import type { Diagnostic, Goals, PlanDocument, PlanResult } from "goalform";

export async function summary(text: string): Promise<PlanDocument["summary"] | readonly Diagnostic[]> {
  const { goals, diagnostics } = readGoals(text, { file: "goals.yaml" });
  if (goals === null) return diagnostics;
  const known: Goals = goals;
  const sandbox = await startSandbox({ goals: known });
  try {
    const result: PlanResult = await planFor({ goals, google: { endpoint: sandbox.url } });
    const { resources } = compileGoals({ goals });
    const first: string | undefined = resources?.[0]?.address;
    return result.plan === null || first === undefined ? result.diagnostics : result.plan.summary;
  } finally {
    await sandbox.stop();
  }
}

export function help(error: unknown): string | null {
  return error instanceof GoalformError ? (explainCode(error.code)?.markdown ?? error.hint) : null;
}

// @ts-expect-error Only readGoals makes goals.
planFor({ goals: { owner: "acme" }, google: { endpoint: "" } });
// @ts-expect-error Somebody has to say where requests go.
void ((goals: Goals) => planFor({ goals }));
`;

describe("a stranger's program", () => {
  test.each([
    ["node16", "node16"],
    ["esnext", "bundler"],
  ])("compiles with `module` %s and `moduleResolution` %s", async (module, moduleResolution) => {
    write("stranger.ts", STRANGER);
    const tsc = resolve("node_modules/typescript/bin/tsc");
    const options = ["--strict", "--noEmit", "--target", "es2023", "--types", ""];
    const { stdout } = await run(
      process.execPath,
      [tsc, ...options, "--module", module, "--moduleResolution", moduleResolution, "stranger.ts"],
      { cwd: place },
    ).catch((error) => error);
    expect(stdout).toBe("");
  });

  test("gets the functions with `import` and with `require`, and nothing else", async () => {
    write("names.mjs", 'import * as all from "goalform"; console.log(Object.keys(all).join());');
    write(
      "names.cjs",
      'console.log(Object.keys(require("goalform")).filter((one) => !one.startsWith("_")).join());',
    );
    const names = "GoalformError,compileGoals,explainCode,planFor,readGoals,startSandbox\n";
    const [esm, cjs] = await Promise.all([node(["names.mjs"]), node(["names.cjs"])]);
    expect([esm.stdout, cjs.stdout]).toEqual([names, names]);
    expect(esm.stderr).toBe("");
  });

  test("finds all pages that explain codes, and the schema", async () => {
    const pages = readdirSync("docs/rules").filter((name) => name !== "README.md");
    const codes = pages.map((name) => name.replace(/\.md$/, ""));
    write(
      "pages.mjs",
      `import { explainCode } from "goalform";
       const pages = ${JSON.stringify([...codes, "../README"])}.map((code) => explainCode(code));
       console.log(JSON.stringify([pages, import.meta.resolve("goalform/schemas/goals.schema.json")]));`,
    );
    const [explained, schema] = JSON.parse((await node(["pages.mjs"])).stdout);
    expect(explained.pop()).toBeNull();
    const markdown = explained.map((one: { markdown: string }) => one.markdown);
    expect(markdown).toEqual(pages.map((name) => readFileSync(`docs/rules/${name}`, "utf8")));
    expect(explained[codes.indexOf("path-without-slash")]).toMatchObject({ severity: "error" });
    expect(existsSync(new URL(schema))).toBe(true);
  });

  test("gets a page from the command line, and its path where it is installed", async () => {
    write("wrong.yaml", "version: 1\n");
    const goalform = "node_modules/goalform/dist/goalform.js";
    const [page, problems] = await Promise.all([
      node([goalform, "explain", "missing-key"]),
      node([goalform, "validate", "-f", "wrong.yaml", "--format", "json"]).catch((error) => error),
    ]);
    expect(page.stdout).toBe(readFileSync("docs/rules/missing-key.md", "utf8"));
    const { diagnostics } = JSON.parse(problems.stdout);
    expect(diagnostics[0].code).toBe("missing-key");
    expect(readFileSync(join(place, diagnostics[0].docs), "utf8")).toBe(page.stdout);
  });
});

/** The examples of docs/library.md, by the name in their first line. */
const EXAMPLES = new Map(
  [...readFileSync("docs/library.md", "utf8").matchAll(/^```js\n\/\/ (\S+)\n([\s\S]*?)^```$/gm)].map(
    ([, name, code]) => [name!, code!],
  ),
);

describe("docs/library.md", () => {
  let google: RunningSandbox;
  beforeAll(async () => {
    for (const [name, code] of EXAMPLES) write(name, code);
    google = await startSandbox({
      seed: {
        properties: [{ property: "123456789", measurementId: "G-TEST123456" }],
        containers: [{ publicId: "GTM-TEST01" }],
      },
    });
  });
  afterAll(() => google.close());

  test("has three examples", () => {
    expect([...EXAMPLES.keys()]).toEqual(["problems.mjs", "plan.mjs", "key-events.test.mjs"]);
  });

  test("problems of a file, where an editor underlines them", async () => {
    const text = 'version: 1\nname: acme\ntargets: {}\ngoals: { thanks: { name: "🎉", typ: destination } }\n';
    write(
      "editor.mjs",
      `import { problemsIn } from "./problems.mjs";
       console.log(JSON.stringify(problemsIn(${JSON.stringify(text)}, ${JSON.stringify(join(place, "goals.yaml"))})));`,
    );
    const problems = JSON.parse((await node(["editor.mjs"])).stdout);
    const typ = problems.find(({ code }: { code: string }) => code === "unknown-key");
    const start = text.split("\n")[3]!.indexOf("typ:");
    expect(typ).toMatchObject({
      severity: 1,
      source: "goalform",
      message: expect.stringContaining("Did you mean `type`?"),
      range: { start: { line: 3, character: start }, end: { line: 3, character: start + 3 } },
    });
  });

  test("a plan in a script, which the command line applies", async () => {
    write("goals.yaml", readFileSync("goals.example.yaml", "utf8"));
    const { stdout, stderr } = await node(["plan.mjs", "goals.yaml", google.url]);
    expect(stderr).toBe("");
    expect(stdout).toMatch(/^Ready to apply\.\nacme-shop → production\n[\s\S]*\nPlan: 10 to add, /);
    const goalform = "node_modules/goalform/dist/goalform.js";
    const applied = await node([goalform, "apply", "plan.json", "--auto-approve", "--endpoint", google.url]);
    expect(applied.stdout + applied.stderr).toContain("Applied");
    const again = await node(["plan.mjs", "goals.yaml", google.url]);
    expect(again.stdout).toContain("No changes:");
  });

  test("a script without credentials, or with a mistake in the file", async () => {
    write("wrong.yaml", "version: 1\n");
    const [file, nobody] = await Promise.all([
      node(["plan.mjs", "wrong.yaml", google.url]).catch((error) => error),
      node(["plan.mjs", "goals.yaml", "http://example.com"]).catch((error) => error),
    ]);
    expect([file.code, file.stderr]).toEqual([
      1,
      expect.stringContaining("wrong.yaml:1: error[missing-key]: "),
    ]);
    expect([nobody.code, nobody.stderr]).toEqual([1, expect.stringContaining("is not on this machine.")]);
  });

  test("the sandbox in somebody else's test", async () => {
    const { stdout } = await node(["--test", "key-events.test.mjs"]);
    expect(stdout).toMatch(/pass 1\n/);
  });
});
