/** Why an export of events cannot be read: a file, a table, or a library that is not there. */
import { ApplyError } from "../apply/apply-error.ts";
import type { WayOut } from "../diagnostic.ts";

export class EventsError extends ApplyError {
  override readonly name = "EventsError";

  but({ message = this.message, hint = this.hint }: { message?: string; hint?: WayOut | null }): EventsError {
    return new EventsError(this.code, message, hint, this);
  }
}
