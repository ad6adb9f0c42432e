/** Events that nobody has to send: Google's tag does when they happen. */
import { COLLECTED_EVENTS } from "../language/rules/events/google-names.ts";

export function isCollected(event: string): boolean {
  return COLLECTED_EVENTS.has(event);
}
