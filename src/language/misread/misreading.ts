/** A text that is compared character by character but was meant as something else. */
import type { TextPosition } from "./text-position.ts";

export interface Misreading {
  readonly code: string;
  readonly message: string;
  readonly hint: string;
}

export type MisreadingDetector = (position: TextPosition) => Misreading | null;
