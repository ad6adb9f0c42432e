/** What a person may do in properties and containers. */
import { noPermission } from "../analytics-admin/refusals.ts";
import { noAccess } from "../analytics-data/refusals.ts";
import type { Route } from "../call.ts";
import type { Match } from "../router.ts";
import { notAllowed, notFound } from "../tag-manager/refusals.ts";
import { EDIT_VERSIONS, PUBLISH } from "../tag-manager/scopes.ts";
import type { SetUp } from "./set-up.ts";

/** @throws GoogleError 403; Tag Manager says 404 for what a person cannot see. */
export function checkAccess({ api, route, params }: Match, { role, containerAccess }: SetUp): void {
  if (api.service === "tagmanager.googleapis.com") checkContainer(route, containerAccess);
  else if (params["property"] !== undefined && params["property"] !== EVERY_PROPERTY)
    checkProperty(api.service, route, role);
}

/** Its metadata is that of all properties, and open to everybody. */
const EVERY_PROPERTY = "0";

function checkProperty(service: string, route: Route, role: SetUp["role"]): void {
  const refusal = service === "analyticsdata.googleapis.com" ? noAccess : noPermission;
  if (role === "none" || (role === "viewer" && writes(route))) throw refusal();
}

function checkContainer(route: Route, access: SetUp["containerAccess"]): void {
  if (access === "none" && route.path !== "tagmanager/v2/accounts") throw notFound();
  if (LEVELS.indexOf(access) < LEVELS.indexOf(neededFor(route))) throw notAllowed();
}

/** Each may do what the ones before it may. */
const LEVELS: readonly SetUp["containerAccess"][] = ["none", "read", "edit", "approve", "publish"];

function neededFor(route: Route): SetUp["containerAccess"] {
  if (!writes(route)) return "none";
  if (opensWith(route, PUBLISH)) return "publish";
  return opensWith(route, EDIT_VERSIONS) && !route.path.endsWith(":quick_preview") ? "approve" : "edit";
}

function opensWith({ scopes }: Route, some: readonly string[]): boolean {
  return some.some((scope) => scopes.includes(scope));
}

function writes({ verb, changesNothing }: Route): boolean {
  return verb !== "GET" && changesNothing !== true;
}
