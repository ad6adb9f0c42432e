/** The located file → its well-formed parts. Parts that the schema check found broken are left out. */
import type { Diagnostic } from "../../diagnostic.ts";
import type { Counting } from "../goal-set/goal-set.ts";
import { child, entriesOf, itemsOf, type Located, type LocatedEntry, textOf } from "../source/located.ts";
import type { SourceText } from "../source/source-text.ts";
import { consentTypes } from "./consent.ts";
import { readFunnel } from "./funnel.ts";
import { readGoal } from "./goal.ts";
import { readTarget } from "./target.ts";
import { type Defaults, Notes, type Written, type WrittenText } from "./written.ts";

export interface WrittenReading {
  readonly written: Written;
  readonly problems: readonly Diagnostic[];
}

export function readWritten(source: SourceText, root: Located, broken: ReadonlySet<string>): WrittenReading {
  const notes = new Notes(source);
  const sound = (section: string) => soundEntries(root, section, broken);
  const defaults = readDefaults(child(root, "defaults"), broken);
  const goals = sound("goals").flatMap((entry) => readGoal(notes, entry, defaults) ?? []);
  const goalNames = new Map(goals.map(({ goal }) => [goal.id, goal.name]));
  const written: Written = {
    source,
    root,
    defaults,
    owner: text(root, "name", broken),
    defaultTarget: text(root, "default_target", broken),
    targets: sound("targets").flatMap((entry) => readTarget(source, entry) ?? []),
    goals,
    funnels: sound("funnels").flatMap((entry) => readFunnel(notes, entry, { goalNames, defaults }) ?? []),
    removed: broken.has("removed")
      ? []
      : itemsOf(child(root, "removed")).map((item) => removedOf(source, item)),
    comparisons: notes.comparisons,
    goalIds: new Set(entriesOf(child(root, "goals")).map((entry) => entry.key)),
    targetNames: new Set(entriesOf(child(root, "targets")).map((entry) => entry.key)),
  };
  return { written, problems: notes.problems };
}

function soundEntries(root: Located, section: string, broken: ReadonlySet<string>): readonly LocatedEntry[] {
  if (broken.has(section)) return [];
  return entriesOf(child(root, section)).filter(
    (entry) => !broken.has(`${section}/${entry.key}`) && !holdsUnknown(entry.value),
  );
}

/** True when something inside has been refused before its value was known. */
function holdsUnknown(node: Located): boolean {
  if (node.kind === "unknown") return true;
  return node.kind === "list"
    ? node.items.some(holdsUnknown)
    : entriesOf(node).some(({ value }) => holdsUnknown(value));
}

function readDefaults(node: Located | undefined, broken: ReadonlySet<string>): Defaults {
  const written = broken.has("defaults") ? undefined : node;
  return {
    counting: (textOf(child(written, "counting")) as Counting | undefined) ?? null,
    currency: textOf(child(written, "currency"))?.toUpperCase() ?? null,
    via: textOf(child(written, "via")) === "ga4" ? "ga4" : "gtm",
    consent: consentTypes(child(written, "consent")),
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
