/** Analytics Admin API in its two versions, which share what is in both. */
import type { Api } from "../api.ts";
import type { Route } from "../call.ts";
import { KEY_EVENT_ROUTES } from "./key-events.ts";
import { MESSAGES } from "./messages.ts";
import { PROPERTY_ROUTES } from "./properties.ts";
import { UNIMPLEMENTED_ALPHA_ROUTES, UNIMPLEMENTED_ROUTES } from "./unimplemented.ts";

const COMMON_ROUTES = [...PROPERTY_ROUTES, ...KEY_EVENT_ROUTES];

export const ANALYTICS_ADMIN_V1BETA = api("v1beta", UNIMPLEMENTED_ROUTES);

export const ANALYTICS_ADMIN_V1ALPHA = api("v1alpha", [
  ...UNIMPLEMENTED_ROUTES,
  ...UNIMPLEMENTED_ALPHA_ROUTES,
]);

function api(version: "v1beta" | "v1alpha", unimplemented: readonly Route[]): Api {
  const service = `google.analytics.admin.${version}.AnalyticsAdminService`;
  const routes = COMMON_ROUTES.map((route) => ({ ...route, rpc: `${service}.${route.rpc}` }));
  return {
    service: "analyticsadmin.googleapis.com",
    messages: MESSAGES,
    unknownQuery: "refuse",
    metered: false,
    routes: [...routes, ...unimplemented].map((route) => ({ ...route, path: `${version}/${route.path}` })),
  };
}
