/** The located file → its well-formed parts. Parts that the schema check found broken are left out. */
import type { Diagnostic } from "../../diagnostic.ts";
import type { Counting, Via } from "../goal-set/goal.ts";
import {
  booleanOf,
  child,
  entriesOf,
  itemsOf,
  type Located,
  type LocatedEntry,
  textOf,
} from "../source/located.ts";
import type { SourceText } from "../source/source-text.ts";
import { isCalculated, metricsOf, readCalculated } from "./calculated-metric.ts";
import { readColumn } from "./column.ts";
import { readTextMatchers } from "./comparison.ts";
import { readExceptions } from "./conditions.ts";
import { consentTypes } from "./consent.ts";
import { trailingSlashOf } from "./end-of-path.ts";
import { readExperiment } from "./experiment.ts";
import { eventNodes, readForward } from "./forward.ts";
import { readFunnel } from "./funnel.ts";
import { readGoal } from "./goal.ts";
import { readParameter, together } from "./parameter.ts";
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
  const sound = (section: string) => soundEntries(root, section, broken);
  const meantWith = (to: Notes, defaults: Defaults): DefaultedParts => {
    const goals = sound("goals").flatMap((entry) => readGoal(to, entry, defaults) ?? []);
    const goalNames = new Map(goals.map(({ goal }) => [goal.id, goal.name]));
    const funnels = sound("funnels").flatMap((entry) => readFunnel(to, entry, { goalNames, defaults }) ?? []);
    const forwards = sound("forward").map((entry) => {
      const { keySpan, value } = entry;
      return { forward: readForward(to, entry, defaults), node: value, keySpan, events: eventNodes(value) };
    });
    return { defaults, goals: goals.map((goal) => withLimit(goal, funnels)), funnels, forwards };
  };
  const usual = readDefaults(
    notes,
    broken.has("defaults") ? undefined : child(root, "defaults"),
    NO_DEFAULTS,
  );
  const { defaults, goals, funnels, forwards } = meantWith(notes, usual);
  const targets = sound("targets").flatMap((entry) => {
    const own = child(entry.value, "defaults");
    // The goals have been read, and what is wrong with them is noted.
    const again = new Notes(source);
    const meant = own ? meantWith(again, readDefaults(notes, own, usual)) : null;
    return readTarget(source, entry, meant && { ...meant, comparisons: again.comparisons }) ?? [];
  });
  const columns = COLUMN_SECTIONS.flatMap(([section, as]) =>
    sound(section)
      .filter((entry) => !isCalculated(entry))
      .map((entry) => ({ column: readColumn(source, entry, as), entry })),
  );
  const metrics = metricsOf(columns, [
    { goals, forwards },
    ...targets.flatMap(({ own }) => (own === null ? [] : [own])),
  ]);
  const written: Written = {
    source,
    root,
    defaults,
    owner: text(root, "name", broken),
    defaultTarget: text(root, "default_target", broken),
    targets,
    goals,
    funnels,
    forwards,
    columns,
    calculated: sound("metrics")
      .filter(isCalculated)
      .map((entry) => readCalculated(source, entry, metrics)),
    experiments: sound("experiments").flatMap((entry) => readExperiment(notes, entry, defaults) ?? []),
    removed: broken.has("removed")
      ? []
      : itemsOf(child(root, "removed")).map((item) => removedOf(source, item)),
    comparisons: notes.comparisons,
    goalIds: new Set(entriesOf(child(root, "goals")).map((entry) => entry.key)),
    targetNames: new Set(entriesOf(child(root, "targets")).map((entry) => entry.key)),
  };
  return { written, problems: notes.problems };
}

/** A goal on a funnel counts within the funnel's limit of time. */
function withLimit(one: WrittenGoal, funnels: readonly WrittenFunnel[]): WrittenGoal {
  const { goal } = one;
  if (goal.type !== "event" || goal.on.kind !== "funnel") return one;
  const { on } = goal;
  const within = funnels.find(({ funnel }) => funnel.id === on.funnel)?.funnel.within ?? null;
  return { ...one, goal: { ...goal, on: { ...on, within } } };
}

function soundEntries(root: Located, section: string, broken: ReadonlySet<string>): readonly LocatedEntry[] {
  if (broken.has(section)) return [];
  return entriesOf(child(root, section)).filter(
    ({ key, value }) => !broken.has(`${section}/${key}`) && !meansUnknown(value),
  );
}

/** What a goal counts does not depend on what it is called. */
function meansUnknown(goal: Located): boolean {
  return goal.kind === "map"
    ? entriesOf(goal).some(({ key, value }) => key !== "name" && key !== "description" && holdsUnknown(value))
    : holdsUnknown(goal);
}

/** True when something inside has been refused before its value was known. */
function holdsUnknown(node: Located): boolean {
  if (node.kind === "unknown") return true;
  return node.kind === "list"
    ? node.items.some(holdsUnknown)
    : entriesOf(node).some(({ value }) => holdsUnknown(value));
}

const COLUMN_SECTIONS = [
  ["dimensions", "dimension"],
  ["metrics", "metric"],
] as const;

const NO_DEFAULTS: Defaults = {
  counting: null,
  currency: null,
  via: "gtm",
  consent: [],
  unless: [],
  spa: false,
  trailingSlash: "exact",
  parameters: [],
  userProperties: [],
  host: [],
};

/** @param base what applies where they say nothing */
function readDefaults(notes: Notes, node: Located | undefined, base: Defaults): Defaults {
  const listed = (key: string) => entriesOf(child(node, key)).map((entry) => readParameter(notes, entry));
  const host = child(node, "host");
  const trailingSlash = trailingSlashOf(node) ?? base.trailingSlash;
  return {
    counting: (textOf(child(node, "counting")) as Counting | undefined) ?? base.counting,
    currency: textOf(child(node, "currency"))?.toUpperCase() ?? base.currency,
    via: (textOf(child(node, "via")) as Via | undefined) ?? base.via,
    consent: child(node, "consent") ? consentTypes(child(node, "consent")) : base.consent,
    trailingSlash,
    spa: booleanOf(child(node, "spa")) ?? base.spa,
    parameters: together(listed("parameters"), base.parameters),
    userProperties: together(listed("user_properties"), base.userProperties),
    host: host ? readTextMatchers(notes, host, "host") : base.host,
    unless: child(node, "unless") ? readExceptions(notes, child(node, "unless"), trailingSlash) : base.unless,
  };
}

function text(root: Located, key: string, broken: ReadonlySet<string>): WrittenText | null {
  const node = child(root, key);
  const value = broken.has(key) ? undefined : textOf(node);
  return node && value !== undefined ? { text: value, span: node } : null;
}

function removedOf(source: SourceText, node: Located): Written["removed"][number] {
  return { event: textOf(node) ?? "", at: source.place(node), span: node };
}
