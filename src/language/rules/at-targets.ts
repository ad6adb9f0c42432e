/** What is wrong with goals and funnels only as a target's own `defaults` make them. */
import type { Diagnostic, Place } from "../../diagnostic.ts";
import { measures } from "../for-target.ts";
import type { Written, WrittenTarget } from "../meaning/written.ts";

type Check = (file: Written) => readonly Diagnostic[];

/** With the name of the target, and once where several targets have the same problem. */
export function problemsAtTargets(
  file: Written,
  check: Check,
  known: readonly Diagnostic[],
): readonly Diagnostic[] {
  const seen = new Set(known.map(keyOf));
  const found = new Map<string, { readonly problem: Diagnostic; readonly targets: string[] }>();
  for (const one of file.targets)
    for (const problem of problemsAt(file, one, check)) {
      const key = keyOf(problem);
      if (seen.has(key)) continue;
      const { targets } = found.get(key) ?? { targets: [] };
      found.set(key, { problem, targets: [...targets, one.target.name] });
    }
  return [...found.values()].map(({ problem, targets }) => ({
    ...problem,
    message: `${problem.message} The \`defaults\` of ${inWords(targets)} make it so.`,
  }));
}

function problemsAt(file: Written, { target, own }: WrittenTarget, check: Check): readonly Diagnostic[] {
  if (own === null) return [];
  const isElsewhere = [
    ...file.goals.map(({ goal: { id }, node, keySpan }) => ({ id, node, keySpan })),
    ...file.funnels.map(({ funnel: { id }, node, keySpan }) => ({ id, node, keySpan })),
  ]
    .filter(({ id }) => !measures(target, id))
    .map(({ node, keySpan }) => [
      file.source.place(keySpan),
      file.source.place({ start: node.end, end: node.end }),
    ]);
  const there = { ...file, ...own, comparisons: [...file.comparisons, ...own.comparisons] };
  return check(there).filter(
    ({ place }) => !place || !isElsewhere.some(([from, to]) => isWithin(place, from!, to!)),
  );
}

function isWithin(place: Place, from: Place, to: Place): boolean {
  const isBefore = (a: Place, b: Place) => a.line < b.line || (a.line === b.line && a.column < b.column);
  return place.file === from.file && !isBefore(place, from) && !isBefore(to, place);
}

function keyOf({ code, place, message }: Diagnostic): string {
  return `${code} ${place?.file}:${place?.line}:${place?.column} ${message}`;
}

function inWords(targets: readonly string[]): string {
  const names = targets.map((name) => `\`${name}\``);
  return names.length === 1
    ? `target ${names[0]}`
    : `targets ${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
}
