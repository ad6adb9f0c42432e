/** What an apply did, and what is live now. */
import type { ApplyResult, Done } from "../app/result/at-target.ts";
import type { Plan, PlanTarget } from "../plan/plan.ts";
import type { RemovalStep } from "../plan/steps.ts";
import { GA4_KINDS, IN_ANALYTICS, labelOf } from "../resources/kinds.ts";
import type { JsonObject } from "../resources/resource.ts";
import { counted } from "./words.ts";

/** One sentence or two a line. */
export function appliedLines({ plan, namesTarget }: ApplyResult, done: Done): string[] {
  const { add, change, remove } = plan.summary;
  return [
    `Applied: ${add} added, ${change} changed, ${remove} removed.`,
    ...(done.inAnalytics === null ? [] : [`Written in Analytics: ${done.inAnalytics}.`]),
    ...whatIsLive(plan, done, namesTarget),
    ...withoutAnnotation(done.unannotated),
    ...sinceThen(done.meanwhile),
    `${counted(done.requests, "request")} in all.`,
  ];
}

/** Nothing for machines to act on: everything was done. */
export function withoutAnnotation(why: string | null): string[] {
  return why === null ? [] : [`Warning: this was done without an annotation on the reports. ${why}`];
}

/** What the plan could not know. */
export function sinceThen(meanwhile: Done["meanwhile"]): string[] {
  return meanwhile.map(({ message }) => `Warning: this changed while the plan was carried out. ${message}`);
}

export function doneJson(done: Done): JsonObject {
  const { analytics, heldBack, version, isLive, requests, unsettled, unannotated, meanwhile } = done;
  return {
    ...Object.fromEntries(GA4_KINDS.map((kind) => [IN_ANALYTICS[kind].jsonKey, analytics[kind] ?? 0])),
    held_back: heldBack.map(heldBackName),
    version: version ? { id: version.id, name: version.name, url: version.url } : null,
    live: isLive,
    requests,
    ...(unsettled === null ? {} : { unsettled }),
    ...(unannotated === null ? {} : { unannotated }),
    ...(meanwhile.length === 0
      ? {}
      : { warnings: meanwhile.map(({ code, message }) => ({ code, message })) }),
  };
}

function whatIsLive({ target }: Plan, { version, isLive, heldBack, before }: Done, namesTarget: boolean) {
  if (!isLive) return [...preview(target, version), ...waiting(heldBack)];
  if (version === null)
    return [`Live now: property ${target.property}; nothing in Tag Manager had to change.`];
  const words = `Live now: version ${version.id} of ${target.container}, and property ${target.property}.`;
  const which = namesTarget ? ` --target ${target.name}` : "";
  return before ? [words, `To publish version ${before.id} again: goalform rollback${which}.`] : [words];
}

function preview({ container }: PlanTarget, version: Done["version"]): string[] {
  if (version === null) return [];
  const where = version.url === "" ? "" : `: ${version.url}`;
  return [`Version ${version.id} of ${container} is ready for preview and not live${where}`];
}

/** Published by hand, the version would take along the marks by which these are known as ours. */
function waiting(heldBack: readonly RemovalStep[]): string[] {
  if (heldBack.length === 0) return ["Publish it in Tag Manager, or run apply again without --no-publish."];
  const keyEvents = heldBack.flatMap((step) => (step.do === "delete key event" ? [step.eventName] : []));
  const others = heldBack.filter((step) => step.do !== "delete key event").map(heldBackName);
  return [
    ...(keyEvents.length > 0
      ? [`Not done yet: these stay key events until then: ${keyEvents.join(", ")}.`]
      : []),
    ...(others.length > 0 ? [`Not done yet: these stay in Analytics until then: ${others.join(", ")}.`] : []),
    `Publish by running apply again without --no-publish; published by hand, they would stay${others.length > 0 ? "" : " key events"}.`,
  ];
}

/** A key event's name; for others what they are as well. */
function heldBackName(step: RemovalStep): string {
  return step.do === "delete key event" ? step.eventName : `${labelOf(step.kind)} "${step.name}"`;
}
