/** Analytics Admin API v1alpha: event create rules and audiences. Its client is large: load this only when needed. */
import { analyticsadmin_v1alpha } from "googleapis/build/src/apis/analyticsadmin/v1alpha.js";
import type { ClientOptions } from "./client-options.ts";
import type { DefinitionCalls } from "./definition-calls.ts";

export function alphaCalls(
  options: ClientOptions,
): Readonly<Record<"ga4.eventCreateRule" | "ga4.audience", DefinitionCalls>> {
  const { properties } = new analyticsadmin_v1alpha.Analyticsadmin({ ...options });
  return {
    "ga4.eventCreateRule": ruleCalls(properties.dataStreams.eventCreateRules),
    "ga4.audience": audienceCalls(properties.audiences),
  };
}

function ruleCalls(
  api: analyticsadmin_v1alpha.Resource$Properties$Datastreams$Eventcreaterules,
): DefinitionCalls {
  return {
    list: (request) => api.list({ ...request }),
    create: (parent, requestBody) => api.create({ parent, requestBody }),
    patch: (name, updateMask, requestBody) => api.patch({ name, updateMask, requestBody }),
    remove: (name) => api.delete({ name }),
  };
}

function audienceCalls(api: analyticsadmin_v1alpha.Resource$Properties$Audiences): DefinitionCalls {
  return {
    list: (request) => api.list({ ...request }),
    create: (parent, requestBody) => api.create({ parent, requestBody }),
    patch: (name, updateMask, requestBody) => api.patch({ name, updateMask, requestBody }),
    remove: (name) => api.archive({ name, requestBody: {} }),
  };
}
