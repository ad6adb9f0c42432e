/** The calls of one kind of definitions, the same for every kind. */
import type { DefinitionSnapshot } from "../resources/snapshot.ts";
import type { Answer } from "./unreadable-answer.ts";

/** What Google says of a definition: its name, and its fields as they came. */
export type Answered = { readonly name?: string | null };

export interface DefinitionCalls {
  list(request: ListRequest): Promise<Answer>;
  create(parent: string, body: object): Promise<Answer>;
  patch(name: string, updateMask: string, body: object): Promise<Answer>;
  /** Deletes or archives, as the kind is removed. */
  remove(name: string): Promise<Answer>;
}

export interface ListRequest {
  readonly parent: string;
  readonly pageSize: number;
  readonly pageToken?: string;
}

export function snapshotOf(one: Answered, stream: string | null): DefinitionSnapshot {
  return { resourceName: one.name!, stream, body: one as DefinitionSnapshot["body"] };
}
