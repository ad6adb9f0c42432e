/** What anybody lets one property make of its events: the lists that a plan needs only to warn. */
import { allInOrder } from "../apply/all-in-order.ts";
import { DEFINITION_KINDS, DEFINITIONS } from "../resources/kinds.ts";
import type { EventRules, PropertySnapshot } from "../resources/snapshot.ts";
import type { ClientOptions } from "./client-options.ts";
import { Definitions } from "./definitions.ts";
import type { Requests } from "./requests.ts";

export class OthersRules {
  readonly #options: ClientOptions;
  readonly #requests: Requests;
  readonly #definitions: Definitions;

  constructor(options: ClientOptions, requests: Requests, property: string) {
    this.#options = options;
    this.#requests = requests;
    this.#definitions = new Definitions(options, requests, property);
  }

  /** One request for each web stream, and one for each list that `definitions` lacks; rules are a list in each stream. */
  async read({ definitions, webStreams }: PropertySnapshot): Promise<EventRules> {
    const { readEditRules } = await import("./event-edit-rules.ts");
    const unread = DEFINITION_KINDS.filter(
      (kind) => definitions[kind] === null && !DEFINITIONS[kind].isOfReports,
    );
    const [edits, read] = await allInOrder([
      readEditRules(this.#options, this.#requests, webStreams),
      this.#definitions.read(unread, webStreams),
    ]);
    return { edits, makers: unread.flatMap((kind) => (read[kind] ?? []).map((one) => ({ ...one, kind }))) };
  }
}
