/** Who visits: new people, and people who come back on another day. */
import type { Chance } from "./chance.ts";
import type { ShownVariant } from "./variants.ts";

export interface Person {
  readonly client: string;
  readonly from: {
    readonly device: string;
    readonly country: string;
    readonly source: string;
    readonly medium: string;
    readonly campaign: string;
  };
  /** That of the file's first experiment; `a` or `b` if it has none. The first page is `/?variant=a`. */
  readonly variant: string;
}

/** Milliseconds. */
export const DAY = 24 * 60 * 60_000;

export class People {
  readonly #chance: Chance;
  readonly #variants: readonly ShownVariant[];
  /** Those who gave their consent. Nobody recognizes the others. */
  readonly #known: Person[] = [];
  /** The day of the last visit, by client. */
  readonly #lastSeen = new Map<string, number>();
  #number = 0;

  constructor(chance: Chance, variants: readonly ShownVariant[]) {
    this.#chance = chance;
    this.#variants = variants;
  }

  /** People who come back do so on another day than the last one. */
  visitor(at: number, isBack: boolean, consents: boolean): Person {
    const day = Math.floor(at / DAY);
    const earlier = isBack ? this.#known[Math.floor(this.#chance.next() * this.#known.length)] : undefined;
    const isReturning = earlier !== undefined && this.#lastSeen.get(earlier.client)! < day;
    const person = isReturning ? earlier : this.#newPerson();
    if (!isReturning && consents) this.#known.push(person);
    if (isReturning || consents) this.#lastSeen.set(person.client, day);
    return person;
  }

  #newPerson(): Person {
    const chance = this.#chance;
    const [source, medium, campaign] = chance.pick(SOURCES);
    const from = { device: chance.pick(DEVICES), country: chance.pick(COUNTRIES), source, medium, campaign };
    this.#number += 1;
    const variant = chance.pick(this.#variants.map(({ name, share }) => [name, share]));
    return { client: `crowd.${this.#number}`, from, variant };
  }
}

type Weighted<T = string> = readonly (readonly [value: T, weight: number])[];

const DEVICES: Weighted = [
  ["desktop", 11],
  ["mobile", 8],
  ["tablet", 1],
];

const COUNTRIES: Weighted = [
  ["Germany", 7],
  ["Austria", 2],
  ["France", 1],
];

const SOURCES: Weighted<readonly [source: string, medium: string, campaign: string]> = [
  [["(direct)", "(none)", "(direct)"], 4],
  [["google", "organic", "(organic)"], 4],
  [["news", "email", "autumn"], 1],
  [["partner.example", "referral", "(referral)"], 1],
];
