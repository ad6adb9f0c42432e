/** Analytics Admin API v1alpha: event edit rules ("Modify events"). Its client is large: load this only when needed. */
import { analyticsadmin_v1alpha } from "googleapis/build/src/apis/analyticsadmin/v1alpha.js";
import { allInOrder } from "../apply/all-in-order.ts";
import type { EventEditRule } from "../resources/event-edit-rule.ts";
import type { WebStream } from "../resources/snapshot.ts";
import type { ListShape } from "./answers.ts";
import type { ClientOptions } from "./client-options.ts";
import { allPages } from "./pages.ts";
import type { Requests } from "./requests.ts";
import { flag, list, record, text } from "./shape.ts";

type Answered = analyticsadmin_v1alpha.Schema$GoogleAnalyticsAdminV1alphaEventEditRule;

/** One request for each stream; more only for lists of over 200. */
export async function readEditRules(
  options: ClientOptions,
  requests: Requests,
  streams: readonly Pick<WebStream, "resourceName" | "measurementId">[],
): Promise<readonly EventEditRule[]> {
  const api = new analyticsadmin_v1alpha.Analyticsadmin({ ...options });
  const lists = streams.map(async ({ resourceName: parent, measurementId }) => {
    const all = await allPages<Answered>(requests, "Reading the event edit rules", EDIT_RULES, (page) =>
      api.properties.dataStreams.eventEditRules.list({ parent, pageSize: 200, ...page }),
    );
    return all.map((rule) => editRule(rule, measurementId));
  });
  return (await allInOrder(lists)).flat();
}

function editRule(
  { displayName, eventConditions, parameterMutations }: Answered,
  stream: string,
): EventEditRule {
  return {
    name: displayName ?? "",
    stream,
    conditions: (eventConditions ?? []).map(({ field, comparisonType, value, negated }) => ({
      field: field ?? "",
      comparisonType: comparisonType ?? "",
      value: value ?? "",
      negated: negated === true,
    })),
    sets: (parameterMutations ?? []).map(({ parameter, parameterValue }) => ({
      parameter: parameter ?? "",
      value: parameterValue ?? "",
    })),
  };
}

const EDIT_RULES: ListShape = {
  field: "eventEditRules",
  item: record(
    {},
    {
      displayName: text,
      eventConditions: list(record({}, { field: text, comparisonType: text, value: text, negated: flag })),
      parameterMutations: list(record({}, { parameter: text, parameterValue: text })),
    },
  ),
};
