/** The directions in which folders may import, as docs/architecture.md draws them. */
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { expect, test } from "vitest";

const SRC = resolve("src");

/** A folder of src/ (or the file diagnostic.ts) → what it may import besides itself. Of two rows that fit, the longer one counts. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  "diagnostic.ts": [],
  "entry-in.ts": [],
  "parsed-url.ts": [],
  resources: ["diagnostic.ts"],
  "language/goal-set": ["diagnostic.ts", "resources"],
  countable: ["diagnostic.ts", "resources", "language/goal-set"],
  language: ["diagnostic.ts", "resources", "language/goal-set", "countable"],
  compile: ["diagnostic.ts", "resources", "language/goal-set", "countable", "language"],
  graph: ["diagnostic.ts", "resources", "language/goal-set", "compile"],
  catalogue: ["diagnostic.ts", "resources", "language/goal-set", "language"],
  container: ["diagnostic.ts", "resources"],
  lift: ["resources", "language/goal-set", "countable", "language", "compile", "container"],
  plan: ["diagnostic.ts", "resources", "language/goal-set", "container", "lift"],
  figures: ["diagnostic.ts", "language/goal-set"],
  engine: [],
  visits: [
    "diagnostic.ts",
    "resources",
    "language/goal-set",
    "countable",
    "language",
    "compile",
    "lift",
    "engine",
  ],
  "browser/served": [
    "diagnostic.ts",
    "resources",
    "language/goal-set",
    "language",
    "countable",
    "compile",
    "container",
    "lift",
    "plan",
  ],
  browser: ["diagnostic.ts", "resources", "language/goal-set", "engine", "visits"],
  apply: ["diagnostic.ts", "resources", "plan"],
  events: ["diagnostic.ts", "language/goal-set", "compile", "figures", "apply"],
  google: ["diagnostic.ts", "resources", "language/goal-set", "figures", "apply", "events"],
  sandbox: ["engine", "visits"],
  "app/result": [
    "diagnostic.ts",
    "language/goal-set",
    "resources",
    "graph",
    "catalogue",
    "lift",
    "visits",
    "figures",
    "plan",
    "apply",
  ],
  app: [
    "diagnostic.ts",
    "resources",
    "language/goal-set",
    "language",
    "compile",
    "graph",
    "catalogue",
    "container",
    "lift",
    "engine",
    "visits",
    "figures",
    "browser",
    "plan",
    "apply",
    "browser/served",
    "app/result",
  ],
  render: [
    "diagnostic.ts",
    "resources",
    "lift",
    "plan",
    "graph",
    "catalogue",
    "visits",
    "figures",
    "app/result",
  ],
  machine: [
    "diagnostic.ts",
    "resources",
    "language/goal-set",
    "language",
    "figures",
    "browser",
    "apply",
    "events",
    "google",
    "sandbox",
    "render",
    "app",
    "app/result",
  ],
  cli: ["language", "plan", "render", "engine", "sandbox", "machine", "app", "app/result"],
  library: [
    "diagnostic.ts",
    "language/goal-set",
    "language",
    "compile",
    "apply",
    "google",
    "sandbox",
    "render",
    "machine",
    "app",
    "app/result",
  ],
  action: [
    "diagnostic.ts",
    "resources",
    "language/goal-set",
    "language",
    "plan",
    "render",
    "figures",
    "apply",
    "machine",
    "app",
    "app/result",
  ],
};

/** What a folder may only name as types. */
const AS_TYPES: Readonly<Record<string, readonly string[]>> = {
  // The result of a command may stand beside the function that returns it.
  render: ["app"],
};

/** No I/O, no clock, no chance, no process: text in, values out. `node:crypto` is there to hash. */
const PURE = [
  "diagnostic.ts",
  "resources",
  "countable",
  "language",
  "compile",
  "graph",
  "catalogue",
  "container",
  "lift",
  "plan",
  "figures",
  "engine",
  "visits",
  "browser/served",
  "app/result",
  "render",
];
const IMPURE =
  /\bprocess\.|\bDate\.now\(|\bnew Date\(\)|\bMath\.random\(|\bperformance\.|\bfetch\(|\basync\b|\bconsole\./;

interface SourceFile {
  readonly path: string;
  readonly folder: string;
  readonly text: string;
  readonly imports: readonly string[];
  /** Those of them that are gone when the types are. */
  readonly types: readonly string[];
}

const files: readonly SourceFile[] = readdirSync(SRC, { recursive: true, encoding: "utf8" })
  .filter((path) => path.endsWith(".ts"))
  .map((path) => {
    const text = readFileSync(join(SRC, path), "utf8");
    const imports = [...text.matchAll(/(?:from\s+|import\(\s*|import\s+)"([^"]+)"/g)].map(
      (match) => match[1]!,
    );
    const types = [...text.matchAll(/^import type [^;]*? from "([^"]+)"/gm)].map((match) => match[1]!);
    return { path, folder: folderOf(path), text, imports, types };
  });

function folderOf(path: string): string {
  const parts = path.split(/[\\/]/);
  const both = parts.slice(0, 2).join("/");
  return both in MAY_IMPORT ? both : parts[0]!;
}

test("every folder of src/ has its row in the table", () => {
  expect([...new Set(files.map(({ folder }) => folder))].sort()).toEqual(Object.keys(MAY_IMPORT).sort());
});

test("docs/architecture.md says for each what it may import", () => {
  const names = Object.keys(MAY_IMPORT)
    .map(inWords)
    .sort((a, b) => b.length - a.length);
  const named = new RegExp(`(?<![\\w/])(?:${names.join("|")})(?![\\w/])`, "g");
  const rows = readFileSync("docs/architecture.md", "utf8").matchAll(
    /^\| `([\w./-]+?)\/?` \| .* \| (.*) \|$/gm,
  );
  const said = [...rows].map(
    ([, folder, cell]) => [folder!, [...new Set(cell!.match(named))].sort()] as const,
  );
  const wanted = Object.entries(MAY_IMPORT).map(
    ([folder, may]) => [folder, [...may, ...(AS_TYPES[folder] ?? [])].map(inWords).sort()] as const,
  );
  const folders = new Set(Object.keys(MAY_IMPORT));
  expect(Object.fromEntries(said.filter(([folder]) => folders.has(folder)))).toEqual(
    Object.fromEntries(wanted),
  );
});

function inWords(folder: string): string {
  return folder.replace(/\.ts$/, "");
}

test("folders import only what stands before them", () => {
  const wrong = files.flatMap(({ path, folder, imports, types }) =>
    imports
      .filter((name) => name.startsWith("."))
      .filter((name) => {
        const other = folderOf(relative(SRC, resolve(SRC, dirname(path), name)));
        const isType = types.includes(name) && AS_TYPES[folder]?.includes(other);
        const isOpen = other === folder || ["..", "entry-in.ts", "parsed-url.ts"].includes(other);
        return !isOpen && !isType && !MAY_IMPORT[folder]!.includes(other);
      })
      .map((name) => `${path} imports ${name}`),
  );
  expect(wrong).toEqual([]);
});

test("addresses are read with parsedUrl, since Node's URL.canParse refuses right ones", () => {
  const wrong = files.filter(({ path, text }) => path !== "parsed-url.ts" && text.includes("canParse("));
  expect(wrong.map(({ path }) => path)).toEqual([]);
});

/** `const NAMES: Readonly<Record<string, …>> = {`: keys of any text, so nothing but `entryIn` keeps `constructor` out. */
const TABLE =
  /^(?:export )?const ([A-Z][A-Z_0-9]*):\s*(?:Readonly<|Partial<)*(?:Record<\s*string\s*,|\{\s*(?:readonly )?\[\w+: string\])/gm;

test("what others wrote is looked up with entryIn, which finds nothing that every object has", () => {
  const tables = new Map(
    files.map(({ path, text }) => [path, new Set([...text.matchAll(TABLE)].map(([, name]) => name!))]),
  );
  const wrong = files.flatMap(({ path, text }) => {
    const imported = [...text.matchAll(/import \{([^}]*)\} from "(\.[^"]+)"/g)].flatMap(([, names, from]) => {
      const there = tables.get(relative(SRC, resolve(SRC, dirname(path), from!)));
      return names!.split(",").flatMap((name) => (there?.has(name.trim()) ? [name.trim()] : []));
    });
    const known = new Set([...tables.get(path)!, ...imported]);
    const code = withoutTextAndComments(text);
    return [
      ...code.matchAll(/(?<!typeof |[\w.])([A-Z][A-Z_0-9]*)\[(?!""\])/g),
      ...code.matchAll(/ in ([A-Z][A-Z_0-9]*)\b/g),
    ]
      .filter(([, name]) => known.has(name!))
      .map(([found]) => `${path}: ${found}`);
  });
  expect(wrong).toEqual([]);
});

/** Folders in which no file may need itself, types included. */
const WITHOUT_CIRCLES = ["resources", "plan", "apply", "google"];

test("no file imports itself by way of others", () => {
  const of = new Map(
    files
      .filter(({ folder }) => WITHOUT_CIRCLES.includes(folder))
      .map(({ path, imports }) => [
        path,
        imports
          .filter((name) => name.startsWith("."))
          .map((name) => relative(SRC, resolve(SRC, dirname(path), name))),
      ]),
  );
  const free = new Set<string>();
  for (let before = -1; before < free.size; ) {
    before = free.size;
    for (const [path, imports] of of)
      if (imports.every((name) => !of.has(name) || free.has(name))) free.add(path);
  }
  expect([...of.keys()].filter((path) => !free.has(path))).toEqual([]);
});

test("the core does nothing but compute", () => {
  const wrong = files
    .filter(({ folder }) => PURE.includes(folder) || PURE.includes(folder.split("/")[0]!))
    .flatMap(({ path, text, imports }) => [
      ...imports
        .filter((name) => name.startsWith("node:") && name !== "node:crypto")
        .map((name) => `${path}: ${name}`),
      ...withoutTextAndComments(text)
        .split("\n")
        .filter((line) => IMPURE.test(line))
        .map((line) => `${path}: ${line.trim()}`),
    ]);
  expect(wrong).toEqual([]);
});

test("the application reaches for no file, no process and no clock by itself: all of that are its ports", () => {
  const wrong = files
    .filter(({ folder }) => folder.startsWith("app"))
    .flatMap(({ path, text, imports }) => [
      ...imports.filter((name) => !name.startsWith(".")).map((name) => `${path}: ${name}`),
      ...(/\bprocess\.|\bconsole\.|\bDate\.now\(|\bnew Date\(\)|\bMath\.random\(/.test(
        withoutTextAndComments(text),
      )
        ? [path]
        : []),
    ]);
  expect(wrong).toEqual([]);
});

/** Browser code that we keep as text is not code of ours that runs here. */
function withoutTextAndComments(text: string): string {
  return text
    .replace(/\/\*[\s\S]*?\*\//g, "")
    .replace(/\/\/.*$/gm, "")
    .replace(/`(?:\\.|[^`\\])*`/g, "``")
    .replace(/"(?:\\.|[^"\\\n])*"/g, '""');
}
