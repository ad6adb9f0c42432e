/** "Did you mean …": the known word nearest to a mistyped one. */

/** A file made of thousands of mistyped ids must not take minutes to answer. */
const MOST_CANDIDATES = 500;

/** The nearest candidate, or null when none is near enough to be meant. */
export function nearest(word: string, candidates: Iterable<string>): string | null {
  const wanted = fold(word);
  if (wanted.length === 0 || wanted.length > 64) return null;
  let best: string | null = null;
  let bestDistance = Math.max(1, Math.floor(wanted.length / 3)) + 1;
  let looked = 0;
  const longer: string[] = [];
  for (const candidate of candidates) {
    looked += 1;
    if (looked > MOST_CANDIDATES) break;
    if (fold(candidate).startsWith(`${wanted}_`)) longer.push(candidate);
    const distance = Math.min(bestDistance, typingDistance(wanted, fold(candidate), bestDistance));
    if (distance < bestDistance) [best, bestDistance] = [candidate, distance];
  }
  // `analytics` for `analytics_storage`: nobody counts the letters that a half word lacks.
  return best ?? (longer.length === 1 ? (longer[0] ?? null) : null);
}

/** ` Did you mean …?` or the whole list: what to say about a word that is not one of `known`. */
export function didYouMean(word: string, known: readonly string[]): string | null {
  const near = nearest(word, known);
  if (near !== null) return `Did you mean \`${near}\`?`;
  return known.length === 0 ? null : `Known: ${wordList(known)}.`;
}

/** At most `most` words in backquotes. */
export function wordList(words: readonly string[], most = 25): string {
  const shown = words.slice(0, most).map((word) => `\`${word}\``);
  const rest = words.length - shown.length;
  return rest > 0 ? `${shown.join(", ")} and ${rest} more` : shown.join(", ");
}

function fold(word: string): string {
  return word.toLowerCase().replaceAll("-", "_");
}

/** Insertions, deletions, changes and swaps of neighbours between two words; stops counting at `limit`. */
function typingDistance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) >= limit) return limit;
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= b.length; column += 1) {
      const same = a[row - 1] === b[column - 1] ? 0 : 1;
      let cost = Math.min(at(last, column) + 1, at(current, column - 1) + 1, at(last, column - 1) + same);
      if (row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1])
        cost = Math.min(cost, at(beforeLast, column - 2) + 1);
      current.push(cost);
    }
    [beforeLast, last] = [last, current];
  }
  return at(last, b.length);
}

function at(row: readonly number[], column: number): number {
  return row[column] ?? Number.POSITIVE_INFINITY;
}
