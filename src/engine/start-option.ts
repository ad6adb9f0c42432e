import { parameterNamed, type Trigger } from "./container.ts";
import { triggersOfType } from "./triggers.ts";

/** When a listener begins: with the tag, when the document has been read, or when everything has arrived. */
export type StartOption = "CONTAINER_LOAD" | "DOM_READY" | "WINDOW_LOAD";

/** Triggers of one type that begin at this moment. Older containers do not name a start option: then `usual` applies. */
export function beginningAt(
  moment: StartOption,
  triggers: ReadonlyMap<string, Trigger>,
  type: string,
  usual: StartOption,
): (readonly [id: string, trigger: Trigger])[] {
  return triggersOfType(triggers, type).filter(
    ([, { parameter }]) => (parameterNamed(parameter, "triggerStartOption")?.value || usual) === moment,
  );
}
