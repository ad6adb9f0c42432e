/** An address as people copy it → the parts of the page that the language asks for. */
import { lazy } from "../../countable/pattern/lazy.ts";
import { inYaml } from "../source/in-yaml.ts";

export interface AddressParts {
  readonly host: string | null;
  /** Empty where the address ends behind the host. */
  readonly path: string;
  readonly query: readonly (readonly [name: string, value: string])[];
  readonly fragment: string | null;
}

const ENDINGS = "com|net|org|info|biz|shop|store|online|example|test|app|dev|eu|io|gov|edu|localhost";
/** Two letters are a country, unless files end so. */
const HOST = lazy(
  () =>
    new RegExp(
      `^(?:www\\.[^/?#\\s]+|(?:[\\p{L}\\p{N}-]+\\.)+(?:${ENDINGS}|(?!js|ts|py|rb|md)[a-z]{2}))(?::\\d+)?(?=[/?#]|$)`,
      "iu",
    ),
);

/** The host that a text without a scheme begins with; null when it begins with something else. */
export function hostIn(text: string): string | null {
  return HOST().exec(text)?.[0] ?? null;
}

export function splitAddress(text: string): AddressParts {
  const scheme = /^(?:[a-z][a-z0-9+.-]*:)?\/\//i.exec(text)?.[0] ?? "";
  const rest = text.slice(scheme.length);
  const host = scheme === "" ? hostIn(rest) : (/^[^/?#]*/.exec(rest)?.[0] ?? "");
  const [, path = "", query = "", fragment] =
    /^([^?#]*)(?:\?([^#]*))?(?:#(.*))?$/s.exec(rest.slice(host?.length ?? 0)) ?? [];
  const pairs = query
    .split("&")
    .filter((one) => one !== "")
    .map((one) => {
      const [name = "", ...value] = one.split("=");
      return [decoded(name), decoded(value.join("="))] as const;
    });
  return {
    host: host === null || host === "" ? null : host.replace(/:\d+$/, ""),
    path,
    query: pairs,
    fragment: fragment || null,
  };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll("+", " "));
  } catch {
    return text;
  }
}

/**
 * The parts as keys of `page`, such as `host: www.acme.example, path: /thanks`; null when a part has nothing to
 * compare with. `op` is how the whole text was compared: the first part keeps its beginning open, the last one its end.
 */
export function partsInYaml({ host, path, query, fragment }: AddressParts, op: string): string | null {
  if (query.some(([name, value]) => name === "" || value === "") || fragment === "") return null;
  const isWholeHost =
    host !== null && path === "" && query.length === 0 && fragment === null && op === "begins_with";
  const parts: readonly Part[] = [
    ...(host === null ? [] : [{ under: "" as const, key: "host", value: host }]),
    ...(path === "" && (host === null || isWholeHost)
      ? []
      : [{ under: "" as const, key: "path", value: path || "/" }]),
    ...query.map(([key, value]) => ({ under: "query" as const, key, value })),
    ...(fragment === null ? [] : [{ under: "" as const, key: "fragment", value: fragment }]),
  ];
  const opensStart = op === "ends_with" || op === "contains";
  const opensEnd = (op === "begins_with" || op === "contains") && !isWholeHost;
  const shown = parts.map(({ under, key, value }, index) => ({
    under,
    text: `${inYaml(key)}: ${comparison(value, index === 0 && opensStart && under === "" && key !== "fragment", index === parts.length - 1 && opensEnd)}`,
  }));
  const ofQuery = shown.filter(({ under }) => under === "query").map(({ text }) => text);
  const others = shown.filter(({ under }) => under === "").map(({ text }) => text);
  const all = ofQuery.length === 0 ? others : [...others, `query: { ${ofQuery.join(", ")} }`];
  return all.length === 0 ? null : all.join(", ");
}

interface Part {
  readonly under: "" | "query";
  readonly key: string;
  readonly value: string;
}

function comparison(value: string, opensStart: boolean, opensEnd: boolean): string {
  if (opensStart && opensEnd) return `{ contains: ${inYaml(value)} }`;
  if (opensStart) return `{ ends_with: ${inYaml(value)} }`;
  return opensEnd ? `{ begins_with: ${inYaml(value)} }` : inYaml(value);
}
