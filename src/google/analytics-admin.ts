/** Analytics Admin API v1beta: one property's key events and web streams. Its other lists are read by `definitions.ts`. */

import { analyticsadmin_v1beta } from "googleapis/build/src/apis/analyticsadmin/v1beta.js";
import { allInOrder } from "../apply/all-in-order.ts";
import { GoogleError } from "../apply/google-port.ts";
import { entryIn } from "../entry-in.ts";
import type { JsonObject } from "../resources/resource.ts";
import { type KeyEventSnapshot, NO_LISTS_READ, type PropertySnapshot } from "../resources/snapshot.ts";
import { DATA_STREAMS, KEY_EVENTS, NAMED, NOTHING, PROPERTY } from "./answers.ts";
import type { ClientOptions } from "./client-options.ts";
import { isNotFound } from "./google-error.ts";
import { allPages } from "./pages.ts";
import type { KnownKeyEvent, PropertyFacts } from "./property-facts.ts";
import type { Requests } from "./requests.ts";

/** The maximum number of entries on one page of a list; Google treats higher values as this one. */
const PAGE_SIZE = 200;

/** How often a key event is tried to be created that is not there afterwards. */
const CREATIONS = 3;

const COUNTING: Readonly<Record<string, KnownKeyEvent["counting"]>> = {
  ONCE_PER_SESSION: "once_per_session",
  ONCE_PER_EVENT: "once_per_event",
};

export class AnalyticsAdmin {
  readonly #api: analyticsadmin_v1beta.Analyticsadmin;
  readonly #requests: Requests;
  readonly #property: string;

  constructor(options: ClientOptions, requests: Requests, property: string) {
    this.#api = new analyticsadmin_v1beta.Analyticsadmin({ ...options });
    this.#requests = requests;
    this.#property = property;
  }

  /** Two requests, more only for lists of over 200. */
  async read(): Promise<PropertySnapshot> {
    const [keyEvents, streams] = await allInOrder([this.#keyEvents(), this.#dataStreams()]);
    const web = streams.filter(({ type }) => type === "WEB_DATA_STREAM");
    return {
      property: this.#property,
      keyEvents: keyEvents.map(keyEventSnapshot),
      definitions: NO_LISTS_READ,
      webStreams: web.map(({ name, webStreamData, displayName }) => ({
        resourceName: name!,
        measurementId: webStreamData!.measurementId!,
        displayName: displayName ?? "",
      })),
    };
  }

  /** What a report must know. Two requests. */
  async facts(): Promise<PropertyFacts> {
    const [property, keyEvents] = await allInOrder([this.#get(), this.#keyEvents()]);
    const { currencyCode } = property;
    return {
      timeZone: timeZoneOf(property),
      currency: currencyCode || null,
      keyEvents: keyEvents.map(({ eventName, countingMethod, createTime, deletable }) => ({
        event: eventName!,
        counting: entryIn(COUNTING, countingMethod ?? "") ?? null,
        since: createTime ?? null,
        isDeletable: deletable ?? false,
      })),
    };
  }

  /** The IANA name. One request. */
  async timeZone(): Promise<string> {
    return timeZoneOf(await this.#get());
  }

  #get(): Promise<analyticsadmin_v1beta.Schema$GoogleAnalyticsAdminV1betaProperty> {
    return this.#requests.send("Reading the property", "always", PROPERTY, () =>
      this.#api.properties.get({ name: this.name }),
    );
  }

  /**
   * When the answer gets lost, or somebody was faster, what is there decides. A
   * request whose answer was given up may still arrive after that was looked at, so a
   * second refusal is looked at as well.
   */
  async createKeyEvent(body: JsonObject): Promise<void> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.#create(body);
      } catch (error) {
        if (!(error instanceof GoogleError) || !(error.isUncertain || error.status === 409)) throw error;
        const there = (await this.#keyEvents()).find(({ eventName }) => eventName === body["eventName"]);
        if (there) return this.updateKeyEvent(there.name!, body, ["counting_method", "default_value"]);
        if (attempt === CREATIONS) throw error;
      }
    }
  }

  async #create(body: JsonObject): Promise<void> {
    await this.#requests.send(
      `Creating the key event ${String(body["eventName"])}`,
      "only when refused",
      NAMED,
      () => this.#api.properties.keyEvents.create({ parent: this.name, requestBody: body }),
    );
  }

  async updateKeyEvent(name: string, body: JsonObject, mask: readonly string[]): Promise<void> {
    await this.#requests.send(`Changing the key event ${String(body["eventName"])}`, "always", NAMED, () =>
      this.#api.properties.keyEvents.patch({ name, updateMask: mask.join(","), requestBody: body }),
    );
  }

  async deleteKeyEvent(name: string): Promise<void> {
    try {
      await this.#requests.send("Removing a key event", "always", NOTHING, () =>
        this.#api.properties.keyEvents.delete({ name }),
      );
    } catch (error) {
      if (!isNotFound(error)) throw error;
    }
  }

  get name(): string {
    return `properties/${this.#property}`;
  }

  #keyEvents(): Promise<analyticsadmin_v1beta.Schema$GoogleAnalyticsAdminV1betaKeyEvent[]> {
    return allPages(this.#requests, "Reading the key events", KEY_EVENTS, (page) =>
      this.#api.properties.keyEvents.list({ parent: this.name, pageSize: PAGE_SIZE, ...page }),
    );
  }

  #dataStreams(): Promise<analyticsadmin_v1beta.Schema$GoogleAnalyticsAdminV1betaDataStream[]> {
    return allPages(this.#requests, "Reading the data streams", DATA_STREAMS, (page) =>
      this.#api.properties.dataStreams.list({ parent: this.name, pageSize: PAGE_SIZE, ...page }),
    );
  }
}

function timeZoneOf({ timeZone }: analyticsadmin_v1beta.Schema$GoogleAnalyticsAdminV1betaProperty): string {
  return timeZone || "Etc/UTC";
}

function keyEventSnapshot(
  live: analyticsadmin_v1beta.Schema$GoogleAnalyticsAdminV1betaKeyEvent,
): KeyEventSnapshot {
  const { name, eventName, countingMethod, defaultValue, deletable, custom } = live;
  return {
    resourceName: name!,
    eventName: eventName!,
    countingMethod: countingMethod ?? "",
    defaultValue: defaultValue
      ? { numericValue: defaultValue.numericValue ?? 0, currencyCode: defaultValue.currencyCode ?? "" }
      : null,
    deletable: deletable ?? false,
    custom: custom ?? false,
  };
}
