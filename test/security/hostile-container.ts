/** A container in the hands of somebody who writes whatever they like wherever Tag Manager takes text. */
import { expect } from "vitest";
import type { CommandResult } from "../support/cli.ts";
import { HEAD, openShop, type Shop } from "../support/shop.ts";
import { ACTS_ON_A_TERMINAL, IS_A_LOG_COMMAND } from "./hostile-texts.ts";

export const GOALS = `${HEAD}goals:
  thanks: { type: destination, page: /thanks }
  call: { type: event, on: { link: { url: { begins_with: "tel:" } } } }
`;
const MORE = `${GOALS}  old: { type: event, on: { data_layer: old } }\n`;

interface Stored {
  id: string;
  fields: { name: string; notes?: string; parameter?: unknown[]; [field: string]: unknown };
}

/**
 * Every goal was applied, one of them is gone from the file. Then the text went into every name, value and
 * parameter of ours, into objects of others, into a copy of ours, a forged mark, and an unpublished version.
 */
export async function hostileShop(text: string): Promise<Shop> {
  const shop = await openShop();
  await shop.apply(MORE);
  const entities = live(shop);
  // Variables keep their names: what refers to them would not compile.
  for (const [kind, list] of Object.entries(entities)) {
    for (const { fields } of list) {
      if (kind !== "variable") fields.name += text;
      fields.parameter = [...(fields.parameter ?? []), { type: "template", key: `key${text}`, value: text }];
    }
  }
  const tag = entities["tag"]![0]!;
  entities["tag"]!.push(
    { ...tag, id: "901", fields: { ...tag.fields, name: `a copy${text}` } },
    { ...tag, id: "902", fields: { ...tag.fields, name: `of others${text}`, notes: "" } },
    { ...tag, id: "903", fields: { ...tag.fields, name: `forged${text}`, notes: forgedMark(text) } },
  );
  shop.sandbox.edit({
    container: "GTM-TEST01",
    kind: "trigger",
    name: "draft",
    add: { type: "pageview" },
    publish: false,
    versionName: `draft${text}`,
  });
  return shop;
}

/** An address takes everything but white space. */
function forgedMark(text: string): string {
  return `goalform owner=acme-shop address=gtm.tag/forged${text.replace(/\s/g, "_")} digest=0000000000000000`;
}

function live(shop: Shop): Record<string, Stored[]> {
  const [container] = shop.sandbox.sandbox.state.tagManager.containers;
  const version = container!.versions.find(({ id }) => id === container!.liveVersionId)!;
  return version.content.entities as unknown as Record<string, Stored[]>;
}

/** Neither a terminal nor a log's reader does anything but show it. */
export function expectInert({ out, err }: Pick<CommandResult, "out" | "err">): void {
  expect(out).not.toMatch(ACTS_ON_A_TERMINAL);
  expect(err).not.toMatch(ACTS_ON_A_TERMINAL);
  expect(out).not.toMatch(IS_A_LOG_COMMAND);
  expect(err).not.toMatch(IS_A_LOG_COMMAND);
}
