/** `google_tag: create`: the tag that loads Google's own script for the measurement id. */

import type { GoogleTag } from "../language/goal-set/target.ts";
import { GOOGLE_TAG_ADDRESS } from "../resources/compiled.ts";
import { entityName, GOOGLE_TAG } from "../resources/entity-name.ts";
import type { DesiredResource, User } from "../resources/resource.ts";
import { type Destination, folder, tagBody } from "./event-tag.ts";
import { template } from "./gtm-json.ts";

/** "Initialization - All Pages", which every web container has without listing it (support.google.com/tagmanager/answer/7679319). */
const INITIALIZATION = "2147479573";

/** Everything that is counted needs it; a file that counts nothing does not. */
export function googleTagResources(
  to: Destination,
  googleTag: GoogleTag,
  users: readonly User[],
  /** What is counted, goal or not: without any, there is nothing to load it for. */
  isNeeded: boolean,
): DesiredResource[] {
  if (googleTag.lives !== "create" || !isNeeded) return [];
  const { at } = googleTag;
  const name = entityName(to.owner, GOOGLE_TAG);
  const body = {
    ...tagBody(name, "googtag", [template("tagId", to.measurementId)], [INITIALIZATION]),
    tagFiringOption: "oncePerLoad",
  };
  const tag: DesiredResource = {
    kind: "gtm.tag",
    address: GOOGLE_TAG_ADDRESS,
    name,
    body,
    at,
    users,
  };
  return [{ ...folder(to.owner, { user: "goal:", at }), users: users.slice(0, 1) }, tag];
}
