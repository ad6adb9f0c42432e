import { Window } from "happy-dom";
import type {
  BuiltInVariable,
  Condition,
  Container,
  PageElement,
  Parameter,
  Tag,
  Trigger,
  Variable,
} from "../../src/engine/container.ts";
import { loadTag } from "../../src/engine/load-tag.ts";
import type { PageAtLoad, RunningTag } from "../../src/engine/running-tag.ts";

/** Short ways to write a container, so that a test shows only what it is about. */

export const PAGE = "https://www.acme.example/shop?step=done#top";

export function template(key: string, value: string): Parameter {
  return { type: "template", key, value };
}

export function checked(key: string): Parameter {
  return { type: "boolean", key, value: "true" };
}

export function when(
  left: string,
  type: string,
  right: string,
  ...options: ("negate" | "ignore_case")[]
): Condition {
  return { type, parameter: [template("arg0", left), template("arg1", right), ...options.map(checked)] };
}

/** A variable; texts become template parameters. */
export function variable(
  name: string,
  type: string,
  parameters: Record<string, string> = {},
  more: Partial<Variable> = {},
): Variable {
  return {
    name,
    type,
    parameter: Object.entries(parameters).map(([key, value]) => template(key, value)),
    ...more,
  };
}

export function dataLayer(name: string, key = name): Variable {
  return variable(name, "v", { name: key, dataLayerVersion: "2" });
}

export function table(
  key: string,
  columns: readonly [string, string],
  rows: readonly (readonly [string, string])[],
): Parameter {
  const row = ([first, second]: readonly [string, string]): Parameter => ({
    type: "map",
    map: [template(columns[0], first), template(columns[1], second)],
  });
  return { type: "list", key, list: rows.map(row) };
}

export function trigger(id: string, type: string, more: Partial<Trigger> = {}): Trigger {
  return { triggerId: id, name: `trigger ${id}`, type, ...more };
}

export function customEvent(id: string, event: string, more: Partial<Trigger> = {}): Trigger {
  return trigger(id, "customEvent", { customEventFilter: [when("{{_event}}", "equals", event)], ...more });
}

/** A tag without effects of its own, fired by these triggers. */
export function tag(name: string, firingTriggerId: readonly string[], more: Partial<Tag> = {}): Tag {
  return { name, type: "img", firingTriggerId, tagFiringOption: "oncePerEvent", ...more };
}

export function eventTag(
  name: string,
  firingTriggerId: readonly string[],
  parameters: readonly Parameter[] = [],
): Tag {
  const own = [template("eventName", name), template("measurementIdOverride", "G-TEST123456"), ...parameters];
  return tag(name, firingTriggerId, { type: "gaawe", parameter: own });
}

export function containerOf(parts: Container): Container {
  return { containerId: "2", containerVersionId: "7", container: { publicId: "GTM-TEST01" }, ...parts };
}

export function builtIns(...types: string[]): BuiltInVariable[] {
  return types.map((type) => ({ type }));
}

export function load(parts: Container, page: Partial<PageAtLoad> = {}): RunningTag {
  return loadTag(containerOf(parts), { url: PAGE, runScript, ...page });
}

/** Every firing as "event: tag", in order. */
export function firings(running: RunningTag): string[] {
  return running.fired.map(({ event, tag }) => `${event}: ${tag}`);
}

/** The value of a template on a page, as a tag would see it after these messages. */
export function seen(
  text: string,
  parts: Container,
  page: Partial<PageAtLoad> = {},
  ...messages: unknown[]
): unknown {
  const probe = tag("probe", ["1"], { parameter: [template("value", text)] });
  const running = load({ ...parts, tag: [probe], trigger: [customEvent("1", "probe")] }, page);
  for (const message of messages) running.push(message);
  running.push({ event: "probe" });
  return running.fired[0]?.parameters["value"];
}

export function runScript(source: string, gtmValues: readonly unknown[]): unknown {
  return new Function("gtmValues", `return (${source})()`)(gtmValues);
}

/** A page of this HTML; gives its elements by CSS selector. */
export function page(html: string): (selector: string) => PageElement {
  const { document } = new Window({ url: PAGE });
  document.body.innerHTML = html;
  return (selector) => {
    const element = document.querySelector(selector);
    if (!element) throw new Error(`no ${selector} on the page`);
    return element as unknown as PageElement;
  };
}
