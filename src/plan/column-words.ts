/** Entries of `dimensions` and `metrics` that change, in the words of the file. */
import { entryIn } from "../entry-in.ts";
import type { WordChange } from "../lift/goal-words.ts";
import { DEFINITIONS, isDefinitionKind } from "../resources/kinds.ts";
import { type DefinitionKind, type DesiredResource, type Json, keyOf } from "../resources/resource.ts";
import type { ResourceChange, SubjectChange } from "./plan.ts";

/** The entry of `dimensions` or `metrics` that a change of what goals share is about; null where it is about none. */
export function columnOf({
  subject,
  resources: [first, ...others],
}: Pick<SubjectChange, "subject" | "resources">): {
  readonly kind: DefinitionKind;
  readonly key: string;
} | null {
  if (subject.is !== "shared" || first === undefined || others.length > 0) return null;
  const { kind, address } = first;
  return isDefinitionKind(kind) && DEFINITIONS[kind].isOfReports ? { kind, key: keyOf(address) } : null;
}

/** What reports show, and what of it changes; nothing for what goals share otherwise. */
export function columnWords(
  change: ResourceChange,
  wanted: readonly DesiredResource[],
): Partial<Pick<SubjectChange, "counts" | "words" | "origin">> {
  const { kind, action, address, fields } = change;
  if (!isDefinitionKind(kind) || !DEFINITIONS[kind].isOfReports) return {};
  const origin = wanted.find((one) => one.address === address)?.at ?? null;
  const changes = action === "update" ? changesOf(change, DEFINITIONS[kind].said) : [];
  const of = action === "delete" ? "before" : "after";
  const value = (path: string): Json => fields.find((one) => one.path === path)?.[of] ?? null;
  const isWhole = action === "create" || action === "delete";
  return {
    origin,
    counts: isWhole ? DEFINITIONS[kind].detail(value) : null,
    words: { before: null, after: null, changes, unread: null, differs: [] },
  };
}

function changesOf(
  { fields, address }: ResourceChange,
  said: Readonly<Record<string, string>>,
): readonly WordChange[] {
  return fields.flatMap(({ path, before, after }) => {
    const key = entryIn(said, path.split(/[.[]/)[0]!);
    if (key === undefined) return [];
    const about = `registration:${keyOf(address)}` as const;
    const [was, is] = [before, after].map((value) => inFile(key, value));
    return [{ about, start: `${key}: `, before: was!, after: is!, end: "" }];
  });
}

/** Google's words for units and kinds of money are ours in capitals. */
function inFile(key: string, value: Json): string {
  if (value === null) return "(nothing)";
  const text = String(value);
  return key === "unit" || key === "money" ? text.replaceAll("_DATA", "").toLowerCase() : text;
}
