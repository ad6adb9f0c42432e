/** A container as a test looks at it: what is there, whose it is, and what a plan would do with it. */
import { canonicalJson } from "../../src/resources/json.ts";
import { readMark } from "../../src/resources/mark.ts";
import type { EntityKind, JsonObject } from "../../src/resources/resource.ts";
import type { Shop } from "./shop.ts";

export interface View {
  entity(kind: EntityKind, name: string): Promise<JsonObject>;
  names(kind: EntityKind): Promise<string[]>;
  /** Ids of everything that has one, by kind. */
  ids(): Promise<unknown>;
  /** Everything whose mark names this owner, as Google gives it; what carries no mark when null. */
  belongingTo(owner: string | null): Promise<string[]>;
  /** What a plan would do: `action | kind | name | reason`. */
  changes(yaml: string): Promise<string[]>;
  /** The codes of what stands in the way, and of what the plan warns of. */
  codes(yaml: string): Promise<{ readonly blockers: string[]; readonly warnings: string[] }>;
}

export function viewOf(shop: Shop): View {
  const all = async () => (await shop.snapshot()).container.content.entities;
  return {
    entity: async (kind, name) => {
      const found = (await all())[kind].find((one) => one["name"] === name);
      if (!found) throw new Error(`there is no ${kind} named ${name}`);
      return found;
    },
    names: async (kind) => (await all())[kind].map(({ name }) => String(name)).sort(),
    ids: async () => {
      const { "gtm.folder": folders, "gtm.variable": variables, ...rest } = await all();
      return {
        folders: folders.map(({ folderId }) => folderId).sort(),
        variables: variables.map(({ variableId }) => variableId).sort(),
        triggers: rest["gtm.trigger"].map(({ triggerId }) => triggerId).sort(),
        tags: rest["gtm.tag"].map(({ tagId }) => tagId).sort(),
      };
    },
    belongingTo: async (owner) =>
      Object.values(await all())
        .flat()
        .filter(({ notes }) => (readMark(notes as string | undefined)?.owner ?? null) === owner)
        .map(canonicalJson)
        .sort(),
    changes: async (yaml) =>
      (await shop.plan(yaml)).plan.changes.flatMap(({ resources }) =>
        resources.map(({ action, kind, name, reason }) => [action, kind, name, reason].join(" | ")),
      ),
    codes: async (yaml) => {
      const { blockers, warnings } = (await shop.plan(yaml)).plan;
      return { blockers: blockers.map(({ code }) => code), warnings: warnings.map(({ code }) => code) };
    },
  };
}
