/** Analytics Admin API in its two versions, which share what is in both. */
import type { Api } from "../api.ts";
import type { Route } from "../call.ts";
import { ANNOTATION_ROUTES } from "./annotations.ts";
import { AUDIENCE_ROUTES } from "./audiences.ts";
import { CALCULATED_METRIC_ROUTES } from "./calculated-metrics.ts";
import { CUSTOM_DEFINITION_ROUTES } from "./custom-definitions.ts";
import { EVENT_CREATE_RULE_ROUTES } from "./event-create-rules.ts";
import { EVENT_EDIT_RULE_ROUTES } from "./event-edit-rules.ts";
import { KEY_EVENT_ROUTES } from "./key-events.ts";
import { PROPERTY_ROUTES } from "./properties.ts";
import { ALPHA_SETTINGS_ROUTES, SETTINGS_ROUTES } from "./settings.ts";
import { UNIMPLEMENTED_ALPHA_ROUTES, UNIMPLEMENTED_ROUTES } from "./unimplemented.ts";
import * as v1alpha from "./v1alpha-messages.ts";
import * as v1beta from "./v1beta-messages.ts";

const COMMON_ROUTES = [
  ...PROPERTY_ROUTES,
  ...SETTINGS_ROUTES,
  ...KEY_EVENT_ROUTES,
  ...CUSTOM_DEFINITION_ROUTES,
];
const ALPHA_ROUTES = [
  ...COMMON_ROUTES,
  ...ALPHA_SETTINGS_ROUTES,
  ...EVENT_CREATE_RULE_ROUTES,
  ...EVENT_EDIT_RULE_ROUTES,
  ...AUDIENCE_ROUTES,
  ...CALCULATED_METRIC_ROUTES,
  ...ANNOTATION_ROUTES,
];

export const ANALYTICS_ADMIN_V1BETA = api("v1beta", v1beta, COMMON_ROUTES, UNIMPLEMENTED_ROUTES);

export const ANALYTICS_ADMIN_V1ALPHA = api("v1alpha", v1alpha, ALPHA_ROUTES, [
  ...UNIMPLEMENTED_ROUTES,
  ...UNIMPLEMENTED_ALPHA_ROUTES,
]);

function api(
  version: "v1beta" | "v1alpha",
  { MESSAGES, ANSWERS }: Pick<typeof v1beta, "MESSAGES" | "ANSWERS">,
  played: readonly Route[],
  unimplemented: readonly Route[],
): Api {
  const service = `google.analytics.admin.${version}.AnalyticsAdminService`;
  const routes = played.map((route) => ({ ...route, rpc: `${service}.${route.rpc}` }));
  return {
    service: "analyticsadmin.googleapis.com",
    messages: MESSAGES,
    answers: ANSWERS,
    unknownQuery: "refuse",
    metered: false,
    routes: [...routes, ...unimplemented].map((route) => ({ ...route, path: `${version}/${route.path}` })),
  };
}
