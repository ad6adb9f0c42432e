/** Two texts → the patch that `git apply` takes. */

/** Lines around a change, as in git. */
const AROUND = 3;

/** @param path as git names it: from the root of the repository. Empty where the texts are the same. */
export function unifiedDiff(path: string, before: string, after: string): string {
  const lines = diffLines(linesOf(before), linesOf(after));
  const hunks = hunksOf(lines);
  if (hunks.length === 0) return "";
  // A name that contains a space ends with a tab.
  const name = path.includes(" ") ? `${path}\t` : path;
  return [`--- a/${name}`, `+++ b/${name}`, ...hunks.map(hunkText), ""].join("\n");
}

/** Each with its line break, if it has one. */
function linesOf(text: string): readonly string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

interface Line {
  readonly sign: " " | "-" | "+";
  readonly text: string;
  /** Places in the two texts, from 0. */
  readonly old: number;
  readonly fresh: number;
}

function diffLines(before: readonly string[], after: readonly string[]): readonly Line[] {
  const common = longestCommon(before, after);
  const lines: Line[] = [];
  let [old, fresh] = [0, 0];
  const upTo = (endOld: number, endFresh: number) => {
    while (old < endOld) lines.push({ sign: "-", text: before[old]!, old: old++, fresh });
    while (fresh < endFresh) lines.push({ sign: "+", text: after[fresh]!, old, fresh: fresh++ });
  };
  for (const [sameOld, sameFresh] of common) {
    upTo(sameOld, sameFresh);
    lines.push({ sign: " ", text: before[old]!, old: old++, fresh: fresh++ });
  }
  upTo(before.length, after.length);
  return lines;
}

/** Above it, what differs is one block: a table of all pairs would take too long. */
const MOST_PAIRS = 4_000_000;

/** Pairs of places with the same line. What both texts begin and end with needs no search. */
function longestCommon(
  before: readonly string[],
  after: readonly string[],
): readonly (readonly [number, number])[] {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before[start] === after[start]) start += 1;
  let end = 0;
  while (end < shorter - start && before.at(-1 - end) === after.at(-1 - end)) end += 1;
  const head = Array.from({ length: start }, (_, index) => [index, index] as const);
  const tail = Array.from(
    { length: end },
    (_, index) => [before.length - end + index, after.length - end + index] as const,
  );
  const middle = commonIn(before.slice(start, before.length - end), after.slice(start, after.length - end));
  return [...head, ...middle.map(([a, b]) => [a + start, b + start] as const), ...tail];
}

function commonIn(
  before: readonly string[],
  after: readonly string[],
): readonly (readonly [number, number])[] {
  const [rows, columns] = [before.length + 1, after.length + 1];
  if (rows * columns > MOST_PAIRS) return [];
  const longest = new Uint32Array(rows * columns);
  for (let a = before.length - 1; a >= 0; a -= 1)
    for (let b = after.length - 1; b >= 0; b -= 1)
      longest[a * columns + b] =
        before[a] === after[b]
          ? longest[(a + 1) * columns + b + 1]! + 1
          : Math.max(longest[(a + 1) * columns + b]!, longest[a * columns + b + 1]!);
  const found: (readonly [number, number])[] = [];
  for (let [a, b] = [0, 0]; a < before.length && b < after.length; ) {
    if (before[a] === after[b]) found.push([a++, b++]);
    else if (longest[(a + 1) * columns + b]! >= longest[a * columns + b + 1]!) a += 1;
    else b += 1;
  }
  return found;
}

/** Changes with the lines around them; those that touch are one. */
function hunksOf(lines: readonly Line[]): readonly (readonly Line[])[] {
  const near = lines.map((_, index) =>
    lines.slice(Math.max(0, index - AROUND), index + AROUND + 1).some(({ sign }) => sign !== " "),
  );
  const hunks: Line[][] = [];
  for (const [index, line] of lines.entries()) {
    if (!near[index]) continue;
    if (near[index - 1]) hunks.at(-1)!.push(line);
    else hunks.push([line]);
  }
  return hunks;
}

function hunkText(hunk: readonly Line[]): string {
  const [first] = hunk;
  const [old, fresh] = [hunk.filter(({ sign }) => sign !== "+"), hunk.filter(({ sign }) => sign !== "-")];
  const range = (start: number, { length }: readonly Line[]) =>
    `${length === 0 ? start : start + 1},${length}`;
  return [
    `@@ -${range(first!.old, old)} +${range(first!.fresh, fresh)} @@`,
    ...hunk.map(({ sign, text }) =>
      text.endsWith("\n") ? `${sign}${text.slice(0, -1)}` : `${sign}${text}\n\\ No newline at end of file`,
    ),
  ].join("\n");
}
