/** Whose an address of ours is: a goal's, a funnel's or a forward's. */
import { FORWARD_KEY } from "../resources/compiled.ts";
import { addressedBy } from "../resources/kinds.ts";
import { type Address, keyOf, kindOf, type User } from "../resources/resource.ts";

/** The goal, funnel or forward that an address of ours belongs to; null for what is shared, and for a key cut short in a mark. */
export function userOf(address: Address): User | null {
  const kind = kindOf(address);
  const [key, part] = keyOf(address).split("@")[0]!.split("/") as [string, string | undefined];
  if (addressedBy(kind) === "goal or list") return part === undefined ? `goal:${key}` : `funnel:${key}`;
  if (addressedBy(kind) === "name" || key.startsWith("shared:") || key.includes("~")) return null;
  if (key.startsWith(FORWARD_KEY)) return `forward:${key.slice(FORWARD_KEY.length)}`;
  const [funnel, step] = key.split(".");
  return step === undefined ? `goal:${key}` : `funnel:${funnel}`;
}

/** What an address belongs to: a goal's id, a funnel step (`checkout.cart`), or something shared (`shared:session`). */
export function subjectKey(address: Address): string {
  return keyOf(address).split("/")[0]!;
}
