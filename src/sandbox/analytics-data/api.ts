/** Analytics Data: reports in v1beta, funnels in v1alpha. */
import { type Api, type ApiTables, analyticsApi } from "../api.ts";
import { type Call, param, type Route } from "../call.ts";
import type { Fields, Json, PropertyState } from "../state.ts";
import { compatibility, metadata } from "./describe.ts";
import { runFunnelReport } from "./funnel/run-funnel-report.ts";
import { invalid, noAccess } from "./refusals.ts";
import { listIn } from "./report/columns.ts";
import { runReport } from "./report/run-report.ts";
import { READ } from "./scopes.ts";
import * as v1alpha from "./v1alpha-messages.ts";
import * as v1beta from "./v1beta-messages.ts";

const PROPERTY = "properties/{property}";

/** In one batch (developers.google.com/analytics/devguides/reporting/data/v1/rest/v1beta/properties/batchRunReports). */
const BATCH = 5;

const PLAYED: readonly Route[] = [
  reading(`${PROPERTY}:runReport`, "RunReportRequest", (call) =>
    runReport(call, propertyOf(call), ownOf(call, call.body)),
  ),
  reading(`${PROPERTY}:batchRunReports`, "BatchRunReportsRequest", batch),
  reading(`${PROPERTY}:checkCompatibility`, "CheckCompatibilityRequest", (call) =>
    compatibility(call, propertyOf(call)),
  ),
  {
    verb: "GET",
    path: `${PROPERTY}/metadata`,
    rpc: "GetMetadata",
    scopes: READ,
    run: (call) => metadata(call, param(call, "property") === "0" ? null : propertyOf(call)),
  },
];

export const ANALYTICS_DATA_V1BETA = api("v1beta", v1beta, PLAYED);

/** Its other methods are not even known: goalform asks v1alpha for nothing else. */
export const ANALYTICS_DATA_V1ALPHA = api("v1alpha", { ...v1alpha, OTHER_METHODS: [] }, [
  reading(`${PROPERTY}:runFunnelReport`, "RunFunnelReportRequest", (call) =>
    runFunnelReport(call, propertyOf(call), ownOf(call, call.body)),
  ),
]);

function api(version: "v1beta" | "v1alpha", tables: ApiTables, played: readonly Route[]): Api {
  const service = `google.analytics.data.${version}.${version === "v1beta" ? "Beta" : "Alpha"}AnalyticsData`;
  return analyticsApi("analyticsdata.googleapis.com", version, service, tables, played);
}

/** A POST that changes nothing. */
function reading(path: string, body: string, run: (call: Call) => Json): Route {
  const method = path.slice(path.indexOf(":") + 1);
  return {
    verb: "POST",
    path,
    rpc: method[0]!.toUpperCase() + method.slice(1),
    scopes: READ,
    body,
    run,
    changesNothing: true,
  };
}

/** @throws GoogleError 403: only people with access learn whether a property exists. */
function propertyOf(call: Call): PropertyState {
  const id = param(call, "property");
  if (!/^\d+$/.test(id)) throw invalid(`Invalid property ID: ${id}. A numeric Property ID is required.`);
  const found = call.state.analytics.properties.find((property) => property.id === id);
  if (found === undefined) throw noAccess();
  return found;
}

/** The property may be in the body too, if it is the same. */
function ownOf(call: Call, request: Fields): Fields {
  const path = `properties/${param(call, "property")}`;
  if (request["property"] !== undefined && request["property"] !== path)
    throw invalid(`The property ${request["property"]} of the request is not ${path}.`);
  return request;
}

function batch(call: Call): Json {
  const property = propertyOf(call);
  const requests = listIn(call.body, "requests");
  if (requests.length > BATCH) throw invalid(`Batch requests are limited to ${BATCH} requests.`);
  if (requests.length === 0) throw invalid("At least one request is required.");
  return {
    reports: requests.map((request) => runReport(call, property, ownOf(call, request))),
    kind: "analyticsData#batchRunReports",
  };
}
