/** A colleague at Analytics' screen: the same API, another pair of hands. */
import { OAuth2Client } from "google-auth-library";
import { analyticsadmin_v1alpha } from "googleapis/build/src/apis/analyticsadmin/v1alpha.js";
import type { DefinitionKind, JsonObject } from "../../src/resources/resource.ts";
import { MEASUREMENT_ID, PROPERTY, type Shop } from "./shop.ts";

export interface AnalyticsScreen {
  list(kind: DefinitionKind): Promise<readonly JsonObject[]>;
  /** A rule goes to the stream of the file's own measurement id unless another is named. */
  add(kind: DefinitionKind, body: JsonObject, measurementId?: string): Promise<void>;
  /** The first of this name (a rule's event, else what it is called). */
  edit(kind: DefinitionKind, name: string, change: JsonObject): Promise<void>;
  remove(kind: DefinitionKind, name: string): Promise<void>;
  /** @param settings how it counts and what it is worth */
  markKeyEvent(eventName: string, settings?: JsonObject): Promise<void>;
  keyEvents(): Promise<readonly string[]>;
  /** The one thing that the sandbox's API cannot do. */
  addWebStream(measurementId: string): Promise<void>;
}

export async function analyticsScreenOf(shop: Shop): Promise<AnalyticsScreen> {
  const auth = new OAuth2Client();
  auth.setCredentials({ access_token: "a-colleague" });
  const api = new analyticsadmin_v1alpha.Analyticsadmin({ auth, rootUrl: `${shop.sandbox.url}/` });
  const { properties } = api;
  const property = `properties/${PROPERTY}`;

  const streams = async () =>
    (await properties.dataStreams.list({ parent: property })).data.dataStreams ?? [];
  /** A collection of Google's client for each kind, under its plural. They have the same methods, of types of their own. */
  const collection = (kind: DefinitionKind): Collection => {
    const plural = `${kind.slice("ga4.".length)}s`;
    const all = { ...properties, ...properties.dataStreams } as unknown as Readonly<
      Record<string, Collection>
    >;
    return all[plural]!;
  };
  const parents = async (kind: DefinitionKind) =>
    kind === "ga4.eventCreateRule" ? (await streams()).map(({ name }) => name!) : [property];

  async function list(kind: DefinitionKind): Promise<JsonObject[]> {
    const pages = (await parents(kind)).map((parent) => collection(kind).list({ parent, pageSize: 200 }));
    return (await Promise.all(pages)).flatMap(({ data }) => Object.values(data).flat() as JsonObject[]);
  }

  async function find(kind: DefinitionKind, name: string): Promise<string> {
    const found = (await list(kind)).find(
      (one) => one["destinationEvent"] === name || one["displayName"] === name,
    );
    if (!found) throw new Error(`there is no ${kind} named ${name}`);
    return String(found["name"]);
  }

  return {
    list,
    add: async (kind, requestBody, measurementId = MEASUREMENT_ID) => {
      const stream = (await streams()).find((one) => one.webStreamData?.measurementId === measurementId);
      const parent = kind === "ga4.eventCreateRule" ? stream!.name! : property;
      const { calculatedMetricId: id } = requestBody;
      const asked = id === undefined ? {} : { calculatedMetricId: String(id) };
      await collection(kind).create({ parent, requestBody, ...asked });
    },
    edit: async (kind, name, requestBody) => {
      const mask = Object.keys(requestBody).map((key) =>
        key.replace(/[A-Z]/g, (sign) => `_${sign.toLowerCase()}`),
      );
      await collection(kind).patch({ name: await find(kind, name), updateMask: mask.join(","), requestBody });
    },
    remove: async (kind, name) => {
      const all = collection(kind);
      const request = { name: await find(kind, name) };
      await (DELETED.includes(kind) ? all.delete(request) : all.archive(request));
    },
    markKeyEvent: async (eventName, settings = { countingMethod: "ONCE_PER_EVENT" }) => {
      await properties.keyEvents.create({
        parent: property,
        requestBody: { eventName, ...settings },
      });
    },
    keyEvents: async () => {
      const { data } = await properties.keyEvents.list({ parent: property, pageSize: 200 });
      return (data.keyEvents ?? []).map(({ eventName }) => eventName!).sort();
    },
    addWebStream: async (measurementId) => {
      const { dataStreams } = shop.sandbox.sandbox.state.analytics.properties[0]!;
      const createTime = "2026-03-01T09:00:00Z";
      dataStreams.push({ id: "9", displayName: "Second", measurementId, createTime, eventCreateRules: [] });
    },
  };
}

const DELETED: readonly DefinitionKind[] = ["ga4.eventCreateRule", "ga4.calculatedMetric"];

interface Collection {
  list(request: { parent: string; pageSize: number }): Promise<{ data: Record<string, unknown> }>;
  create(request: { parent: string; requestBody: JsonObject; calculatedMetricId?: string }): Promise<unknown>;
  patch(request: { name: string; updateMask: string; requestBody: JsonObject }): Promise<unknown>;
  delete(request: { name: string }): Promise<unknown>;
  archive(request: { name: string }): Promise<unknown>;
}
