/** Methods of the API that exist but answer 501 here, to distinguish them from a wrong path. */
import type { Route } from "../call.ts";
import { EDIT, MANAGE_USERS, READ, READ_USERS } from "./scopes.ts";

type Method = "list" | "get" | "create" | "patch" | "delete";

const LISTED: readonly Method[] = ["list", "get", "create", "patch", "delete"];

const PROPERTY = "properties/{property}";
const STREAM = `${PROPERTY}/dataStreams/{stream}`;

/** In both versions; paths are without the version. */
export const UNIMPLEMENTED_ROUTES: readonly Route[] = [
  ...collection("accounts", ["list", "get", "patch", "delete"]),
  known("GET", "accounts/{account}/dataSharingSettings", READ),
  known("POST", "accounts:provisionAccountTicket"),
  known("POST", "accounts/{account}:runAccessReport", READ),
  known("POST", "accounts/{account}:searchChangeHistoryEvents"),
  ...collection("properties", ["list", "create", "patch", "delete"]),
  known("POST", `${PROPERTY}:acknowledgeUserDataCollection`),
  known("POST", `${PROPERTY}:runAccessReport`, READ),
  ...collection(`${PROPERTY}/conversionEvents`, LISTED),
  ...collection(`${PROPERTY}/firebaseLinks`, ["list", "create", "delete"]),
  ...collection(`${PROPERTY}/googleAdsLinks`, ["list", "create", "patch", "delete"]),
  ...collection(`${PROPERTY}/dataStreams`, ["create", "patch", "delete"]),
  ...collection(`${STREAM}/measurementProtocolSecrets`, LISTED),
];

/** Only in v1alpha. */
export const UNIMPLEMENTED_ALPHA_ROUTES: readonly Route[] = [
  ...["accounts/{account}", PROPERTY].flatMap((parent) => accessBindings(`${parent}/accessBindings`)),
  known("POST", "properties:createRollupProperty"),
  known("POST", "properties:provisionSubproperty"),
  known("POST", `${PROPERTY}:submitUserDeletion`),
  ...settings(`${PROPERTY}/attributionSettings`),
  known("GET", `${PROPERTY}/userProvidedDataSettings`, READ),
  ...[
    "bigQueryLinks",
    "channelGroups",
    "displayVideo360AdvertiserLinks",
    "expandedDataSets",
    "searchAds360Links",
    "subpropertyEventFilters",
  ].flatMap((name) => collection(`${PROPERTY}/${name}`, LISTED)),
  ...["adSenseLinks", "displayVideo360AdvertiserLinkProposals", "rollupPropertySourceLinks"].flatMap((name) =>
    collection(`${PROPERTY}/${name}`, ["list", "get", "create", "delete"]),
  ),
  ...collection(`${PROPERTY}/subpropertySyncConfigs`, ["list", "get", "patch"]),
  ...["approve", "cancel"].map((verb) =>
    known("POST", `${PROPERTY}/displayVideo360AdvertiserLinkProposals/{entity}:${verb}`),
  ),
  ...collection(`${STREAM}/eventEditRules`, ["get", "create", "patch", "delete"]),
  ...collection(`${STREAM}/sKAdNetworkConversionValueSchema`, LISTED),
  known("POST", `${STREAM}/eventEditRules:reorder`),
  ...settings(`${STREAM}/dataRedactionSettings`),
  known("GET", `${STREAM}/globalSiteTag`, READ),
];

function collection(path: string, methods: readonly Method[]): Route[] {
  const entity = `${path}/{entity}`;
  const routes: Readonly<Record<Method, Route>> = {
    list: known("GET", path, READ),
    get: known("GET", entity, READ),
    create: known("POST", path),
    patch: known("PATCH", entity),
    delete: known("DELETE", entity),
  };
  return methods.map((method) => routes[method]);
}

/** Access bindings, which have separate scopes. */
function accessBindings(path: string): Route[] {
  const binding = `${path}/{entity}`;
  return [
    ...[path, binding, `${path}:batchGet`].map((read) => known("GET", read, READ_USERS)),
    ...["", ":batchCreate", ":batchUpdate", ":batchDelete"].map((verb) =>
      known("POST", path + verb, MANAGE_USERS),
    ),
    known("PATCH", binding, MANAGE_USERS),
    known("DELETE", binding, MANAGE_USERS),
  ];
}

/** A resource of which there is exactly one. */
function settings(path: string): Route[] {
  return [known("GET", path, READ), known("PATCH", path)];
}

function known(verb: Route["verb"], path: string, scopes: readonly string[] = EDIT): Route {
  return { verb, path, scopes, rpc: `${verb} ${path}` };
}
