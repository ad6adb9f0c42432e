import type { Container, Parameter } from "../container.ts";
import type { DataLayer } from "../data-layer.ts";
import type { Location, Page } from "../page.ts";
import type { Lookup } from "../template.ts";

/** Everything that a variable may look at. */
export interface Sight {
  readonly container: Container;
  readonly page: Page;
  readonly location: Location;
  readonly dataLayer: DataLayer;
  /** The event under way; undefined before the first. */
  readonly event: () => string | undefined;
}

/** A variable's settings, resolved only when they are asked for. */
export interface Settings {
  readonly parameters: readonly Parameter[];
  readonly lookup: Lookup;
  value(key: string): unknown;
  text(key: string): string;
  isChecked(key: string): boolean;
  /** The default value when one is switched on, else undefined. */
  fallback(): unknown;
}

/** How one type of variable finds its value. An exception becomes `false`, as in Google's tag. */
export type Evaluate = (settings: Settings, sight: Sight) => unknown;
