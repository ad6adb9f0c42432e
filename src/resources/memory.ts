/**
 * What the file said when it was last applied, for the day when it says so no more. Marks carry it.
 *
 * The goal was protected; its event was made a key event; the key event got a value;
 * the tag got consent settings, user properties, e-commerce data. The owner's folder remembers which kinds of definitions
 * were in use: nothing else in the container shows that there are any to look for.
 * A rule or an audience was adopted (marks of entities say more, see `adopted.ts`).
 */
export const MEMORIES = [
  "protected",
  "key_event",
  "value",
  "consent",
  "user_properties",
  "ecommerce",
  "dimensions",
  "metrics",
  "calculated",
  "rules",
  "audiences",
  "adopted",
] as const;

export type Memory = (typeof MEMORIES)[number];

/** From a list as marks carry it: `key_event,value`. Unknown words are left out. */
export function memories(text: string | undefined): Memory[] {
  const words = text?.split(",") ?? [];
  return MEMORIES.filter((memory) => words.includes(memory));
}
