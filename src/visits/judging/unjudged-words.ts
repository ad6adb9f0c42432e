/** What cannot be said offline, and where to see it. */
export const BY_AUDIENCE = "an audience counts it";

/** No browser shows what an audience does at Google. */
export function whereToSee(unjudged: string): string {
  return unjudged.startsWith(BY_AUDIENCE) ? "`goalform report` says what it counted" : "use verify";
}

/** The two, as sentences. */
export function unjudgedInWords(unjudged: string): string {
  const advice = whereToSee(unjudged);
  return `cannot be judged offline: ${unjudged}. ${advice.charAt(0).toUpperCase()}${advice.slice(1)}.`;
}
