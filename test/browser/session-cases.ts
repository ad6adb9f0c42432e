/**
 * What happens to the session script in one tab, and what it has pushed by then: played by the script itself in Chromium
 * (`session-cases.test.ts`), and by its model in `src/visits` (`test/visits/session-script.test.ts`).
 */
import type { SessionGoal } from "../../src/compile/session-script/session-script.ts";
import { allSteps, longerThan, moreThanPages, returning, shownLongerThan } from "./visitor.ts";

export type Act =
  | { readonly load: string }
  | { readonly pushState: string }
  | { readonly replaceState: string }
  | { readonly hash: string }
  | { readonly wait: number }
  /** Tags of steps fire, each in an event of its own, or (`together`) all in one. */
  | { readonly steps: readonly number[]; readonly together?: true }
  /** From now on GA4's session began so many seconds after the visit did, and is the visitor's session of this number. */
  | { readonly session: number; readonly number: number }
  | { readonly consent: "granted" | "denied" };

export interface Case {
  readonly name: string;
  readonly goals: readonly SessionGoal[];
  /** What the site says before the visitor does: undefined where it does not use Consent Mode. */
  readonly consent?: "granted" | "denied";
  readonly acts: readonly Act[];
  readonly pushed: readonly string[];
}

const MINUTE = 60_000;
const wait = (minutes: number): Act => ({ wait: minutes * MINUTE });
const steps = (...taken: number[]): Act => ({ steps: taken });
const together = (...taken: number[]): Act => ({ steps: taken, together: true });
const long = [longerThan(240)];
const deep = [moreThanPages(2)];

export const CASES: readonly Case[] = [
  { name: "a session that is too short", goals: long, acts: [{ load: "/" }, wait(3.9)], pushed: [] },
  { name: "one long page", goals: long, acts: [{ load: "/" }, wait(4.1)], pushed: ["goal.long"] },
  {
    name: "two pages together",
    goals: long,
    acts: [{ load: "/" }, wait(3), { load: "/b" }, wait(1.1)],
    pushed: ["goal.long"],
  },
  {
    name: "once a session",
    goals: long,
    acts: [{ load: "/" }, wait(5), { load: "/b" }, wait(5)],
    pushed: ["goal.long"],
  },
  {
    name: "a session that began before the page",
    goals: long,
    acts: [{ session: -250, number: 1 }, { load: "/" }],
    pushed: ["goal.long"],
  },
  {
    name: "a new session starts again",
    goals: long,
    acts: [{ load: "/" }, wait(3), { session: 1860, number: 2 }, wait(28), { load: "/" }, wait(3)],
    pushed: [],
  },
  {
    name: "and can be long, too",
    goals: long,
    acts: [{ load: "/" }, wait(5), { session: 2400, number: 2 }, wait(35), { load: "/" }, wait(5)],
    pushed: ["goal.long", "goal.long"],
  },
  { name: "two pages", goals: deep, acts: [{ load: "/" }, { load: "/b" }], pushed: [] },
  {
    name: "three pages",
    goals: deep,
    acts: [{ load: "/" }, { load: "/b" }, { load: "/c" }],
    pushed: ["goal.pages"],
  },
  {
    name: "reloads",
    goals: deep,
    acts: [{ load: "/" }, { load: "/" }, { load: "/" }],
    pushed: ["goal.pages"],
  },
  {
    name: "virtual pages",
    goals: deep,
    acts: [{ load: "/" }, { pushState: "/b" }, { replaceState: "/b?a=1" }],
    pushed: ["goal.pages"],
  },
  {
    name: "the same address and fragments are no pages",
    goals: deep,
    acts: [{ load: "/" }, { pushState: "/" }, { hash: "a" }, { pushState: "#b" }, { pushState: "/" }],
    pushed: [],
  },
  {
    name: "pages of two sessions",
    goals: deep,
    acts: [
      { load: "/" },
      { load: "/b" },
      { session: 3600, number: 2 },
      wait(60),
      { load: "/c" },
      { load: "/d" },
    ],
    pushed: [],
  },
  { name: "a first visit", goals: [returning], acts: [{ load: "/" }, { load: "/b" }], pushed: [] },
  {
    name: "a second visit",
    goals: [returning],
    acts: [{ session: 0, number: 2 }, { load: "/" }, { load: "/b" }],
    pushed: ["goal.returning"],
  },
  {
    name: "a visitor who comes back twice",
    goals: [returning],
    acts: [
      { load: "/" },
      { session: 3600, number: 2 },
      wait(60),
      { load: "/" },
      { session: 7200, number: 3 },
      wait(60),
      { load: "/" },
    ],
    pushed: ["goal.returning", "goal.returning"],
  },
  {
    name: "a page that is shown",
    goals: [shownLongerThan(90)],
    acts: [{ load: "/" }, wait(1), { pushState: "/b" }, wait(1), { pushState: "/b?a=1" }, wait(0.6)],
    pushed: ["goal.page"],
  },
  {
    name: "a page is another one by its query where the goal looks at that",
    goals: [shownLongerThan(90, ["pathname", "search"])],
    acts: [{ load: "/" }, wait(1), { pushState: "/?a=1" }, wait(1), { load: "/?a=1" }, wait(1)],
    pushed: [],
  },
  {
    name: "each page counts by itself",
    goals: [shownLongerThan(30)],
    acts: [{ load: "/" }, wait(1), { pushState: "/b" }, wait(1), { load: "/" }, wait(1)],
    pushed: ["goal.page", "goal.page", "goal.page"],
  },
  {
    name: "a funnel across documents, with steps taken twice and pages between",
    goals: [allSteps(3), ...deep],
    acts: [{ load: "/" }, steps(0), { load: "/b" }, steps(1, 0, 1), { load: "/c" }, steps(2)],
    pushed: ["goal.pages", "goal.funnel"],
  },
  {
    name: "two steps one after the other",
    goals: [allSteps(2)],
    acts: [{ load: "/" }, steps(0, 1)],
    pushed: ["goal.funnel"],
  },
  {
    name: "one moment that is two steps",
    goals: [allSteps(2)],
    acts: [{ load: "/" }, together(0, 1), wait(1)],
    pushed: [],
  },
  {
    name: "one moment that is two steps, after the first of them",
    goals: [allSteps(2)],
    acts: [{ load: "/" }, together(0, 1), together(0, 1)],
    pushed: ["goal.funnel"],
  },
  {
    name: "a funnel without its first step, or in another order",
    goals: [allSteps(3)],
    acts: [{ load: "/" }, steps(1), steps(2), steps(0), steps(2)],
    pushed: [],
  },
  {
    name: "a completed funnel begins again",
    goals: [allSteps(2)],
    acts: [{ load: "/" }, steps(0), steps(1), steps(1), { load: "/b" }, steps(1), steps(0), steps(1)],
    pushed: ["goal.funnel", "goal.funnel"],
  },
  {
    name: "steps that are too far apart",
    goals: [allSteps(2, 120)],
    acts: [{ load: "/" }, steps(0), wait(2.1), steps(1)],
    pushed: [],
  },
  {
    name: "a step of the session before",
    goals: [allSteps(2)],
    acts: [{ load: "/" }, steps(0), { session: 3600, number: 2 }, wait(60), { load: "/b" }, steps(1)],
    pushed: [],
  },
  {
    name: "consent on the page of the first step",
    goals: [allSteps(2)],
    consent: "denied",
    acts: [{ load: "/" }, steps(0), { consent: "granted" }, { pushState: "/c" }, steps(1)],
    pushed: ["goal.funnel"],
  },
  {
    name: "consent that is taken back between two steps",
    goals: [allSteps(2)],
    consent: "granted",
    acts: [
      { load: "/" },
      steps(0),
      { consent: "denied" },
      { consent: "granted" },
      { pushState: "/c" },
      steps(1),
    ],
    pushed: [],
  },
  {
    name: "consent that is denied",
    goals: [...long, ...deep, shownLongerThan(30)],
    consent: "denied",
    acts: [{ load: "/" }, { load: "/b" }, { load: "/c" }, wait(5)],
    pushed: [],
  },
  {
    name: "consent that is given on the page",
    goals: deep,
    consent: "denied",
    acts: [{ load: "/" }, { consent: "granted" }, { pushState: "/b" }, { pushState: "/c" }],
    pushed: ["goal.pages"],
  },
  {
    name: "consent that is taken back",
    goals: deep,
    consent: "granted",
    acts: [
      { load: "/" },
      { pushState: "/b" },
      { consent: "denied" },
      { pushState: "/c" },
      { pushState: "/d" },
    ],
    pushed: [],
  },
];
