import { isPageElement } from "./page-element.ts";

/**
 * The tag's two memories of what was pushed. Version 1 is flat: the last value per key, as it was pushed.
 * Version 2 is deep: dots in keys open objects, objects and arrays (by index) merge into what is there.
 */
export interface DataLayer {
  /** Takes over every key of a message. With `_clear`, values replace instead of merging. */
  apply(message: object): void;
  set(key: string, value: unknown): void;
  /**
   * Version 2 walks the dots of the name. A null on the way gives `false` (not undefined: a default does not apply),
   * which is what Google's tag does.
   */
  get(name: string, version: 1 | 2): unknown;
  /** What a `gtag` event brought lives until the next message. */
  forgetEventModel(): void;
}

type Branch = Record<string, unknown> | unknown[];

export function createDataLayer(): DataLayer {
  const flat = new Map<string, unknown>();
  const deep: Record<string, unknown> = {};
  const set = (key: string, value: unknown) => {
    flat.set(key, value);
    merge(key.includes(".") ? nested(key, value) : { [key]: value }, deep);
  };
  return {
    set,
    get: (name, version) => (version === 1 ? flat.get(name) : walk(deep, name.split("."))),
    forgetEventModel: () => {
      delete deep["eventModel"];
    },
    apply: (message) => {
      const replaces = "_clear" in message && Boolean(message._clear);
      for (const [key, value] of Object.entries(message)) {
        if (key === "_clear") continue;
        if (replaces) set(key, undefined);
        set(key, value);
      }
    },
  };
}

/** A copy that shares no object or array with the original; elements and other instances stay what they are. */
export function copyOf<T extends Branch>(value: T): T {
  return merge(value, Array.isArray(value) ? [] : {}) as T;
}

/** Whether a value is an object that merges: made by `{}`, in whatever window, and no element. */
export function isPlainObject(value: unknown): value is Record<string, unknown> {
  if (typeof value !== "object" || value === null || isPageElement(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

function nested(key: string, value: unknown): Record<string, unknown> {
  return key.split(".").reduceRight<unknown>((inner, part) => ({ [part]: inner }), value) as Record<
    string,
    unknown
  >;
}

function merge(from: Branch, into: Branch): Branch {
  const target = into as Record<string, unknown>;
  for (const [key, value] of Object.entries(from)) {
    // Assigning it would change the object's prototype instead of adding a key.
    if (key === "__proto__") continue;
    const present = Object.hasOwn(target, key) ? target[key] : undefined;
    if (Array.isArray(value)) target[key] = merge(value, Array.isArray(present) ? present : []);
    else if (isPlainObject(value)) target[key] = merge(value, isPlainObject(present) ? present : {});
    else target[key] = value;
  }
  return into;
}

function walk(root: unknown, path: readonly string[]): unknown {
  let current = root;
  for (const part of path) {
    if (current === null) return false;
    if (current === undefined) return undefined;
    current = (current as Record<string, unknown>)[part];
  }
  return current;
}
