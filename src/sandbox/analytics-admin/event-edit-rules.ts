/** Event edit rules ("Modify events"), of which the switch `eventEditRules` says what they rename. They can only be read. Only in v1alpha. */
import type { Route } from "../call.ts";
import { LIST_QUERY, listAnswer } from "./listing.ts";
import { streamOf } from "./properties.ts";
import { READ } from "./scopes.ts";

const PATH = "properties/{property}/dataStreams/{stream}/eventEditRules";

export const EVENT_EDIT_RULE_ROUTES: readonly Route[] = [
  {
    verb: "GET",
    path: PATH,
    rpc: "ListEventEditRules",
    scopes: READ,
    query: LIST_QUERY,
    run: (call) => {
      const { id } = streamOf(call);
      const parent = `properties/${call.params["property"]}/dataStreams/${id}`;
      return listAnswer(call, {
        name: "eventEditRules",
        items: call.switches.eventEditRules.map((renames, index) => ({ id: String(index + 1), renames })),
        idOf: (rule) => rule.id,
        answer: (rule) => {
          const [from = "", to = ""] = rule.renames.split(">");
          return {
            name: `${parent}/eventEditRules/${rule.id}`,
            displayName: `${from} is ${to}`,
            eventConditions: [{ field: "event_name", comparisonType: "EQUALS", value: from }],
            parameterMutations: [{ parameter: "event_name", parameterValue: to }],
            processingOrder: rule.id,
          };
        },
      });
    },
  },
];
