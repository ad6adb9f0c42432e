/** Analytics Admin API: one property's event create rules, audiences, custom dimensions and metrics, calculated metrics. */

import { allInOrder } from "../apply/all-in-order.ts";
import { GoogleError } from "../apply/google-port.ts";
import type { DefinitionBody } from "../resources/body.ts";
import { creationKey, definitionName } from "../resources/definition.ts";
import { DEFINITIONS, labelOf, pluralOf } from "../resources/kinds.ts";
import type { DefinitionKind } from "../resources/resource.ts";
import {
  type DefinitionSnapshot,
  NO_LISTS_READ,
  type PropertySnapshot,
  type WebStream,
} from "../resources/snapshot.ts";
import { NAMED, NOTHING } from "./answers.ts";
import type { ClientOptions } from "./client-options.ts";
import type { DefinitionCalls } from "./definition-api.ts";
import { DEFINITION_CALLS } from "./definition-calls.ts";
import { isNotFound } from "./google-error.ts";
import { allPages } from "./pages.ts";
import type { Requests } from "./requests.ts";

/** The maximum number of entries on one page of a list. */
const PAGE_SIZE = 200;

/** How often something is tried to be created that is not there afterwards. */
const CREATIONS = 3;

export class Definitions {
  readonly #options: ClientOptions;
  readonly #requests: Requests;
  readonly #property: string;

  constructor(options: ClientOptions, requests: Requests, property: string) {
    this.#options = options;
    this.#requests = requests;
    this.#property = property;
  }

  /** One request a list, and one for each stream's rules; more only for lists of over 200. */
  async read(
    kinds: readonly DefinitionKind[],
    streams: readonly WebStream[],
  ): Promise<PropertySnapshot["definitions"]> {
    const lists = await allInOrder(
      kinds.map(async (kind) => [kind, await this.#readKind(kind, streams)] as const),
    );
    return { ...NO_LISTS_READ, ...Object.fromEntries(lists) };
  }

  /**
   * When the answer gets lost, or somebody was faster, what is there decides. A
   * request whose answer was given up may still arrive after that was looked at: what
   * it makes carries our mark, and the next plan removes it.
   */
  async create(kind: DefinitionKind, stream: WebStream | null, body: DefinitionBody): Promise<void> {
    const calls = await this.#calls(kind);
    const parent = stream?.resourceName ?? this.#parent;
    for (let attempt = 1; ; attempt++) {
      try {
        const what = `Creating the ${named(kind, body)}`;
        await this.#requests.send(what, "only when refused", NAMED, () => calls.create(parent, body));
        return;
      } catch (error) {
        if (!(error instanceof GoogleError)) throw error;
        if (!(error.isUncertain || error.status === 409)) throw explained(kind, error);
        const there = await this.#list(kind, parent);
        if (there.some((one) => creationKey(kind, one as DefinitionBody) === creationKey(kind, body))) return;
        if (attempt === CREATIONS || error.status === 409) throw explained(kind, error);
      }
    }
  }

  async update(
    kind: DefinitionKind,
    name: string,
    body: DefinitionBody,
    mask: readonly string[],
  ): Promise<void> {
    const calls = await this.#calls(kind);
    try {
      await this.#requests.send(`Changing the ${named(kind, body)}`, "always", NAMED, () =>
        calls.patch(name, mask.join(","), body),
      );
    } catch (error) {
      if (!(error instanceof GoogleError) || error.status !== 409) throw error;
      throw error.but({ hint: NAME_TAKEN });
    }
  }

  /** Archiving twice gets the same response as archiving something that never existed; the list shows which it was. */
  async remove(kind: DefinitionKind, name: string): Promise<void> {
    const calls = await this.#calls(kind);
    try {
      await this.#requests.send(`Removing ${withArticle(labelOf(kind))}`, "always", NOTHING, () =>
        calls.remove(name),
      );
    } catch (error) {
      if (!(error instanceof GoogleError) || ![400, 404].includes(error.status)) throw error;
      if (isNotFound(error)) return;
      const left = await this.#list(kind, name.slice(0, name.lastIndexOf("/", name.lastIndexOf("/") - 1)));
      if (left.some((one) => one.name === name)) throw error;
    }
  }

  async #readKind(kind: DefinitionKind, streams: readonly WebStream[]): Promise<DefinitionSnapshot[]> {
    if (DEFINITIONS[kind].belongsTo === "property") {
      const all = await this.#list(kind, this.#parent);
      return all.map((one) => snapshotOf(one, null));
    }
    const ofStreams = streams.map(async ({ measurementId, resourceName }) => {
      const all = await this.#list(kind, resourceName);
      return all.map((one) => snapshotOf(one, measurementId));
    });
    return (await allInOrder(ofStreams)).flat();
  }

  async #list(kind: DefinitionKind, parent: string): Promise<Answered[]> {
    const calls = await this.#calls(kind);
    return allPages(this.#requests, `Reading the ${pluralOf(kind)}`, DEFINITION_CALLS[kind].list, (page) =>
      calls.list({ parent, pageSize: PAGE_SIZE, ...page }),
    );
  }

  get #parent(): string {
    return `properties/${this.#property}`;
  }

  async #calls(kind: DefinitionKind): Promise<DefinitionCalls> {
    return DEFINITION_CALLS[kind].open(this.#options);
  }
}

function named(kind: DefinitionKind, body: DefinitionBody): string {
  return `${labelOf(kind)} ${definitionName(kind, body)}`;
}

function withArticle(label: string): string {
  return /^[aeiou]/.test(label) ? `an ${label}` : `a ${label}`;
}

function explained(kind: DefinitionKind, error: GoogleError): GoogleError {
  const hint = DEFINITION_CALLS[kind].hint(error);
  return hint === null ? error : error.but({ hint });
}

const NAME_TAKEN =
  "Another one may have this name. Apply again if that one got a new name just now; where two exchange their names, give one a third name, apply, and then the name that it is to have.";

/** What Google says about a definition: its name, and its fields as they came. */
type Answered = { readonly name?: string | null };

function snapshotOf(one: Answered, stream: string | null): DefinitionSnapshot {
  return { resourceName: one.name!, stream, body: one as DefinitionSnapshot["body"] };
}
