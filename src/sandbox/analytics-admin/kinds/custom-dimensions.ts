/** Custom dimensions: parameters by which reports can be grouped. In both versions. */
import { entryIn } from "../../../entry-in.ts";
import { invalidArgument } from "../refusals.ts";
import type { ResourceKind } from "../resource-kind.ts";
import { checkRoom } from "../room.ts";
import { checkDefinition, checkFree, holdsPlace, sameScope } from "./registered-parameters.ts";

/** For a standard property (support.google.com/analytics/answer/10075209). */
const LIMITS: { readonly [scope: string]: number } = { EVENT: 50, USER: 25, ITEM: 10 };

export const CUSTOM_DIMENSIONS: ResourceKind<"CustomDimension"> = {
  message: "CustomDimension",
  partOf: "property",
  removal: "archive",
  nameField: "parameterName",
  fields: {
    mutable: ["display_name", "description", "disallow_ads_personalization"],
    immutable: ["parameter_name", "scope"],
    output: ["name"],
  },
  check: (fields, others, call) => {
    checkDefinition(fields, others, call);
    if (fields["disallowAdsPersonalization"] === true && fields["scope"] !== "USER") {
      throw invalidArgument("Only user-scoped dimensions can be kept out of ads personalization.");
    }
  },
  checkNew: (fields, stored, call) => {
    checkFree(fields, stored, call);
    const scope = String(fields["scope"]);
    const taken = stored.filter(sameScope(fields)).filter(holdsPlace(call)).length;
    checkRoom(call, taken, { of: `${scope} dimensions`, maximum: entryIn(LIMITS, scope) ?? 0 });
  },
};
