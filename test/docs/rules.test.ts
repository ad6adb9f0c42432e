/** Every code that `validate` and `plan` can print has a page in docs/rules, and what the page shows is true. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import goalsSchema from "../../schemas/goals.schema.json" with { type: "json" };
import type { Diagnostic } from "../../src/diagnostic.ts";
import { readGoals } from "../../src/language/read-goals.ts";
import { resolveTarget } from "../../src/language/resolve-target.ts";
import { exampleOf, FOLDER, HEADINGS, KINDS, type Page, readPages } from "./page.ts";
import { BESIDES, plannedCodes, STATES } from "./states.ts";

const PAGES = readPages();
const SOURCE = join(import.meta.dirname, "../../src");
/** Where codes come from. Every text in small letters and hyphens there is one, but for these. */
const STAGES = ["resources", "language", "countable", "compile", "plan"];
const NO_CODES = new Set([
  "utf-8",
  "column-combinator",
  "css-what",
  "allow-removals",
  "allow-unpublished",
  "allow-protected",
  "allow-other-property",
  "allow-others",
]);

const HEAD = `version: 1
name: acme-shop
targets:
  production:
    ga4: { property: "123456789", measurement_id: G-TEST123456 }
    gtm: { container: GTM-TEST01 }
`;

/** By code: the files that use it. */
function codesOfSource(): ReadonlyMap<string, ReadonlySet<string>> {
  const codes = new Map<string, Set<string>>();
  for (const stage of STAGES)
    for (const file of readdirSync(join(SOURCE, stage), { recursive: true, encoding: "utf8" })) {
      // Names of CSS.
      if (!file.endsWith(".ts") || file.endsWith("pseudo-classes.ts")) continue;
      const text = readFileSync(join(SOURCE, stage, file), "utf8");
      const found = text.matchAll(/(?:\bcode: "([a-z]+)"|"([a-z][a-z0-9]*(?:-[a-z0-9]+)+)")/g);
      for (const [, word, hyphened] of found) {
        const code = word ?? hyphened ?? "";
        if (!NO_CODES.has(code)) codes.set(code, (codes.get(code) ?? new Set()).add(`src/${stage}/${file}`));
      }
    }
  return codes;
}

describe("the pages of docs/rules", () => {
  const codes = codesOfSource();

  test("there is one for every code", () => {
    const pages = new Set(PAGES.map(({ code }) => code));
    const missing = [...codes].filter(([code]) => !pages.has(code));
    expect(missing.map(([code, files]) => advice(code, [...files].join(", ")))).toEqual([]);
  });

  test("there is none for a code that nothing prints", () => {
    expect(PAGES.map(({ code }) => code).filter((code) => !codes.has(code))).toEqual([]);
  });

  test.each(PAGES)("$code has every part, in order", ({ code, kind, sections }) => {
    expect(KINDS).toContain(kind);
    const wanted = HEADINGS[kind].filter((one) => one !== "If this is intended" || code !== "unused-allow");
    expect([...sections.keys()]).toEqual(wanted);
    expect([...sections.values()].filter((text) => text === "")).toEqual([]);
    if (sections.has("If this is intended"))
      expect(sections.get("If this is intended")).toContain(`allow: [${code}]`);
  });

  test("the index names them all, in groups", async () => {
    await expect(index(PAGES)).toMatchFileSnapshot(join(FOLDER, "README.md"));
  });

  test("`allow` takes the codes of warnings, and no others", () => {
    const warnings = PAGES.filter(
      ({ code, kind, sections }) =>
        (kind === "Warning" && code !== "unused-allow") ||
        sections.get("What to do")?.includes(`\`allow: [${code}]\``),
    );
    expect(
      goalsSchema.$defs.allow.items.enum,
      "the enum of `allow` in schemas/goals.schema.json must list every page that says **Warning**, and those about plans that name it",
    ).toEqual(warnings.map(({ code }) => code));
  });
});

function advice(code: string, files: string): string {
  return [
    `${files} uses "${code}", which has no page. Add docs/rules/${code}.md:`,
    `"# ${code}", "**Error** · Group" (or **${KINDS.slice(1).join("**, **")}**), a sentence,`,
    `and the headings ${HEADINGS.Error.map((one) => `"## ${one}"`).join(", ")} (see test/docs/page.ts), with yaml below Wrong and Right;`,
    "for a warning add it to the enum of `allow` in schemas/goals.schema.json; for a code of a plan describe the state in test/docs/states.ts.",
    "Then run `npx vitest run test/docs -u` for the index. If it is not a code, name it in NO_CODES of test/docs/rules.test.ts.",
  ].join(" ");
}

const DIAGNOSTICS = PAGES.filter(({ kind }) => kind === "Error" || kind === "Warning");

describe("the examples of a page", () => {
  test.each(DIAGNOSTICS)("$code: the wrong one prints this code and no other", (page) => {
    const found = problemsOf(wrongFile(page));
    const others = page.code === "too-many-problems" ? new Set(["unknown-word"]) : new Set<string>();
    expect([...new Set(found.map(({ code }) => code))].filter((code) => !others.has(code))).toEqual([
      page.code,
    ]);
    const severities = found.filter(({ code }) => code === page.code).map(({ severity }) => severity);
    expect(severities).toContain(page.kind.toLowerCase());
  });

  test.each(DIAGNOSTICS)("$code: the right one is valid and nothing is said about it", (page) => {
    expect(problemsOf(fileOf(page, "Right"))).toEqual([]);
  });

  test.each(DIAGNOSTICS.filter(({ sections }) => sections.has("If this is intended")))(
    "$code: the wrong one is silent when it is allowed",
    (page) => {
      const places = problemsOf(wrongFile(page)).map(({ place }) => place?.line ?? 0);
      const text = new TextDecoder().decode(wrongFile(page));
      expect(problemsOf(encode(allowing(text, page.code, Math.min(...places))))).toEqual([]);
    },
  );
});

/** The file with `allow` at the goal in or above the line. */
function allowing(text: string, code: string, line: number): string {
  const lines = text.split("\n");
  const start = lines.findLastIndex((one, index) => index < line && /^ {2}\w+:/.test(one));
  const allow = `allow: [${code}]`;
  const isBlock = /^ {2}\w+:$/.test(lines[start] ?? "");
  return lines
    .map((one, index) => {
      if (index !== start) return one;
      return isBlock ? `${one}\n    ${allow}` : one.replace("{ ", `{ ${allow}, `);
    })
    .join("\n");
}

const PLANS = PAGES.filter(({ kind }) => kind === "Stops a plan" || kind === "Warning of a plan");

describe("the example of a page about a plan", () => {
  test.each(PLANS)(
    "$code: is seen in the state that the page describes, and not where all is well",
    async (page) => {
      const state = STATES[page.code];
      if (!state) throw new Error(`describe the state of ${page.code} in test/docs/states.ts`);
      const file = new TextDecoder().decode(fileOf(page, "The file"));
      const found = new Set(await plannedCodes(file, state));
      expect(found).toContain(page.code);
      if (Object.keys(state).length === 0) return;
      const always = new Set(await plannedCodes(file, {}));
      const only = [...found].filter((code) => !always.has(code) && !BESIDES[page.code]?.includes(code));
      expect(only).toEqual([page.code]);
    },
  );
});

/** What is said about a file, and then about the target that a command without options chooses. */
function problemsOf(bytes: Uint8Array): readonly Diagnostic[] {
  const { goalSet, diagnostics } = readGoals("goals.yaml", bytes);
  return goalSet ? [...diagnostics, ...resolveTarget(goalSet, undefined, {}).diagnostics] : diagnostics;
}

function fileOf(page: Page, heading: string): Uint8Array {
  const example = exampleOf(page, heading);
  if (!example) throw new Error(`docs/rules/${page.code}.md needs a yaml example below "## ${heading}"`);
  return encode(example.info === "yaml" ? HEAD + example.text : example.text);
}

function wrongFile(page: Page): Uint8Array {
  const isShown = exampleOf(page, "Wrong")?.info.startsWith("yaml");
  if (isShown) return fileOf(page, "Wrong");
  const large = NOT_SHOWN[page.code];
  if (!large)
    throw new Error(`the wrong example of docs/rules/${page.code}.md is no yaml: make one in NOT_SHOWN`);
  return large();
}

/** Files that are too large, too deep or too broken to be shown in a page. */
const NOT_SHOWN: Readonly<Record<string, () => Uint8Array>> = {
  "file-too-large": () => manyGoals(2001, "type: destination"),
  "not-utf-8": () => Buffer.from("goals:\n  a: { type: destination, page: /sch\u00f6n }\n", "latin1"),
  "too-deep": () => encode(`${HEAD}goals: ${"[".repeat(200)}${"]".repeat(200)}\n`),
  "too-many-problems": () => manyGoals(501, "type: page"),
  "too-many-key-events": () => manyGoals(31, "type: destination"),
  "too-many-rules": () => manyGoals(51, "type: destination, via: ga4, key_event: false"),
  "too-many-audience-triggers": () =>
    many(21, "goals", (index) => `{ type: pages_per_session, more_than: ${index + 1}, via: ga4 }`),
  "too-many-audiences": () =>
    many(101, "funnels", (index) => `{ steps: ${stepsOf(index)}, audiences: [completed] }`),
  "too-many-registered": () =>
    many(
      51,
      "goals",
      (index) => `{ ${destinationOf(index)}, key_event: false, parameters: { ${dimensionOf(index)} } }`,
    ),
};

function manyGoals(count: number, type: string): Uint8Array {
  return many(count, "goals", (index) => `{ ${type}, page: /${index}.html }`);
}

function many(count: number, section: string, entry: (index: number) => string): Uint8Array {
  const entries = Array.from({ length: count }, (_, index) => `  one_${index}: ${entry(index)}\n`);
  return encode(`${HEAD}${section}:\n${entries.join("")}`);
}

function stepsOf(index: number): string {
  return `[{ id: a, page: /a/${index} }, { id: b, page: /b/${index} }]`;
}

function destinationOf(index: number): string {
  return `type: destination, page: /${index}.html`;
}

function dimensionOf(index: number): string {
  return `p_${index}: { data_layer: p, register: dimension }`;
}

function encode(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

function index(pages: readonly Page[]): string {
  const groups = [...new Set(ORDER)];
  const unknown = pages.filter(({ group }) => !groups.includes(group));
  expect(unknown.map(({ code, group }) => `${code}: name "${group}" in ORDER`)).toEqual([]);
  const parts = groups.map(
    (group) => `## ${group}\n\n${rows(pages.filter((page) => page.group === group))}\n`,
  );
  return `${INTRODUCTION}\n${parts.join("\n")}`;
}

function rows(pages: readonly Page[]): string {
  const sign = (kind: Page["kind"]) => (kind.startsWith("Warning") ? "warning" : "error");
  const lines = pages.map(
    ({ code, kind, says }) =>
      `| [${code}](${code}.md) | ${sign(kind)} | ${says.replaceAll("\n", " ").split(/(?<=\.) /)[0]} |`,
  );
  return ["| code | | what it says |", "|---|---|---|", ...lines].join("\n");
}

/** From what people meet most to what they meet last. */
const ORDER: readonly string[] = [
  "Counted too often",
  "Pages and conditions",
  "What the visitor does",
  "Events and parameters",
  "Counted in Analytics",
  "Roles, ways and funnels",
  "Names and ids",
  "Targets",
  "Keys and values",
  "The file as text",
  "Plan: what blocks it",
  "Plan: what deserves a look",
];

const INTRODUCTION = `# What goalform says about a file, and why

The code in brackets before a message, \`error[path-without-slash]\`, is the name of a page here.

An error stops goalform: Google would refuse the goal, or it could never count. A warning shows what is usually a mistake. If it is
intended, say so at the marked goal or funnel, where a reviewer sees it:

\`\`\`yaml
thanks: { type: destination, page: /shop/thanks, allow: [goal-within-goal] }
\`\`\`

Errors cannot be allowed, except [unusual-event-name](unusual-event-name.md) and some of
[reserved-event-name](reserved-event-name.md). An \`allow\` that is no longer needed is
[reported](unused-allow.md) too.
`;
