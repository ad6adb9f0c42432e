/** A goal that the session script finds: is it in the list of the script that is served, and does that run where it should? */
import { sessionEvent } from "../../compile/session-script/event.ts";
import { parameterText } from "../../container/possible-texts.ts";
import { markOfEntity } from "../../lift/live-state.ts";
import { SESSION_SCRIPT_ADDRESS } from "../../resources/session-goals.ts";
import { firedAlike } from "./session-script.ts";
import type { Sides } from "./sides.ts";
import { problem, type ServedProblem } from "./verdict.ts";

export interface Session {
  /** Whether the data-layer event that the goal waits for can come. */
  readonly isPushed: boolean;
  readonly problems: readonly ServedProblem[];
}

const PUSHED: Session = { isPushed: true, problems: [] };

/** The event of a goal that the session script finds comes from its list. */
export function sessionOf({ asked, compiled, scripts, content }: Sides, key: string): Session {
  const isFound = compiled.resources.some(
    ({ address: one, users }) => one === SESSION_SCRIPT_ADDRESS && users.includes(`goal:${key}`),
  );
  const wanted = asked.at.content.entities["gtm.tag"].find(
    (tag) => markOfEntity(tag)?.address === SESSION_SCRIPT_ADDRESS,
  );
  if (wanted === undefined || !isFound) return PUSHED;
  const [script, more] = scripts;
  const never = (why: string): Session => ({
    isPushed: false,
    problems: [
      problem("session-script-missing", `The session script, which detects it, ${why}, so it never counts.`),
    ],
  });
  if (script === undefined) return never("is not served");
  const { measurementId, tag } = script;
  const event = JSON.stringify(sessionEvent(compiled.owner, key));
  if (!parameterText(tag, "html")?.includes(event))
    return never(`does not have it in its list (${String(tag.name)})`);
  const steps = stepsOf({ asked, compiled, content }, key);
  if (steps.missing.length > 0) return { isPushed: false, problems: steps.missing };
  const differs = (why: string) =>
    problem("session-script-differs", `The session script (${String(tag.name)}) ${why}.`);
  return {
    isPushed: true,
    problems: [
      ...steps.otherwise,
      ...(measurementId === compiled.measurementId
        ? []
        : [differs(`asks for sessions of ${measurementId}, and the file says ${compiled.measurementId}`)]),
      ...(firedAlike(wanted, asked.at.content, tag, content)
        ? []
        : [differs("does not run on the pages and history changes that the file asks for")]),
      ...(more === undefined ? [] : [differs(`is served twice (${String(more.tag.name)} as well)`)]),
    ],
  };
}

interface Steps {
  readonly missing: readonly ServedProblem[];
  readonly otherwise: readonly ServedProblem[];
}

/** A goal on a funnel: the tags that report its steps to the script. */
function stepsOf(
  { asked, compiled, content }: Pick<Sides, "asked" | "compiled" | "content">,
  key: string,
): Steps {
  const served = content.entities["gtm.tag"].flatMap((tag) => {
    const step = reportedStep(parameterText(tag, "html") ?? "", compiled.owner, key);
    return step === null || tag.paused === true ? [] : [{ tag, step }];
  });
  const wanted = asked.at.content.entities["gtm.tag"].flatMap((tag) => {
    const step = reportedStep(parameterText(tag, "html") ?? "", compiled.owner, key);
    return step === null ? [] : [{ tag, step }];
  });
  const servedAs = (step: number) => served.filter((one) => one.step === step);
  const missing = wanted.filter(({ step }) => servedAs(step).length === 0);
  const otherwise = wanted.filter(
    ({ tag, step }) =>
      servedAs(step).length > 0 &&
      !servedAs(step).some((one) => firedAlike(tag, asked.at.content, one.tag, content)),
  );
  return {
    missing: missing.map(({ tag }) =>
      problem(
        "step-tag-missing",
        `The tag that reports a step of its funnel (${String(tag.name)}) is not served, so it never counts.`,
      ),
    ),
    otherwise: otherwise.map(({ tag }) =>
      problem(
        "step-tag-differs",
        `The tag that reports a step of its funnel (${String(tag.name)}) fires at other moments than the file asks for.`,
      ),
    ),
  };
}

/** 0 is the first step; null for a tag that reports none of this goal. */
function reportedStep(html: string, owner: string, goal: string): number | null {
  const event = sessionEvent(owner, goal).replace(/[.]/g, "\\.");
  const number = new RegExp(`\\[\\s*["']${event}["']\\s*,\\s*(\\d+)\\s*,`).exec(html)?.[1];
  return number === undefined ? null : Number(number);
}
