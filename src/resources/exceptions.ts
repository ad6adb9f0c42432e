/** The blocking triggers that `unless` becomes. People may put their own on the same tag, and these stay. */
import type { Address } from "./resource.ts";

const START = "gtm.trigger/shared:unless-";

/** Known by what it asks for: the same exception is the same trigger, whichever goals name it. */
export function exceptionAddress(digest: string): Address {
  return `${START}${digest}` as Address;
}

export function isExceptionAddress(text: string): boolean {
  return text.startsWith(START);
}
