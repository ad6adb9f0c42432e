/**
 * What is at Google → goals and funnels in the language: the inverse of `compile/`.
 *
 * What carries the mark of the file is known by its address, everything else by what it does. Nothing is guessed: what the
 * language cannot say is left out with every reason, and what it says otherwise says so.
 */
import type { FunnelStep, Goal } from "../language/goal-set/goal-set.ts";
import { titleOf } from "../language/meaning/title.ts";
import { funnelSaid } from "../language/writing/funnel.ts";
import { fieldsInOne } from "../language/writing/said.ts";
import { notesOfPeople } from "../resources/mark.ts";
import type { JsonObject, Kind } from "../resources/resource.ts";
import type { DefinitionSnapshot, KeyEventSnapshot } from "../resources/snapshot.ts";
import { acceptedGoal, refusalOf } from "./accepted.ts";
import { type AtGoogle, type Own, ownDefinition, ownEntity } from "./at-google.ts";
import { membersOf, morePagesThan } from "./audiences.ts";
import { columnsOf } from "./columns.ts";
import { type FoundFunnel, type FoundStep, funnelOf, type OwnStep } from "./funnels.ts";
import { commonOf, countingOf, goalOf, registered, somePage, virtualPage, withoutGtagCheck } from "./goal.ts";
import { Ids } from "./ids.ts";
import {
  fidelityOf,
  type LeftOut,
  type Lift,
  type LiftedFunnel,
  type LiftedGoal,
  type Origin,
} from "./lifted.ts";
import { ANY_PAGE } from "./page.ts";
import { Findings } from "./reasons.ts";
import { ruleSourceOf } from "./rule-conditions.ts";
import { isPage, ruleGoal, setBy } from "./rules.ts";
import { keepRest, sentBy } from "./sent.ts";
import { sessionGoalsOf } from "./session.ts";
import { type Firing, firingOf, type Target } from "./tag.ts";

export function liftContainer(at: AtGoogle, target: Target): Lift {
  return new Lifting(at, target).all();
}

class Lifting {
  readonly #at: AtGoogle;
  readonly #target: Target;
  readonly #ids: Ids;
  readonly #keyEvents: ReadonlyMap<string, KeyEventSnapshot>;
  readonly #columns: ReturnType<typeof columnsOf>;
  readonly #goals: LiftedGoal[] = [];
  readonly #leftOut: LeftOut[] = [];
  readonly #steps: FoundStep[] = [];
  readonly #stepsFrom = new Map<string, Origin[]>();

  constructor(at: AtGoogle, target: Target) {
    this.#at = at;
    this.#target = target;
    this.#keyEvents = new Map((at.keyEvents ?? []).map((one) => [one.eventName, one]));
    this.#columns = columnsOf(at.definitions);
    this.#ids = new Ids(this.#ownKeys());
  }

  all(): Lift {
    const tags = this.#at.content.entities["gtm.tag"].filter(({ type }) => type === "gaawe");
    const rules = this.#definitions("ga4.eventCreateRule").filter(
      ({ stream }) => stream === null || stream === this.#target.measurementId,
    );
    const liftedTags = tags.filter((tag) => this.#tag(tag)).length;
    const liftedRules = rules.filter((rule) => this.#rule(rule)).length;
    for (const audience of this.#definitions("ga4.audience")) this.#pageCount(audience);
    const keyEvents = this.#at.keyEvents ?? [];
    const liftedKeyEvents = keyEvents.filter((one) => this.#keyEvent(one)).length;
    const funnels = this.#funnels();
    return {
      goals: this.#goals,
      funnels,
      leftOut: this.#leftOut,
      coverage: {
        tags: { total: tags.length, lifted: liftedTags },
        keyEvents: { total: keyEvents.length, lifted: liftedKeyEvents },
        rules: { total: rules.length, lifted: liftedRules },
      },
    };
  }

  #definitions(kind: "ga4.eventCreateRule" | "ga4.audience"): readonly DefinitionSnapshot[] {
    return this.#at.definitions[kind] ?? [];
  }

  #ownKeys(): string[] {
    const { owner } = this.#target;
    const ofTags = this.#at.content.entities["gtm.tag"].map((tag) => ownEntity(tag, owner));
    const ofDefinitions = (["ga4.eventCreateRule", "ga4.audience"] as const).flatMap((kind) =>
      this.#definitions(kind).map((one) => ownDefinition(kind, one, owner)),
    );
    return [...ofTags, ...ofDefinitions].flatMap((own) => (own === null ? [] : [own.key]));
  }

  #tag(tag: JsonObject): boolean {
    const findings = new Findings();
    const origin: Origin = { kind: "gtm.tag", name: String(tag["name"]) };
    const own = ownEntity(tag, this.#target.owner);
    const firing = firingOf(findings, tag, this.#at.content, this.#target);
    const isStep = own?.key.includes(".") ?? false;
    const keyEvent = firing === null ? null : (this.#keyEvents.get(firing.event) ?? null);
    const sent = sentBy(findings, tag, this.#at.content, keyEvent !== null);
    keepRest(findings, tag);
    if (firing === null) return this.#left(origin, findings);
    const label = this.#labelOf(tag, own);
    if (own !== null && isStep) return this.#step(findings, origin, own, firing, label);
    const notes = notesOfPeople(tag["notes"] as string | undefined)
      .join("\n")
      .trim();
    const known = {
      id: own?.key ?? this.#ids.for(firing.event),
      name: label,
      description: own === null && notes !== "" ? notes : null,
      event: firing.event,
      isProtected: own?.isProtected ?? false,
    };
    const parameters = registered(sent.parameters, this.#columns);
    const common = commonOf(known, { keyEvent, value: sent.value, parameters }, firing.consent);
    const goal = goalOf(findings, common, firing, sessionGoalsOf(this.#at.content, this.#target.owner));
    return this.#goal(findings, origin, goal);
  }

  #labelOf(tag: JsonObject, own: Own | null): string {
    const name = String(tag["name"]);
    const start = `${this.#target.owner ?? ""} - `;
    return own !== null && name.startsWith(start) ? name.slice(start.length) : name;
  }

  #goal(findings: Findings, origin: Origin, goal: Goal | null): boolean {
    if (goal === null || findings.reasons.length > 0) return this.#left(origin, findings);
    const accepted = acceptedGoal(goal, titleOf(goal.id));
    if ("refusal" in accepted) {
      findings.leaveOut(refusedAs(accepted.refusal, goal.event), refusedAbout(accepted.refusal, goal.event));
      return this.#left(origin, findings);
    }
    this.#goals.push({ id: goal.id, ...accepted, fidelity: fidelityOf(findings), from: [origin] });
    return true;
  }

  #left(origin: Origin, { reasons }: Findings): false {
    this.#leftOut.push({ ...origin, reasons });
    return false;
  }

  #step(
    findings: Findings,
    origin: Origin,
    own: Own,
    { event, ways, consent }: Firing,
    label: string,
  ): boolean {
    const [funnel = "", id = ""] = own.key.split(".");
    const common = { id, name: titleOf(id), event, at: { file: "", line: 0, column: 0 } };
    const [way, other] = ways;
    const virtual = way && other ? virtualPage(way, other) : null;
    const step: OwnStep | null =
      virtual !== null
        ? { is: "page", ...common, page: somePage(virtual), spa: true, via: "gtm" }
        : way?.is === "page"
          ? { is: "page", ...common, page: somePage(way.page), spa: false, via: "gtm" }
          : way?.is === "interaction"
            ? { is: "interaction", ...common, on: withoutGtagCheck(way.on, event), page: way.page }
            : null;
    if (step === null) findings.leaveOut("unknown-trigger", origin.name);
    if (step === null || findings.reasons.length > 0) return this.#left(origin, findings);
    return this.#foundStep({ funnel, step, label, consent }, origin);
  }

  #foundStep(step: FoundStep, origin: Origin): true {
    this.#steps.push(step);
    this.#stepsFrom.set(step.funnel, [...(this.#stepsFrom.get(step.funnel) ?? []), origin]);
    return true;
  }

  #rule(rule: DefinitionSnapshot): boolean {
    const findings = new Findings();
    const event = String(rule.body["destinationEvent"]);
    const origin: Origin = { kind: "ga4.eventCreateRule", name: event };
    const own = ownDefinition("ga4.eventCreateRule", rule, this.#target.owner);
    const source = ruleSourceOf(findings, rule.body);
    if (source === null) return this.#left(origin, findings);
    const keyEvent = this.#keyEvents.get(event) ?? null;
    const isPageView = isPage(source, { parameters: [], value: null }, keyEvent) && !setsValue(rule.body);
    const set = setBy(findings, rule.body, keyEvent, isPageView);
    if (own?.key.includes(".")) {
      const [funnel = "", id = ""] = own.key.split(".");
      if (findings.reasons.length > 0) return this.#left(origin, findings);
      return this.#foundStep({ funnel, step: ruleStep(id, event, source), label: null, consent: [] }, origin);
    }
    const known = {
      id: own?.key ?? this.#ids.for(event),
      name: null,
      description: null,
      event,
      isProtected: own?.isProtected ?? false,
    };
    const parameters = registered(set.parameters, this.#columns);
    const common = commonOf(known, { keyEvent, value: set.value, parameters });
    return this.#goal(findings, origin, ruleGoal(common, source, set, keyEvent));
  }

  #pageCount(audience: DefinitionSnapshot): void {
    const { body } = audience;
    const trigger = body["eventTrigger"] as JsonObject | undefined;
    const event = trigger?.["eventName"];
    if (typeof event !== "string") return;
    const findings = new Findings();
    const origin: Origin = { kind: "ga4.audience", name: String(body["displayName"]) };
    const own = ownDefinition("ga4.audience", audience, this.#target.owner);
    const moreThan = morePagesThan(body);
    if (moreThan === null) findings.leaveOut("edited-audience");
    const start = `${this.#target.owner ?? ""} - `;
    const name =
      own !== null && origin.name.startsWith(start) ? origin.name.slice(start.length) : origin.name;
    const known = {
      id: own?.key ?? this.#ids.for(event),
      name,
      description: null,
      event,
      isProtected: own?.isProtected ?? false,
    };
    const common = commonOf(known, {
      keyEvent: this.#keyEvents.get(event) ?? null,
      value: null,
      parameters: [],
    });
    this.#goal(
      findings,
      origin,
      moreThan === null ? null : { ...common, type: "pages_per_session", moreThan, via: "ga4" },
    );
  }

  /** Counted by a goal already, or by the event itself, whoever sends it. */
  #keyEvent(keyEvent: KeyEventSnapshot): boolean {
    const event = keyEvent.eventName;
    const origin: Origin = { kind: "ga4.keyEvent", name: event };
    const counting = this.#goals.filter(({ goal }) => goal.event === event);
    if (counting.length > 0) return true;
    const known = { id: this.#ids.for(event), name: null, description: null, event, isProtected: false };
    const common = commonOf(known, { keyEvent, value: null, parameters: [] });
    return this.#goal(new Findings(), origin, {
      ...common,
      counting: countingOf(keyEvent),
      type: "event",
      on: { kind: "ga4_event", event, where: [] },
      page: ANY_PAGE,
    });
  }

  #funnels(): LiftedFunnel[] {
    const owner = this.#target.owner ?? "";
    const members = this.#definitions("ga4.audience").flatMap((one) => {
      const [id, of] = ownDefinition("ga4.audience", one, this.#target.owner)?.key.split("/") ?? [];
      if (id === undefined || (of !== "completed" && of !== "abandoned")) return [];
      const found = membersOf(one.body, of);
      return found === null ? [] : [{ id, found }];
    });
    const ids = [...new Set([...this.#steps.map(({ funnel }) => funnel), ...members.map(({ id }) => id)])];
    return ids.flatMap((id): LiftedFunnel[] => {
      const audiences = members.filter((one) => one.id === id).map(({ found }) => found);
      const steps = this.#steps.filter(({ funnel }) => funnel === id);
      return this.#funnel(owner, { id, steps, audiences: audiences.sort((a, b) => (a.of > b.of ? -1 : 1)) });
    });
  }

  #funnel(owner: string, found: FoundFunnel): LiftedFunnel[] {
    const { id, audiences } = found;
    const funnel = funnelOf(
      owner,
      found,
      this.#goals.map(({ goal }) => goal),
    );
    const names = new Map(this.#goals.map(({ goal }) => [goal.id, goal.name]));
    const fields = funnelSaid(funnel, names);
    const from: Origin[] = [
      ...(this.#stepsFrom.get(id) ?? []),
      ...audiences.map(({ displayName }): Origin => ({ kind: "ga4.audience", name: displayName })),
    ];
    const goals = Object.fromEntries(
      this.#goals
        .filter(({ id: goal }) => isStep(funnel.steps, goal))
        .map((one) => [one.id, fieldsInOne(one.fields)]),
    );
    const code =
      funnel.steps.length < 2 ? "steps-not-shown" : refusalOf(goals, { [id]: fieldsInOne(fields) });
    if (code === null) return [{ id, funnel, fields, fidelity: { is: "same" }, from }];
    const reason =
      code === "steps-not-shown"
        ? ({ code, about: id } as const)
        : ({ code: "refused", about: code } as const);
    this.#leftOut.push(...from.map((one) => ({ ...one, reasons: [reason] })));
    return [];
  }
}

function isStep(steps: readonly FunnelStep[], goal: string): boolean {
  return steps.some((step) => step.is === "goal" && step.goal === goal);
}

/** A value over which a page view would not be written. */
function setsValue(rule: JsonObject): boolean {
  const names = JSON.stringify(rule["parameterMutations"] ?? []);
  return names.includes('"parameter":"value"') && names.includes('"parameter":"currency"');
}

function ruleStep(
  id: string,
  event: string,
  source: { event: string; page: OwnStep["page"]; where: readonly never[] | readonly unknown[] },
): OwnStep {
  const common = { id, name: titleOf(id), event, at: { file: "", line: 0, column: 0 } };
  const { page } = source;
  if (source.event === "page_view" && source.where.length === 0)
    return { is: "page", ...common, page, spa: false, via: "ga4" };
  const where = source.where as Extract<
    Extract<OwnStep, { is: "interaction" }>["on"],
    { kind: "ga4_event" }
  >["where"];
  return { is: "interaction", ...common, on: { kind: "ga4_event", event: source.event, where }, page };
}

/** Names that are no words of the language, for which it will have some. */
function refusedAs(code: string, event: string) {
  if (event === "page_view") return "page-view" as const;
  return code === "invalid-event-name" ? ("odd-event-name" as const) : ("refused" as const);
}

function refusedAbout(code: string, event: string): string {
  return refusedAs(code, event) === "refused" ? code : event;
}

export type { Kind };
