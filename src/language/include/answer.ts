/** What the edge found for the patterns of `include`: reading files is not this folder's business. */

export interface IncludeAnswer {
  /** As it is written in the file. */
  readonly pattern: string;
  readonly files: readonly IncludedFile[];
  readonly troubles: readonly IncludeTrouble[];
}

export interface IncludedFile {
  /** As people know it: relative to the goals file as it was named. */
  readonly file: string;
  readonly bytes: Uint8Array;
}

/** Why a file could not be taken in. */
export interface IncludeTrouble {
  readonly is:
    | "missing"
    | "not looked up"
    | "no match"
    | "itself"
    | "link"
    | "no ordinary file"
    | "unreadable"
    | "too many files"
    | "too wide"
    | "too large";
  /** Relative to the folder of the goals file. */
  readonly path: string;
  /** Files that are there, for "did you mean". */
  readonly others?: readonly string[];
}

/** All files of a set of goals together may have what one file may have. */
export const MOST_INCLUDED_FILES = 100;
