/** What happens in a visit, one thing after another. */
import type { Place } from "../diagnostic.ts";
import type { VideoStatus } from "../engine/video.ts";

type Data = Readonly<Record<string, unknown>>;

/** An element that a page has, as HTML; `on` chooses one inside it, and `html` null means the page's own HTML. */
export interface WrittenElement {
  readonly html: string | null;
  readonly on: string | null;
}

export type Happening =
  /** A document loads, with everything in it. */
  | {
      readonly does: "page";
      readonly url: string;
      readonly title: string | null;
      readonly referrer: string | null;
      readonly cookies: Readonly<Record<string, string>>;
      /** What the page pushes before Tag Manager loads. */
      readonly before: readonly Data[];
      readonly html: string | null;
    }
  /** The address changes without a load. */
  | { readonly does: "navigate"; readonly to: string; readonly by: "push" | "replace" | "back" | "hash" }
  | { readonly does: "push"; readonly message: Data }
  | { readonly does: "gtag"; readonly args: readonly unknown[] }
  /** Analytics receives an event that none of our tags sends. */
  | { readonly does: "event"; readonly event: string; readonly parameters: Data }
  | { readonly does: "click"; readonly element: WrittenElement }
  | { readonly does: "submit"; readonly element: WrittenElement }
  | { readonly does: "scroll"; readonly depth: { readonly percent?: number; readonly pixels?: number } }
  /** Part of an element comes into view for this many milliseconds. */
  | {
      readonly does: "see";
      readonly element: WrittenElement;
      readonly percent: number;
      readonly length: number;
    }
  | {
      readonly does: "watch";
      readonly status: VideoStatus;
      readonly percent: number | null;
      readonly title: string | null;
      readonly url: string | null;
    }
  /** Milliseconds. */
  | { readonly does: "wait"; readonly length: number }
  | { readonly does: "consent"; readonly states: Readonly<Record<string, string>> }
  /** The same visitor comes back in a new session. */
  | { readonly does: "return" }
  /** Something that a recording has and no page shows: nothing can be judged from here. */
  | { readonly does: "unknown"; readonly why: string };

export type Step = Happening & {
  /** As the file says it: `page`, `link`, `data_layer` … */
  readonly word: string;
  /** What follows the word, for people: `/de/brochure`. */
  readonly about: string;
  readonly at: Place;
};
