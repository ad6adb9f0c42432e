/** Ids for goals that nobody has named yet: from the names of their events. */

const LONGEST = 40;

/** Each id once. */
export class Ids {
  readonly #taken: Set<string>;

  constructor(taken: Iterable<string>) {
    this.#taken = new Set(taken);
  }

  for(event: string): string {
    const plain = idOf(event);
    let id = plain;
    for (let count = 2; this.#taken.has(id); count++) id = `${plain.slice(0, LONGEST - 4)}_${count}`;
    this.#taken.add(id);
    return id;
  }
}

/** `Guide des tailles` → `guide_des_tailles`. */
function idOf(event: string): string {
  const words = event
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/ß/g, "ss")
    .replace(/[^a-z0-9]+/g, "_")
    .replace(/^_+|_+$/g, "");
  const id = /^[a-z]/.test(words) ? words : `goal_${words}`;
  return id.slice(0, LONGEST).replace(/_+$/, "");
}
