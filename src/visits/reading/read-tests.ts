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
import { recordingsIn, stepsOfRecording } from "./recorded-steps.ts";
import { completingWith } from "./site-addresses.ts";
import { readSteps } from "./steps.ts";
import { formOf, TABLE_KEYS } from "./test-form.ts";

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
    this.#complete = completingWith(child(root, "site"), usualSite, this.notes);
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
    const form = formOf(node, notes);
    const head = { name: name ?? "", at: notes.place(child(node, "name") ?? pointAt(node)) };
    if (form === "goal") return this.#table(node, head);
    if (form === undefined) return undefined;
    const steps = this.#steps(node, form);
    const { expects, only } = readExpectations(node, notes, this.#goalSet);
    const recorded = this.#recorded(node, form);
    return steps && { is: "visit", ...head, steps, recorded, expects, only };
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
    return stepsOfRecording(child(node, form)!, form, this.#recordings, this.notes);
  }
}
