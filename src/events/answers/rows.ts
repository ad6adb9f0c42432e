/** The rows that came back, by what they are about. */
import type { Row } from "../engine.ts";

export class AnswerRows {
  readonly #rows = new Map<string, Row[]>();

  /** In an order of their own: the last digit of a sum of fractions depends on it, and engines answer in any order. */
  constructor(rows: readonly Row[]) {
    for (const row of [...rows].sort(byTexts)) {
      const known = this.#rows.get(row.what);
      if (known) known.push(row);
      else this.#rows.set(row.what, [row]);
    }
  }

  /** All of one kind, of these texts where they are given. */
  all(what: string, a?: string, b?: string, c?: string): readonly Row[] {
    return (this.#rows.get(what) ?? []).filter(
      (row) =>
        (a === undefined || row.a === a) &&
        (b === undefined || row.b === b) &&
        (c === undefined || row.c === c),
    );
  }

  one(what: string, a?: string, b?: string, c?: string): Row | undefined {
    return this.all(what, a, b, c)[0];
  }

  /** 0 where nothing came back: nothing was there to count. */
  n(what: string, a?: string, b?: string, c?: string): number {
    return this.one(what, a, b, c)?.n ?? 0;
  }

  m(what: string, a?: string, b?: string, c?: string): number {
    return this.one(what, a, b, c)?.m ?? 0;
  }
}

function byTexts(one: Row, other: Row): number {
  const [a, b] = [one, other].map((row) => JSON.stringify([row.what, row.a, row.b, row.c]));
  return a! < b! ? -1 : a === b ? 0 : 1;
}
