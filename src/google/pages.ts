/** Lists come in pages, and without the list when it is empty. */
import type { ListShape } from "./answers.ts";
import type { Requests } from "./requests.ts";
import { list, type Shape, sparse, text } from "./shape.ts";
import type { Answer } from "./unreadable-answer.ts";

/** Every item of every page. `what` is done, for messages. */
export async function allPages<T>(
  requests: Requests,
  what: string,
  shape: ListShape,
  read: (page: { pageToken?: string }) => Promise<Answer>,
): Promise<T[]> {
  const all: T[] = [];
  const seen: string[] = [];
  for (;;) {
    const token = seen.at(-1);
    const data = await requests.send(what, "always", pageOf(shape, seen), () =>
      read(token === undefined ? {} : { pageToken: token }),
    );
    const page = data as { readonly [field: string]: unknown };
    all.push(...((page[shape.field] as readonly T[] | undefined) ?? []));
    const next = page["nextPageToken"];
    if (typeof next !== "string" || next === "") return all;
    seen.push(next);
  }
}

function pageOf({ field, item }: ListShape, seen: readonly string[]): Shape {
  const page = sparse({ [field]: list(item), nextPageToken: text });
  return (value, at) => {
    const problem = page(value, at);
    if (problem !== null) return problem;
    const { nextPageToken } = value as { readonly nextPageToken?: string };
    return seen.includes(nextPageToken ?? "") ? "its next page is one that was read already" : null;
  };
}
