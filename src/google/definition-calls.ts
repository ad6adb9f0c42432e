/**
 * One row for each kind of definition: how Google is called for it, what it answers, and what its refusals mean. A kind
 * without a row does not compile; all else that is known of a kind is its row in resources/kinds.ts.
 */

import { analyticsadmin_v1beta } from "googleapis/build/src/apis/analyticsadmin/v1beta.js";
import type { GoogleError } from "../apply/google-port.ts";
import type { DefinitionKind } from "../resources/resource.ts";
import { isAboutACap } from "./advice.ts";
import type { ListShape } from "./answers.ts";
import { FILTER_CLAUSES } from "./audience-answer.ts";
import type { ClientOptions } from "./client-options.ts";
import type { DefinitionCalls } from "./definition-api.ts";
import { flag, id, list, record, text } from "./shape.ts";

interface CallsRow {
  /** As far as goalform reads it. */
  readonly list: ListShape;
  /** The client for v1alpha is large: it is loaded when the first call needs it. */
  readonly open: (options: ClientOptions) => DefinitionCalls | Promise<DefinitionCalls>;
  /** What to do about a refused creation, where this kind has something of its own to say. */
  readonly hint: (refused: GoogleError) => string | null;
}

const REGISTERED = { name: id, parameterName: id };
const DESCRIBED = { displayName: text, description: text, scope: text };

export const DEFINITION_CALLS: Readonly<Record<DefinitionKind, CallsRow>> = {
  "ga4.customDimension": {
    list: {
      field: "customDimensions",
      item: record(REGISTERED, { ...DESCRIBED, disallowAdsPersonalization: flag }),
    },
    open: (options) => dimensionCalls(beta(options).customDimensions),
    hint: hintForRegistered,
  },
  "ga4.customMetric": {
    list: {
      field: "customMetrics",
      item: record(REGISTERED, { ...DESCRIBED, measurementUnit: text, restrictedMetricType: list(text) }),
    },
    open: (options) => metricCalls(beta(options).customMetrics),
    hint: hintForRegistered,
  },
  "ga4.calculatedMetric": {
    list: {
      field: "calculatedMetrics",
      item: record(
        { name: id, calculatedMetricId: id },
        {
          displayName: text,
          description: text,
          metricUnit: text,
          formula: text,
          restrictedMetricType: list(text),
          invalidMetricReference: flag,
        },
      ),
    },
    open: async (options) => (await import("./analytics-alpha.ts")).calculatedMetricCalls(options),
    hint: hintForCalculated,
  },
  "ga4.eventCreateRule": {
    list: {
      field: "eventCreateRules",
      item: record(
        { name: id, destinationEvent: id },
        {
          eventConditions: list(
            record({}, { field: text, comparisonType: text, value: text, negated: flag }),
          ),
          parameterMutations: list(record({}, { parameter: text, parameterValue: text })),
          sourceCopyParameters: flag,
        },
      ),
    },
    open: async (options) => (await import("./analytics-alpha.ts")).ruleCalls(options),
    hint: hintForRule,
  },
  "ga4.audience": {
    list: {
      field: "audiences",
      item: record(
        { name: id, displayName: id },
        {
          description: text,
          filterClauses: FILTER_CLAUSES,
          eventTrigger: record({}, { eventName: text, logCondition: text }),
          exclusionDurationMode: text,
        },
      ),
    },
    open: async (options) => (await import("./analytics-alpha.ts")).audienceCalls(options),
    hint: ({ status }) => (status === 409 ? NAME_TAKEN : null),
  },
};

function beta(options: ClientOptions): analyticsadmin_v1beta.Resource$Properties {
  return new analyticsadmin_v1beta.Analyticsadmin({ ...options }).properties;
}

function dimensionCalls(api: analyticsadmin_v1beta.Resource$Properties$Customdimensions): DefinitionCalls {
  return {
    list: (request) => api.list({ ...request }),
    create: (parent, requestBody) => api.create({ parent, requestBody }),
    patch: (name, updateMask, requestBody) => api.patch({ name, updateMask, requestBody }),
    remove: (name) => api.archive({ name, requestBody: {} }),
  };
}

function metricCalls(api: analyticsadmin_v1beta.Resource$Properties$Custommetrics): DefinitionCalls {
  return {
    list: (request) => api.list({ ...request }),
    create: (parent, requestBody) => api.create({ parent, requestBody }),
    patch: (name, updateMask, requestBody) => api.patch({ name, updateMask, requestBody }),
    remove: (name) => api.archive({ name, requestBody: {} }),
  };
}

const NAME_TAKEN = "Another one already has this name: choose another name.";

/** Sub-properties: support.google.com/analytics/answer/10085872. */
function hintForRule({ status }: GoogleError): string | null {
  if (status === 400 || status === 404)
    return "If this is a sub-property or a roll-up property: those take no event create rules. Let Tag Manager count the goal (`via: gtm`), or name the ordinary property in targets.";
  return status === 409 ? NAME_TAKEN : null;
}

/** Names and limits: support.google.com/analytics/answer/14166471. */
function hintForCalculated({ status, message }: GoogleError): string | null {
  if (status === 409)
    return "Another custom or calculated metric has this name or id: change the `name` of the metric, or its key.";
  if ((status === 429 || status === 400) && isAboutACap(message))
    return "Delete a calculated metric that nobody uses, in Analytics or in the file.";
  return status === 400
    ? "Check that Analytics has each metric of the `formula`. One that was created just now may take a minute: apply again."
    : null;
}

const LATER =
  "Take `register` off the parameter and apply again (the parameter is sent all the same); put it back after that time.";

/** Google answers 429 or 400 where there is no room, and says so in words alone. Archived parameters: answer/10075209. */
function hintForRegistered({ status, message }: GoogleError): string | null {
  if (status === 409)
    return `Either another one has this name: give another \`name\` in \`register\`. Or one of this parameter was archived less than 48 hours ago, and Analytics keeps its place that long. ${LATER}`;
  const isFull = (status === 429 || status === 400) && isAboutACap(message);
  return isFull
    ? `Archive one that nobody uses. It keeps its place for another 48 hours, like those that were archived recently. ${LATER}`
    : null;
}
