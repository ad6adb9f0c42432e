/** The model of the session script, by the cases that the script itself plays in Chromium (`test/browser`). */
import { expect, test } from "vitest";
import { SessionScript } from "../../src/visits/session-script.ts";
import { type Act, CASES } from "../browser/session-cases.ts";

const NOON = Date.UTC(2026, 0, 15, 12);
const SITE = "https://www.acme.example";

test.for(CASES)("$name", ({ goals, consent, acts, pushed }) => {
  const found: string[] = [];
  let session = { start: NOON, number: 1 };
  let state: "granted" | "denied" | "refused" = consent ?? "granted";
  let now = NOON;
  let url = SITE;
  let moment = 0;
  const script = new SessionScript(goals, {
    session: () => session,
    consent: () => state,
    push: (event) => found.push(event),
  });
  const wait = (length: number) => {
    const until = now + length;
    while (now < until) {
      now = Math.min(script.nextDue(now), until);
      script.tick(now);
    }
  };
  const perform = (act: Act) => {
    if ("wait" in act) return wait(act.wait);
    if ("steps" in act) {
      moment += act.steps.length;
      for (const [index, step] of act.steps.entries())
        script.stepTaken({ event: "goal.funnel", step, moment: act.together ? moment : moment + index });
      return script.eventIsOver(now);
    }
    if ("session" in act) {
      session = { start: NOON + act.session * 1000, number: act.number };
      return;
    }
    if ("consent" in act) {
      state = act.consent === "granted" ? "granted" : "refused";
      return script.consentChanged(now);
    }
    const to =
      "load" in act
        ? act.load
        : "pushState" in act
          ? act.pushState
          : "replaceState" in act
            ? act.replaceState
            : `#${act.hash}`;
    if ("load" in act) script.closed();
    url = new URL(to, url).href;
    script.moved(url, now);
  };
  for (const act of acts) perform(act);
  wait(1000);
  expect(found).toEqual(pushed);
});
