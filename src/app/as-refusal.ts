/** Any error → a refusal that can be shown to people. */
import { ApplyError } from "../apply/apply-error.ts";
import { Refusal } from "./result/refusal.ts";

/** A bug passes: it is not a message for the user, and keeps its stack. */
export function asRefusal(error: unknown): Refusal {
  if (error instanceof Refusal) return error;
  if (error instanceof ApplyError)
    return new Refusal(error.code, error.message, error.hint, { cause: error });
  throw error;
}
