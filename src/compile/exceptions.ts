/** `unless` → blocking triggers: one for each distinct exception, shared by all that name it. */
import type { Exception } from "../language/goal-set/conditions.ts";
import { entityName } from "../resources/entity-name.ts";
import { exceptionAddress } from "../resources/exceptions.ts";
import { digestOf } from "../resources/json.ts";
import type { Address } from "../resources/resource.ts";
import { allConditions } from "./conditions.ts";
import { type Trigger, trigger } from "./triggers.ts";
import { EVENT } from "./variables/variable.ts";
import { exceptionInWords } from "./words/conditions.ts";

export interface BlockingTrigger extends Trigger {
  readonly address: Address;
  readonly name: string;
}

/**
 * A blocking trigger works only for the same data-layer event, so it takes all of them: Tag Manager's own for page views,
 * clicks, forms, timers and history changes are among them.
 */
export function blockingTrigger(owner: string, exception: Exception): BlockingTrigger {
  const fires = trigger("customEvent", {
    customEventFilter: [{ variable: EVENT, type: "matchRegex", value: ".*" }],
    filter: allConditions(owner, exception),
  });
  const digest = digestOf(fires.body);
  const name = entityName(owner, `unless ${shortened(exceptionInWords(exception), digest)}`);
  return { ...fires, address: exceptionAddress(digest), name };
}

/** Long enough for most; two long ones may begin alike. */
const LONGEST = 90;

function shortened(words: string, digest: string): string {
  return words.length <= LONGEST ? words : `${words.slice(0, LONGEST)}… (${digest.slice(0, 6)})`;
}
