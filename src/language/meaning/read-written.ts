/** The located file → its well-formed parts. Parts that the schema check found broken are left out. */
import type { Diagnostic } from "../../diagnostic.ts";
import { child, entriesOf, itemsOf, type Located, type LocatedEntry, textOf } from "../source/located.ts";
import type { SourceText } from "../source/source-text.ts";
import { isCalculated, metricsOf, readCalculated } from "./calculated-metric.ts";
import { readColumn } from "./column.ts";
import { NO_DEFAULTS, readDefaults } from "./defaults.ts";
import { readExperiment } from "./experiment.ts";
import { eventNodes, readForward } from "./forward.ts";
import { readFunnel } from "./funnel.ts";
import { readGoal } from "./goal.ts";
import { soundEntries } from "./sound-entries.ts";
import { readTarget } from "./target.ts";
import {
  type DefaultedParts,
  type Defaults,
  Notes,
  type Written,
  type WrittenFunnel,
  type WrittenGoal,
  type WrittenText,
} from "./written.ts";

export interface WrittenReading {
  readonly written: Written;
  readonly problems: readonly Diagnostic[];
}

export function readWritten(source: SourceText, root: Located, broken: ReadonlySet<string>): WrittenReading {
  const notes = new Notes(source);
  const sound: Sound = (section) => soundEntries(root, section, broken);
  const written = broken.has("defaults") ? undefined : child(root, "defaults");
  const parts = readParts(notes, sound, readDefaults(notes, written, NO_DEFAULTS));
  const targets = readTargets(notes, sound, parts.defaults);
  const columns = readColumns(source, sound);
  const own = targets.flatMap((target) => (target.own === null ? [] : [target.own]));
  const metrics = metricsOf(columns, [parts, ...own]);
  return {
    written: {
      source,
      root,
      ...parts,
      owner: text(root, "name", broken),
      defaultTarget: text(root, "default_target", broken),
      targets,
      columns,
      calculated: sound("metrics")
        .filter(isCalculated)
        .map((entry) => readCalculated(source, entry, metrics)),
      experiments: sound("experiments").flatMap(
        (entry) => readExperiment(notes, entry, parts.defaults) ?? [],
      ),
      removed: broken.has("removed")
        ? []
        : itemsOf(child(root, "removed")).map((item) => removedOf(source, item)),
      comparisons: notes.comparisons,
      goalIds: keysOf(root, "goals"),
      targetNames: keysOf(root, "targets"),
    },
    problems: notes.problems,
  };
}

type Sound = (section: string) => readonly LocatedEntry[];

/** What means something else under other defaults. */
function readParts(notes: Notes, sound: Sound, defaults: Defaults): DefaultedParts {
  const goals = sound("goals").flatMap((entry) => readGoal(notes, entry, defaults) ?? []);
  const goalNames = new Map(goals.map(({ goal }) => [goal.id, goal.name]));
  const funnels = sound("funnels").flatMap(
    (entry) => readFunnel(notes, entry, { goalNames, defaults }) ?? [],
  );
  const forwards = sound("forward").map((entry) => {
    const { keySpan, value } = entry;
    return { forward: readForward(notes, entry, defaults), node: value, keySpan, events: eventNodes(value) };
  });
  return { defaults, goals: goals.map((goal) => withLimit(goal, funnels)), funnels, forwards };
}

/** @param usual the file's defaults: those of a target replace only what they say */
function readTargets(notes: Notes, sound: Sound, usual: Defaults): Written["targets"] {
  const { source } = notes;
  return sound("targets").flatMap((entry) => {
    const own = child(entry.value, "defaults");
    // The goals have been read, and what is wrong with them is noted.
    const again = new Notes(source);
    const meant = own ? readParts(again, sound, readDefaults(notes, own, usual)) : null;
    return readTarget(source, entry, meant && { ...meant, comparisons: again.comparisons }) ?? [];
  });
}

function readColumns(source: SourceText, sound: Sound): Written["columns"] {
  return COLUMN_SECTIONS.flatMap(([section, as]) =>
    sound(section)
      .filter((entry) => !isCalculated(entry))
      .map((entry) => ({ column: readColumn(source, entry, as), entry })),
  );
}

/** A goal on a funnel counts within the funnel's limit of time. */
function withLimit(one: WrittenGoal, funnels: readonly WrittenFunnel[]): WrittenGoal {
  const { goal } = one;
  if (goal.type !== "event" || goal.on.kind !== "funnel") return one;
  const { on } = goal;
  const within = funnels.find(({ funnel }) => funnel.id === on.funnel)?.funnel.within ?? null;
  return { ...one, goal: { ...goal, on: { ...on, within } } };
}

const COLUMN_SECTIONS = [
  ["dimensions", "dimension"],
  ["metrics", "metric"],
] as const;

function text(root: Located, key: string, broken: ReadonlySet<string>): WrittenText | null {
  const node = child(root, key);
  const value = broken.has(key) ? undefined : textOf(node);
  return node && value !== undefined ? { text: value, span: node } : null;
}

function removedOf(source: SourceText, node: Located): Written["removed"][number] {
  return { event: textOf(node) ?? "", at: source.place(node), span: node };
}

function keysOf(root: Located, section: string): ReadonlySet<string> {
  return new Set(entriesOf(child(root, section)).map((entry) => entry.key));
}
