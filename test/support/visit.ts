/** A visitor on a site whose container holds exactly what a goals file becomes. */
import { Window } from "happy-dom";
import { compile } from "../../src/compile/compile.ts";
import type { Container, PageElement } from "../../src/engine/container.ts";
import { loadTag } from "../../src/engine/load-tag.ts";
import type { PageAtLoad, RunningTag } from "../../src/engine/running-tag.ts";
import { forTarget } from "../../src/language/for-target.ts";
import { containerOf as builtContainer } from "../../src/visits/compiled-site.ts";
import { goalSet, HEAD, MEASUREMENT_ID } from "./shop.ts";

export const SITE = "https://www.acme.example";

/** The goals (the file without its head) on one page; `page` may hold what the page knows, and its elements. */
export function visit(
  goals: string,
  url: string,
  page: Partial<PageAtLoad> = {},
  head: string = HEAD,
): RunningTag {
  return loadTag(containerOf(head + goals), { url: SITE + url, runScript, ...page });
}

/** The names of the events that GA4 got from our tags, in order. */
export function counted(running: RunningTag): string[] {
  return running.hits.filter(({ by }) => by === "tag").map(({ event }) => event);
}

/** A container is only read, so goals that are visited often are compiled once. */
const containers = new Map<string, Container>();

function containerOf(yaml: string): Container {
  const known = containers.get(yaml) ?? compiledContainer(yaml);
  containers.set(yaml, known);
  return known;
}

function compiledContainer(yaml: string): Container {
  const file = goalSet(yaml);
  const [target] = file.targets;
  const { resources } = compile(forTarget(file, target!.name), MEASUREMENT_ID, target!.googleTag);
  return builtContainer(resources);
}

function runScript(source: string, gtmValues: readonly unknown[]): unknown {
  return new Function("gtmValues", `return (${source})()`)(gtmValues);
}

/** A page of this HTML; gives its elements by CSS selector. */
export function elements(html: string): (selector: string) => PageElement {
  const { document } = new Window({ url: SITE });
  document.body.innerHTML = html;
  return (selector) => document.querySelector(selector) as unknown as PageElement;
}
