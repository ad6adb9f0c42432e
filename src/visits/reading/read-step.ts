/** What reading a step of a visit needs and returns. */
import type { Located } from "../../language/source/located.ts";
import type { Happening } from "../step.ts";
import type { Notes } from "./notes.ts";

/** Makes addresses of a file whole: `/thanks` on its site. Undefined, with the problem noted, where that cannot be. */
export type Complete = (text: string, node: Located) => string | undefined;

export interface Reading {
  readonly notes: Notes;
  readonly complete: Complete;
}

export type Read = (node: Located, reading: Reading) => (Happening & { readonly about?: string }) | undefined;
