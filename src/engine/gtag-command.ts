import { copyOf, isPlainObject } from "./data-layer.ts";

/** What the site asks of the tag by `gtag(...)`. */
export type SiteRequest =
  | { readonly kind: "event"; readonly name: string; readonly parameters: Readonly<Record<string, unknown>> }
  | { readonly kind: "config"; readonly measurementId: string; readonly groups: readonly string[] }
  | { readonly kind: "set"; readonly values: Readonly<Record<string, unknown>> }
  | { readonly kind: "start"; readonly time: number }
  | {
      readonly kind: "consent";
      readonly step: "default" | "update";
      readonly states: Readonly<Record<string, unknown>>;
    };

/** Where events without `send_to` go (developers.google.com/tag-platform/gtagjs/routing). */
export const DEFAULT_GROUP = "default";

/** A `gtag` call waiting in the data layer. On a page it is an `arguments` object, which an array is not. */
export interface GtagCommand {
  readonly gtagArguments: readonly unknown[];
}

/** A `gtag` call as a message, for the messages that are pushed before the tag loads. */
export function gtagCommand(...gtagArguments: readonly unknown[]): GtagCommand {
  return { gtagArguments };
}

/** The arguments of a message that is a `gtag` call; undefined for any other message. */
export function gtagArgumentsOf(message: unknown): readonly unknown[] | undefined {
  if (typeof message !== "object" || message === null) return undefined;
  if (Object.prototype.toString.call(message) === "[object Arguments]")
    return [...(message as ArrayLike<unknown> & Iterable<unknown>)];
  return "gtagArguments" in message ? (message as GtagCommand).gtagArguments : undefined;
}

/** What a `gtag` call asks for; undefined when the tag would ignore it (unknown, or of the wrong shape). */
export function readGtagCommand(args: readonly unknown[]): SiteRequest | undefined {
  const [command, first, second] = args;
  switch (command) {
    case "event":
      return readEvent(args);
    case "config":
      return typeof first === "string"
        ? { kind: "config", measurementId: first, groups: groupsOf(second) }
        : undefined;
    case "set":
      return readSet(args);
    case "js":
      return first instanceof Date ? { kind: "start", time: first.getTime() } : undefined;
    case "consent":
      if ((first !== "default" && first !== "update") || !isPlainObject(second)) return undefined;
      return { kind: "consent", step: first, states: second };
    default:
      return undefined;
  }
}

/** `groups: "agency"` or a list of groups; without it the destination is in the group `default`. */
function groupsOf(settings: unknown): readonly string[] {
  const groups = isPlainObject(settings) ? settings["groups"] : undefined;
  const named = [groups ?? []].flat().map(String);
  return named.length > 0 ? named : [DEFAULT_GROUP];
}

function readEvent(args: readonly unknown[]): SiteRequest | undefined {
  const [, name, parameters] = args;
  if (typeof name !== "string" || args.length > 3) return undefined;
  if (parameters === undefined || parameters === null) return { kind: "event", name, parameters: {} };
  return isPlainObject(parameters) ? { kind: "event", name, parameters: copyOf(parameters) } : undefined;
}

function readSet(args: readonly unknown[]): SiteRequest | undefined {
  const [, first, second] = args;
  if (args.length === 2 && isPlainObject(first)) return { kind: "set", values: copyOf(first) };
  if (args.length === 3 && typeof first === "string") return { kind: "set", values: { [first]: second } };
  return undefined;
}
