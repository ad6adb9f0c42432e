/** The calls of one kind of definitions, the same for every kind. */
import type { DefinitionSnapshot } from "../resources/snapshot.ts";

/** What Google says of a definition: its name, and its fields as they came. */
export type Answered = { readonly name?: string | null };

export interface DefinitionCalls {
  list(request: ListRequest): Promise<{ data: ListPage }>;
  create(parent: string, body: object): Promise<{ data: unknown }>;
  patch(name: string, updateMask: string, body: object): Promise<{ data: unknown }>;
  /** Deletes or archives, as the kind is removed. */
  remove(name: string): Promise<{ data: unknown }>;
}

export interface ListRequest {
  readonly parent: string;
  readonly pageSize: number;
  readonly pageToken?: string;
}

export interface ListPage {
  readonly items: readonly Answered[] | undefined;
  readonly next: string | null | undefined;
}

export function snapshotOf(one: Answered, stream: string | null): DefinitionSnapshot {
  return { resourceName: one.name ?? "", stream, body: one as DefinitionSnapshot["body"] };
}
