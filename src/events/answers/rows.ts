/** The rows that came back, by what they are about. */
import type { Row } from "../engine.ts";

export class AnswerRows {
  readonly #rows = new Map<string, Row[]>();

  constructor(rows: readonly Row[]) {
    for (const row of rows) {
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
