/** The result of `goalform doctor`, which is also what `--format json` prints: `goalform.doctor/1`. */
import type { WayOut } from "../../diagnostic.ts";

export const DOCTOR_FORMAT = "goalform.doctor/1";

/** In this order: nothing after a broken layer is looked at. */
export const LAYERS = ["without-credentials", "signed-in", "may-read", "may-write", "healthy"] as const;
export type LayerId = (typeof LAYERS)[number];

export type CheckStatus = "ok" | "warning" | "broken" | "skipped";

export interface Examined {
  readonly is: "examined";
  readonly file: string;
  readonly target: string;
  readonly layers: readonly Layer[];
}

export interface Layer {
  readonly id: LayerId;
  /** That of its worst check; `skipped` where none was looked at. */
  readonly status: CheckStatus;
  readonly checks: readonly Check[];
}

export interface Check extends Finding {
  readonly id: string;
}

export interface Finding {
  readonly status: CheckStatus;
  readonly message: string;
  /** The one command or click that fixes it; null where nothing has to be done, or the fix is not known. */
  readonly fix: WayOut | null;
}

export function isBroken({ layers }: Pick<Examined, "layers">): boolean {
  return layers.some(({ status }) => status === "broken");
}
