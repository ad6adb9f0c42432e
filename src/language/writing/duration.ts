/** Seconds → `90s`, `4m`, `1h30m`: as people would say it, and as `meaning/duration.ts` reads it. */
export function durationToYaml(seconds: number): string {
  if (seconds < 120 && seconds % 60 !== 0) return `${seconds}s`;
  const parts = [
    [Math.floor(seconds / 3600), "h"],
    [Math.floor((seconds % 3600) / 60), "m"],
    [seconds % 60, "s"],
  ] as const;
  const said = parts.filter(([count]) => count > 0).map(([count, unit]) => `${count}${unit}`);
  return said.length === 0 ? "0s" : said.join("");
}
