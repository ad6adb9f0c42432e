import type { Call } from "../call.ts";
import type { MadeResource } from "../state.ts";
import { alreadyExists } from "./refusals.ts";

/** @throws GoogleError 409 for a name that another one of the kind has, when the switch says that they are unique. */
export function checkDisplayName(name: string, others: readonly MadeResource[], { switches }: Call): void {
  if (switches.duplicateDisplayNames === "allow") return;
  if (others.some(({ fields }) => fields["displayName"] === name)) throw alreadyExists();
}
