/** Finds the method that a request means. */
import type { Api } from "./api.ts";
import type { Route } from "./call.ts";

export interface Match {
  readonly api: Api;
  readonly route: Route;
  readonly params: { readonly [name: string]: string };
}

/** @param path without a leading slash and without the query. */
export type Router = (verb: string, path: string) => Match | undefined;

export function createRouter(apis: readonly Api[]): Router {
  const table = apis.flatMap((api) =>
    api.routes.map((route) => ({ api, route, pattern: patternOf(route.path) })),
  );
  return (verb, path) => {
    for (const { api, route, pattern } of table) {
      const found = route.verb === verb ? pattern.exec(path) : null;
      if (found !== null) return { api, route, params: decoded(found.groups ?? {}) };
    }
    return undefined;
  };
}

/** The patterns of all paths so far: every sandbox has the same ones. */
const patterns = new Map<string, RegExp>();

function patternOf(path: string): RegExp {
  const pattern = patterns.get(path) ?? madePattern(path);
  patterns.set(path, pattern);
  return pattern;
}

function madePattern(path: string): RegExp {
  const source = path
    .split(/(\{\w+\})/)
    .map((part) => (part.startsWith("{") ? `(?<${part.slice(1, -1)}>[^/:]+)` : literally(part)))
    .join("");
  return new RegExp(`^${source}$`);
}

function literally(literal: string): string {
  return literal.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}

function decoded(groups: { [name: string]: string }): { [name: string]: string } {
  return Object.fromEntries(Object.entries(groups).map(([name, value]) => [name, decodeSegment(value)]));
}

/** A segment that is not valid percent-encoding names nothing, so it is kept as it is. */
function decodeSegment(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
