/** Rows → which small step leads to the big one, and how the credit is shared out. */
import type { LeadQuestion, Questions } from "../../figures/question.ts";
import type { Attribution, LeadAnswer } from "../../figures/source.ts";
import { removalEffects, type Transition } from "../../figures/statistics/markov.ts";
import { shapleyShares } from "../../figures/statistics/shapley.ts";
import { macroEvents, microEvents } from "../core/leads.ts";
import { unique } from "../required-columns.ts";
import type { AnswerRows } from "./rows.ts";

export function leadAnswer(
  lead: LeadQuestion,
  questions: Questions,
  unit: LeadAnswer["unit"],
  days: number | null,
  found: AnswerRows,
): LeadAnswer {
  const { micro, macro, microEvent, macroEvent } = lead;
  const counts =
    microEvent === macroEvent
      ? { why: "Both goals are counted by the same event." }
      : leadCounts(microEvent, String(macroEvents(questions).indexOf(macroEvent)), found);
  return { micro, macro, unit, within: days, counts };
}

/** Those who had both, and the big one first, did the big one without the small one. */
function leadCounts(
  event: string,
  macro: string,
  found: AnswerRows,
): Exclude<LeadAnswer["counts"], { why: string }> {
  const { n: reached = 0, m: converted = 0 } = found.one("lead", event, macro) ?? {};
  const { n: both = 0, m: after = 0 } = found.one("lead-both", event, macro) ?? {};
  return {
    with: reached,
    converted,
    without: found.n("lead-people") - reached + (both - after),
    convertedWithout: found.n("lead-macro", undefined, macro) - after,
  };
}

export function attributionOf(questions: Questions, found: AnswerRows): Attribution[] {
  const macros = macroEvents(questions);
  return unique(questions.leads.map(({ macro }) => macro)).map((macro) => {
    const leads = questions.leads.filter((lead) => lead.macro === macro);
    const event = leads[0]!.macroEvent;
    return attribution(macro, leads, microEvents(questions, event), String(macros.indexOf(event)), found);
  });
}

function attribution(
  macro: string,
  leads: readonly LeadQuestion[],
  events: readonly string[],
  index: string,
  found: AnswerRows,
): Attribution {
  const conversions = found.n("conversions", undefined, undefined, index);
  const markov = removalEffects(events, transitions(conversions, index, found)).shares;
  const sets = found.all("set", undefined, undefined, index);
  const shapley = shapleyShares(
    events,
    sets.map(({ a, n }) => ({ goals: goalsOfSet(Number(a), events), conversions: n })),
  );
  const isKnown = sets.length > 0;
  return {
    macro,
    conversions,
    shares: leads
      .filter(({ microEvent }) => events.includes(microEvent))
      .map(({ micro, microEvent }) => {
        // Goals that are counted by one event share what falls to it.
        const among = leads.filter((lead) => lead.microEvent === microEvent).length;
        const part = (shares: ReadonlyMap<string, number>): number | null =>
          isKnown ? shares.get(microEvent)! / among : null;
        return { micro, markov: part(markov), shapley: part(shapley) };
      }),
  };
}

function transitions(conversions: number, index: string, found: AnswerRows): Transition[] {
  const ends = found.all("walk-end", undefined, undefined, index);
  const direct = conversions - ends.reduce((sum, { n }) => sum + n, 0);
  return [
    ...found
      .all("walk", undefined, undefined, index)
      .map(({ a, b, n }) => ({ from: a || null, to: b, count: n })),
    ...ends.flatMap(({ a, n, m }): Transition[] => [
      { from: a, to: "(converted)", count: n },
      { from: a, to: "(lost)", count: m },
    ]),
    { from: null, to: "(converted)", count: direct },
  ];
}

/** The events whose bits are set. */
function goalsOfSet(set: number, events: readonly string[]): string[] {
  return events.filter((_, bit) => Math.floor(set / 2 ** bit) % 2 === 1);
}
