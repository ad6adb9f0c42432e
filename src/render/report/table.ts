/** A table of a report before it is text, Markdown or HTML. Cells are plain text: each format escapes them. */

export interface Column {
  readonly name: string;
  readonly isNumber?: boolean;
}

export interface Table {
  readonly columns: readonly Column[];
  /** The first cell of a row names it. */
  readonly rows: readonly Row[];
  /** Several rows one after the other are about what their first cell names. */
  readonly isGrouped?: boolean;
}

export interface Row {
  readonly cells: readonly string[];
  /** How far in the first cell begins. */
  readonly depth?: number;
}

/** Without the columns in which no row says anything. */
export function withoutEmptyColumns({ columns, rows }: Table): Table {
  const isFull = columns.map(
    (_, index) => index === 0 || rows.some(({ cells }) => !EMPTY.has(cells[index]!)),
  );
  const kept = <T>(all: readonly T[]) => all.filter((_, index) => isFull[index]);
  return { columns: kept(columns), rows: rows.map((row) => ({ ...row, cells: kept(row.cells) })) };
}

const EMPTY: ReadonlySet<string> = new Set(["", "–"]);

export const numberColumn = (name: string) => ({ name, isNumber: true });
