import { countOf, sumOf, type Tally, tallyInWords } from "./tally.ts";
/** What a run has done so far, in all of its rounds. A run that has to stop reports it. */

export class RunRecord {
  #analytics: Tally = {};
  #live: string | null = null;
  #unannotated: string | null | undefined;

  /** What was created, changed and removed in Analytics. */
  get analytics(): Tally {
    return this.#analytics;
  }

  wrote(tally: Tally): void {
    this.#analytics = sumOf(this.#analytics, tally);
  }

  published(version: string): void {
    this.#live = version;
  }

  /** Undefined until an annotation was tried, once in all rounds; then why there is none, or null. */
  get unannotated(): string | null | undefined {
    return this.#unannotated;
  }

  annotated(failure: string | null): void {
    this.#unannotated = failure;
  }

  /** If the run stops before anything is written in this round. */
  beforeWriting(): string {
    const isUntouched = this.#live === null && countOf(this.#analytics) === 0;
    return isUntouched ? "Nothing was changed." : this.beforePublishing();
  }

  /** If the run stops before this round's version is live. */
  beforePublishing(): string {
    const live =
      this.#live === null
        ? "Nothing in Tag Manager went live."
        : `Version ${this.#live} is live, and nothing newer.`;
    return `${live}${inAnalytics(this.#analytics)}`;
  }
}

/** A sentence after others. */
export function inAnalytics(changed: Tally): string {
  const count = countOf(changed);
  if (count === 0) return "";
  return ` In Analytics ${tallyInWords(changed)} ${count === 1 ? "is" : "are"} changed already.`;
}
