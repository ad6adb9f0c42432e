/** What a visitor agrees to: the site's default, and what the visitor chooses afterwards. */
import { gtagCommand } from "../engine/gtag-command.ts";

type States = Readonly<Record<string, string>>;

/** Of `analytics_storage`. `denied` by default may still be granted; `refused` is the visitor's own choice. */
export type StorageConsent = "granted" | "denied" | "refused";

export class VisitorConsent {
  readonly #byDefault: Record<string, string> = {};
  readonly #chosen: Record<string, string> = {};

  setDefault(states: States): void {
    Object.assign(this.#byDefault, states);
  }

  choose(states: States): void {
    Object.assign(this.#chosen, states);
  }

  /** What the page passes to `gtag` before Tag Manager's snippet. */
  commands(): unknown[] {
    const isSaid = (states: States) => Object.keys(states).length > 0;
    return [
      ...(isSaid(this.#byDefault) ? [gtagCommand("consent", "default", this.#byDefault)] : []),
      ...(isSaid(this.#chosen) ? [gtagCommand("consent", "update", this.#chosen)] : []),
    ];
  }

  storage(): StorageConsent {
    const chosen = this.#chosen["analytics_storage"];
    if (chosen !== undefined) return chosen === "denied" ? "refused" : "granted";
    return this.#byDefault["analytics_storage"] === "denied" ? "denied" : "granted";
  }
}
