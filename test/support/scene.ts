/** A shop, a colleague at Tag Manager's screen, and a view of what is live: where most stories of ownership begin. */
import { onTestFinished } from "vitest";
import { type View, viewOf } from "./container-view.ts";
import { openShop, type Shop } from "./shop.ts";
import { type Screen, screenOf } from "./tag-manager-screen.ts";

export interface Scene {
  readonly shop: Shop;
  readonly screen: Screen;
  readonly view: View;
}

/** Closed when the test ends. */
export async function openScene(): Promise<Scene> {
  const shop = await openShop();
  onTestFinished(() => shop.close());
  return { shop, screen: await screenOf(shop), view: viewOf(shop) };
}
