/** What `import` returns. */
import type { Fidelity, Lift, Origin } from "../../lift/lifted.ts";

/** What was found at Google, or in files that came from there, as a goals file. */
export interface Imported {
  readonly is: "imported";
  readonly source: ImportSource;
  /** The whole goals file. */
  readonly text: string;
  /** The file that goals were added to; null for a new one. */
  readonly base: string | null;
  /** The file that was written; null: `text` was only made. */
  readonly out: string | null;
  /** What is new in the file. */
  readonly goals: readonly ImportedPart[];
  readonly funnels: readonly ImportedPart[];
  readonly forwards: readonly (ImportedPart & { readonly events: readonly string[] })[];
  /** Calculated metrics; the custom metrics that their formulas name came with them. */
  readonly metrics: readonly ImportedPart[];
  /** How many of what was found the file had already. */
  readonly known: number;
  readonly leftOut: readonly NotImported[];
  readonly coverage: Lift["coverage"];
  /** What people have to know before they use the file, in sentences. */
  readonly notes: readonly string[];
}

export type ImportSource =
  | {
      readonly kind: "live";
      readonly container: string;
      readonly property: string;
      readonly measurementId: string;
    }
  | {
      readonly kind: "export" | "universal-analytics";
      readonly files: readonly string[];
      readonly container: string | null;
      readonly measurementId: string | null;
    };

export interface ImportedPart {
  readonly id: string;
  readonly name: string;
  readonly fidelity: Fidelity["is"];
  readonly from: readonly Origin[];
}

export interface NotImported extends Origin {
  /** The first reason's. */
  readonly code: string;
  /** All reasons, in a sentence without its first capital and its full stop. */
  readonly reason: string;
  /** What to do instead; null where nothing helps. */
  readonly instead: string | null;
}
