/** Changes to the text of a file. */

/** The text between `start` and `end` becomes `text`. */
export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** Edits are in the order of the text and do not overlap. */
export function applied(text: string, edits: readonly Edit[]): string {
  let done = 0;
  const parts = edits.flatMap(({ start, end, text: fresh }) => {
    const before = text.slice(done, start);
    done = end;
    return [before, fresh];
  });
  return [...parts, text.slice(done)].join("");
}
