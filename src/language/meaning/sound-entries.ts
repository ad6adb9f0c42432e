/** The entries of a section in which nothing was refused that decides what they mean. */
import { child, entriesOf, type Located, type LocatedEntry } from "../source/located.ts";

export function soundEntries(
  root: Located,
  section: string,
  broken: ReadonlySet<string>,
): readonly LocatedEntry[] {
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
