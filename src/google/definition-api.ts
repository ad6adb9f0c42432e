/** The calls that Google has for a kind of definition, the same for every kind. */
import type { Answer } from "./unreadable-answer.ts";

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
