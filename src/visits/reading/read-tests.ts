/** A tests file → visits and what is expected of them, or everything that is wrong with it at once. */
import { type Diagnostic, hasErrors, inReadingOrder } from "../../diagnostic.ts";
import type { GoalSet } from "../../language/goal-set/goal-set.ts";
import { readTestsFile, type YamlFile } from "../../language/read-file.ts";
import { child, type Located, textOf } from "../../language/source/located.ts";
import type { GoalTest, TestsFile } from "../goal-test.ts";
import type { RecordedAct, RecordingReading } from "../recording/recording.ts";
import { readExpectations, readKnown } from "./expectations.ts";
import { Notes, pointAt } from "./notes.ts";
import { pageStep } from "./page-step.ts";
import type { Complete } from "./read-step.ts";
import { readSteps } from "./steps.ts";

export interface TestsReading {
  /** Null when there is any error. */
  readonly tests: TestsFile | null;
  readonly diagnostics: readonly Diagnostic[];
}

/** A tests file whose bytes are read, and which needs its goals before it can be understood. */
export interface OpenedTests {
  /** As the file says it; null where it does not. */
  readonly goals: string | null;
  readonly target: string | null;
  readonly site: string | null;
  /** The recordings that its tests play, as the file names them. */
  readonly recordings: readonly string[];
  readonly read: (
    goalSet: Pick<GoalSet, "goals" | "funnels" | "disabled" | "leftOut">,
    recordings?: ReadonlyMap<string, RecordingReading>,
    /** Completes paths where the file has no `site`. */
    site?: string | null,
  ) => TestsReading;
}

const TOP_KEYS = ["version", "goals", "target", "site", "tests"];
const TEST_KEYS = [
  "name",
  "goal",
  "counts_on",
  "not_on",
  "visit",
  "recording",
  "har",
  "counts",
  "not",
  "sends",
  "funnels",
  "only",
];

/** Pure, and never throws, whatever the bytes. */
export function openTests(file: string, bytes: Uint8Array): OpenedTests {
  const { content, diagnostics } = readTestsFile(file, bytes);
  if (content === null) {
    const refused = { tests: null, diagnostics };
    return { goals: null, target: null, site: null, recordings: [], read: () => refused };
  }
  const { root } = content;
  return {
    goals: textOf(child(root, "goals")) ?? null,
    target: textOf(child(root, "target")) ?? null,
    site: textOf(child(root, "site")) ?? null,
    recordings: recordingsIn(root),
    read: (goalSet, recordings = new Map(), usualSite = null) => {
      const reading = new TestsReader(content, goalSet, recordings, usualSite);
      const tests = reading.read();
      const all = inReadingOrder([...diagnostics, ...reading.notes.problems]);
      return { tests: hasErrors(all) ? null : { file, tests }, diagnostics: all };
    },
  };
}

/** Completed with the site, it would be a page that nobody means, which no goal counts: `not_on` would always pass. */
function notAnAddress(text: string, node: Located, notes: Notes): undefined {
  const hasHost = /^[\w-]+(?:\.[\w-]+)+(?:[:/?#]|$)/.test(text);
  return notes.error(
    "wrong-value",
    node,
    `\`${text}\` is not the address of a page.`,
    hasHost
      ? `Write it with its scheme: \`https://${text}\`.`
      : "Begin it with a slash, as in `/thank-you`, or with `https://`.",
  );
}

function recordingsIn(root: Located): readonly string[] {
  const tests = child(root, "tests");
  const all = (tests?.kind === "list" ? tests.items : []).flatMap((test) => [
    textOf(child(test, "recording")) ?? [],
    textOf(child(test, "har")) ?? [],
  ]);
  return [...new Set(all.flat())].filter((name) => !LEADS_OUT.test(name));
}

/** Out of the folder of the tests file: a review must see everything that is played. */
const LEADS_OUT = /^(?:[/~]|[A-Za-z]:)|\\|(?:^|\/)\.\.(?:\/|$)/;

type Known = Pick<GoalSet, "goals" | "funnels" | "disabled" | "leftOut">;

class TestsReader {
  readonly notes: Notes;
  readonly #root: Located;
  readonly #goalSet: Known;
  readonly #recordings: ReadonlyMap<string, RecordingReading>;
  readonly #complete: Complete;

  constructor(
    { source, root }: YamlFile,
    goalSet: Known,
    recordings: ReadonlyMap<string, RecordingReading>,
    usualSite: string | null,
  ) {
    this.notes = new Notes(source);
    this.#root = root;
    this.#goalSet = goalSet;
    this.#recordings = recordings;
    this.#complete = this.#completing(child(root, "site"), usualSite);
  }

  read(): readonly GoalTest[] {
    const { notes } = this;
    const root = this.#root;
    notes.map(root, "a tests file", TOP_KEYS);
    this.#version(child(root, "version"));
    for (const key of ["goals", "target"]) notes.text(child(root, key), key);
    if (!notes.needs(root, "tests", "The file", "Write `tests:` with a list of tests below it.")) return [];
    const nodes = notes.list(child(root, "tests"), "tests");
    const tests = nodes.flatMap((node) => this.#test(node) ?? []);
    this.#namesTwice(nodes);
    return tests;
  }

  #version(node: Located | undefined): void {
    if (node === undefined)
      this.notes.needs(this.#root, "version", "The file", "Begin it with `version: 1`.");
    else if (node.kind !== "scalar" || node.value !== 1)
      this.notes.error(
        "unknown-version",
        pointAt(node),
        "This goalform reads version 1 of tests.",
        "Write `version: 1`.",
      );
  }

  /** Addresses that begin with a slash are those of the site. */
  #completing(site: Located | undefined, usual: string | null): Complete {
    const { notes } = this;
    const base = notes.text(site, "site") ?? (site === undefined ? (usual ?? undefined) : undefined);
    const isRight = base !== undefined && /^https?:\/\//.test(base) && URL.canParse(base);
    if (base !== undefined && !isRight)
      notes.error(
        "wrong-value",
        site!,
        `\`${base}\` is not the address of a site.`,
        "Write it with its scheme: `https://www.acme.example`.",
      );
    let isMissed = false;
    return (text, node) => {
      if (/^[a-z][a-z\d+.-]*:\/\//i.test(text) && URL.canParse(text)) return new URL(text).href;
      if (!/^[/?#]/.test(text)) return notAnAddress(text, node, notes);
      if (isRight && URL.canParse(text, base)) return new URL(text, base).href;
      if (base !== undefined || isMissed) return "https://unknown.invalid/";
      isMissed = true;
      return notes.error(
        "missing-key",
        node,
        `\`${text}\` is a part of an address, and the file does not say which \`site\` it belongs to.`,
        "Write `site: https://www.acme.example` at the top of the file.",
      );
    };
  }

  #namesTwice(nodes: readonly Located[]): void {
    const seen = new Map<string, Located>();
    for (const node of nodes) {
      const name = child(node, "name");
      const text = textOf(name);
      const first = text === undefined ? undefined : seen.get(text);
      if (first && name)
        this.notes.error(
          "duplicate-name",
          name,
          `Another test has this name, on line ${this.notes.source.lineOf(first.start)}.`,
          "Rename one of the two.",
        );
      else if (text !== undefined && name) seen.set(text, name);
    }
  }

  #test(node: Located): GoalTest | undefined {
    const { notes } = this;
    if (!notes.map(node, "a test", TEST_KEYS)) return undefined;
    const name = notes.needs(node, "name", "This test", "Say what it shows: `name: The sixth page counts`.")
      ? notes.text(child(node, "name"), "name")
      : undefined;
    const form = this.#formOf(node);
    const head = { name: name ?? "", at: notes.place(child(node, "name") ?? pointAt(node)) };
    if (form === "goal") return this.#table(node, head);
    if (form === undefined) return undefined;
    const steps = this.#steps(node, form);
    const { expects, only } = readExpectations(node, notes, this.#goalSet);
    const recorded = this.#recorded(node, form);
    return steps && { is: "visit", ...head, steps, recorded, expects, only };
  }

  #formOf(node: Located): (typeof FORMS)[number] | undefined {
    const { notes } = this;
    const used = FORMS.filter((key) => child(node, key) !== undefined);
    const [first, second] = used;
    if (first === undefined)
      return notes.error(
        "missing-key",
        pointAt(node),
        "This test does not say what happens.",
        "Write `visit:` with steps, or `goal:` with `counts_on:` or `not_on:`.",
      );
    if (second !== undefined)
      return notes.error(
        "misplaced-key",
        pointAt(child(node, second)!),
        `\`${first}\` and \`${second}\` are two ways to say what happens; a test has one.`,
        "Make a test of each.",
      );
    const others = first === "goal" ? VISIT_KEYS : TABLE_KEYS;
    for (const key of others.filter((one) => child(node, one) !== undefined))
      notes.error(
        "misplaced-key",
        pointAt(child(node, key)!),
        `\`${key}\` has no meaning beside \`${first}\`.`,
        first === "goal"
          ? "A table says `counts_on` and `not_on`; what else happens needs a `visit`."
          : "What a visit counts is said by `counts` and `not`.",
      );
    return first;
  }

  #table(node: Located, head: { name: string; at: GoalTest["at"] }): GoalTest | undefined {
    const { notes } = this;
    const goal = readKnown(child(node, "goal"), "goal", notes, this.#goalSet);
    const pages = [...this.#pages(node, "counts_on", true), ...this.#pages(node, "not_on", false)];
    if (TABLE_KEYS.every((key) => child(node, key) === undefined))
      notes.error(
        "missing-key",
        pointAt(child(node, "goal")!),
        "This table has no addresses.",
        "Write `counts_on: [/thanks]`, `not_on: [/]`, or both.",
      );
    return goal === undefined ? undefined : { is: "table", ...head, goal, pages };
  }

  #pages(node: Located, key: string, counts: boolean) {
    const { notes } = this;
    return notes.texts(child(node, key), key).flatMap(({ text, node: written }) => {
      const url = this.#complete(text, written);
      const at = notes.place(written);
      return url === undefined ? [] : [{ step: pageStep(url, text, at), counts, at }];
    });
  }

  #recorded(node: Located, form: string): readonly RecordedAct[] | null {
    const reading = this.#recordings.get(textOf(child(node, form)) ?? "");
    return reading && "acts" in reading ? reading.acts : null;
  }

  #steps(node: Located, form: "visit" | "recording" | "har") {
    if (form === "visit") return readSteps(child(node, "visit"), this.notes, this.#complete);
    const named = child(node, form)!;
    const text = this.notes.text(named, form);
    if (text === undefined) return undefined;
    if (LEADS_OUT.test(text))
      return this.notes.error(
        "wrong-value",
        named,
        `\`${text}\` leads out of the folder of this file.`,
        "Put the recording into this folder or below: `recordings/checkout.json`.",
      );
    const reading = this.#recordings.get(text);
    if (reading === undefined || "problem" in reading)
      return this.notes.error(
        "wrong-value",
        named,
        `\`${text}\` cannot be played: ${reading?.problem ?? "it was not read"}.`,
        "Name a HAR file, or a recording of Chrome DevTools exported as JSON; its path begins in the folder of this file.",
      );
    const at = this.notes.place(named);
    return reading.steps.map((step) => ({ ...step, at }));
  }
}

const FORMS = ["visit", "goal", "recording", "har"] as const;
const TABLE_KEYS = ["counts_on", "not_on"];
const VISIT_KEYS = ["counts", "not", "sends", "funnels", "only"];
