/** What the process with the tests is asked, and what it answers: one file each, for it may end at any time. */

/** In `QUESTION`, as JSON. */
export interface Question {
  /** The sources with faults, as absolute paths. */
  readonly sources: readonly string[];
  /** The mutants to try, in this order. */
  readonly mutants: readonly { readonly id: number; readonly source: string }[];
  /** One line `{"id": 17, "by": "test/…"}` for each mutant that was tried; `by` is null when no test noticed it. */
  readonly answers: string;
  /** Which tests reach which mutants; written by the first process, so that one that follows need not find it out again. */
  readonly reached: string;
}

export interface Answer {
  readonly id: number;
  readonly by: string | null;
}

export interface Reached {
  readonly tests: readonly ReachingTest[];
  /** By file of tests, how often its tests come to a switch. */
  readonly switches: Readonly<Record<string, number>>;
  /** By number of a mutant that is evaluated when its module is loaded: the files of tests that load it. */
  readonly atLoading: Readonly<Record<number, readonly string[]>>;
}

export interface ReachingTest {
  readonly id: string;
  /** The file of tests that it is in. */
  readonly file: string;
  readonly milliseconds: number;
  readonly mutants: readonly number[];
}
