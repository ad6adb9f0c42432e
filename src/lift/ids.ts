/** Ids for goals that nobody has named yet: from the names of their events. */

const LONGEST = 40;

/** Each id once. */
export class Ids {
  readonly #taken: Set<string>;

  constructor(taken: Iterable<string>) {
    this.#taken = new Set(taken);
  }

  /** @param longest in characters, at least 12 */
  for(event: string, longest = LONGEST): string {
    const plain = idOf(event, Math.max(longest, 12));
    let id = plain;
    for (let count = 2; this.#taken.has(id); count++) id = `${plain.slice(0, longest - 4)}_${count}`;
    this.#taken.add(id);
    return id;
  }
}

/** `Guide des tailles` → `guide_des_tailles`. */
function idOf(event: string, longest: number): string {
  const words = event
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/ß/g, "ss")
    .replace(/[^a-z0-9]+/g, "_")
    .replace(/^_+|_+$/g, "");
  const id = /^[a-z]/.test(words) && !NO_TEXT.test(words) ? words : `goal_${words}`;
  return shortened(id, longest);
}

/** Without the word that has no room, if that is not most of it. */
export function shortened(id: string, longest: number): string {
  const start = id.slice(0, longest).replace(/_+$/, "");
  const isCut = /^[a-z0-9]/.test(id.slice(start.length));
  const end = start.lastIndexOf("_");
  return isCut && end * 2 >= longest ? start.slice(0, end) : start;
}

/** What YAML does not read as a text where it is a key. */
const NO_TEXT = /^(?:true|false|null)$/;
