/** The calls that Google has for a kind of definition, the same for every kind, and those for annotations. */
import type { Answer } from "./unreadable-answer.ts";

export interface DefinitionCalls {
  list(request: ListRequest): Promise<Answer>;
  create(parent: string, body: object): Promise<Answer>;
  patch(name: string, updateMask: string, body: object): Promise<Answer>;
  /** Deletes or archives, as the kind is removed. */
  remove(name: string): Promise<Answer>;
}

export interface AnnotationCalls {
  list(request: ListRequest): Promise<Answer>;
  create(parent: string, body: AnnotationBody): Promise<Answer>;
  remove(name: string): Promise<Answer>;
}

export interface AnnotationBody {
  readonly title: string;
  readonly description: string;
  readonly color: string;
  readonly annotationDate: AnnotationDay;
}

export interface AnnotationDay {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

/** As people or Google left it: on one day, or on several. */
export interface LiveAnnotation {
  readonly name?: string;
  readonly title?: string;
  readonly description?: string;
  readonly annotationDate?: Partial<AnnotationDay>;
  readonly annotationDateRange?: { readonly startDate?: Partial<AnnotationDay> };
}

export interface ListRequest {
  readonly parent: string;
  readonly pageSize: number;
  readonly pageToken?: string;
}
