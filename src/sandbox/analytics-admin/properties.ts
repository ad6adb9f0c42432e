/** Accounts, properties and their web streams: found, never made. */
import { type Call, param, type Route } from "../call.ts";
import type { DataStreamState, Json, PropertyState } from "../state.ts";
import { LIST_QUERY, listAnswer } from "./listing.ts";
import { noPermission, notFound } from "./refusals.ts";
import { READ } from "./scopes.ts";

const ACCOUNT = "accounts/100";

/** Paths are without the version, which both have in common. */
export const PROPERTY_ROUTES: readonly Route[] = [
  {
    verb: "GET",
    path: "accountSummaries",
    rpc: "ListAccountSummaries",
    scopes: READ,
    query: LIST_QUERY,
    run: summaries,
  },
  {
    verb: "GET",
    path: "properties/{property}",
    rpc: "GetProperty",
    scopes: READ,
    run: get,
  },
  {
    verb: "GET",
    path: "properties/{property}/dataStreams",
    rpc: "ListDataStreams",
    scopes: READ,
    query: LIST_QUERY,
    run: listStreams,
  },
  {
    verb: "GET",
    path: "properties/{property}/dataStreams/{stream}",
    rpc: "GetDataStream",
    scopes: READ,
    run: getStream,
  },
];

/** @throws GoogleError 403: only people with access learn whether a property exists. */
export function propertyOf(call: Call): PropertyState {
  const id = param(call, "property");
  const found = call.state.analytics.properties.find((property) => property.id === id);
  if (found === undefined) throw noPermission();
  return found;
}

/** @throws GoogleError 404, or 403 as for the property. */
export function streamOf(call: Call): DataStreamState {
  const id = param(call, "stream");
  const found = propertyOf(call).dataStreams.find((stream) => stream.id === id);
  if (found === undefined) throw notFound();
  return found;
}

function summaries(call: Call): Json {
  const { role } = call.switches;
  const properties = role === "none" ? [] : call.state.analytics.properties;
  const accounts = properties.length === 0 ? [] : [ACCOUNT];
  return listAnswer(call, {
    name: "accountSummaries",
    items: accounts,
    idOf: (account) => account,
    answer: () => ({
      name: "accountSummaries/100",
      account: ACCOUNT,
      displayName: "Sandbox account",
      propertySummaries: properties.map(({ id, displayName }) => ({
        property: `properties/${id}`,
        displayName,
        propertyType: "PROPERTY_TYPE_ORDINARY",
        parent: ACCOUNT,
        ...(role === "editor" && { canEdit: true }),
      })),
    }),
  });
}

function get(call: Call): Json {
  const property = propertyOf(call);
  return {
    name: `properties/${property.id}`,
    parent: ACCOUNT,
    account: ACCOUNT,
    createTime: property.createTime,
    updateTime: property.createTime,
    displayName: property.displayName,
    timeZone: property.timeZone,
    currencyCode: property.currencyCode,
    serviceLevel: "GOOGLE_ANALYTICS_STANDARD",
    propertyType: "PROPERTY_TYPE_ORDINARY",
  };
}

function listStreams(call: Call): Json {
  const property = propertyOf(call);
  return listAnswer(call, {
    name: "dataStreams",
    items: property.dataStreams,
    idOf: ({ id }) => id,
    answer: (stream) => streamAnswer(property, stream),
  });
}

function getStream(call: Call): Json {
  return streamAnswer(propertyOf(call), streamOf(call));
}

function streamAnswer(property: PropertyState, stream: DataStreamState): Json {
  return {
    name: `properties/${property.id}/dataStreams/${stream.id}`,
    type: "WEB_DATA_STREAM",
    displayName: stream.displayName,
    createTime: stream.createTime,
    updateTime: stream.createTime,
    webStreamData: { measurementId: stream.measurementId, defaultUri: "https://www.example.com" },
  };
}
