/** Analytics Admin API in its two versions, which share what is in both. */
import { type Api, type ApiTables, analyticsApi } from "../api.ts";
import type { Route } from "../call.ts";
import { collectionRoutes } from "./collection-routes.ts";
import { EVENT_EDIT_RULE_ROUTES } from "./event-edit-rules.ts";
import { RESOURCE_KINDS } from "./kinds.ts";
import { PROPERTY_ROUTES } from "./properties.ts";
import { ALPHA_SETTINGS_ROUTES, SETTINGS_ROUTES } from "./settings.ts";
import * as v1alpha from "./v1alpha-messages.ts";
import * as v1beta from "./v1beta-messages.ts";

const COMMON_ROUTES = [
  ...PROPERTY_ROUTES,
  ...SETTINGS_ROUTES,
  ...RESOURCE_KINDS.filter(({ isOnlyInAlpha }) => !isOnlyInAlpha).flatMap(collectionRoutes),
];
const ALPHA_ROUTES = [
  ...COMMON_ROUTES,
  ...ALPHA_SETTINGS_ROUTES,
  ...RESOURCE_KINDS.filter(({ isOnlyInAlpha }) => isOnlyInAlpha).flatMap(collectionRoutes),
  ...EVENT_EDIT_RULE_ROUTES,
];

export const ANALYTICS_ADMIN_V1BETA = api("v1beta", v1beta, COMMON_ROUTES);

export const ANALYTICS_ADMIN_V1ALPHA = api("v1alpha", v1alpha, ALPHA_ROUTES);

function api(version: "v1beta" | "v1alpha", tables: ApiTables, played: readonly Route[]): Api {
  const service = `google.analytics.admin.${version}.AnalyticsAdminService`;
  return analyticsApi("analyticsadmin.googleapis.com", version, service, tables, played);
}
