/** What people have to know before they use imported goals, in sentences. */
import { ownEntity } from "../../lift/at-google.ts";
import type { Found } from "./found.ts";
import type { Place } from "./place.ts";

export function notesOn({ at, lift, ids, notes }: Found, base: Place | null): readonly string[] {
  const owner = base?.goalSet.owner ?? ids.name ?? null;
  const tags = new Map((at?.content.entities["gtm.tag"] ?? []).map((tag) => [String(tag["name"]), tag]));
  const isOthers = (name: string) => {
    const tag = tags.get(name);
    return tag !== undefined && ownEntity(tag, owner) === null;
  };
  const doubles = lift.goals.some(({ from }) =>
    from.some(({ kind, name }) => kind === "gtm.tag" && isOthers(name)),
  );
  return [...notes, ...(doubles ? [TWICE] : [])];
}

const TWICE =
  "The tags that these goals come from are still in the container. If goalform made tags for the same goals, every success would be counted twice: before you apply the file, pause those tags or delete them.";
