/** Why a command did not do what it was asked: a person's mistake, a guard, or Google. A bug is never one of these. */
import { ApplyError } from "../../apply/apply-error.ts";
import type { WayOut } from "../../diagnostic.ts";
import type { Subject } from "./result.ts";

export interface RefusalDetails {
  /** What it is about: the plan that was not applied, the problems of the file. Shown with it. */
  readonly about?: Subject | null;
  /** True where people get the message alone, and machines what it is about. */
  readonly isForMachines?: boolean;
  readonly cause?: unknown;
}

/** Shown as a message, never with a stack. Each face words the ways out. */
export class Refusal extends Error {
  override readonly name = "Refusal";
  readonly code: string;
  readonly ways: readonly WayOut[];
  readonly about: Subject | null;
  readonly isForMachines: boolean;

  constructor(
    code: string,
    message: string,
    ways: WayOut | readonly WayOut[] | null = null,
    { about = null, isForMachines = false, cause }: RefusalDetails = {},
  ) {
    super(message, cause === undefined ? undefined : { cause });
    this.code = code;
    this.ways = isList(ways) ? ways : ways === null ? [] : [ways];
    this.about = about;
    this.isForMachines = isForMachines;
  }
}

function isList(ways: WayOut | readonly WayOut[] | null): ways is readonly WayOut[] {
  return Array.isArray(ways);
}

/** A bug passes: it is not a message for the user, and keeps its stack. */
export function asRefusal(error: unknown): Refusal {
  if (error instanceof Refusal) return error;
  if (error instanceof ApplyError)
    return new Refusal(error.code, error.message, error.hint, { cause: error });
  throw error;
}

export function fileExists(file: string): Refusal {
  return new Refusal(
    "file-exists",
    `${file} already exists, and was left as it is.`,
    "Add goals to it with `goalform add`, name another file with -f, or overwrite it with --force.",
  );
}
