/** How long the tests of a goals file take. */
import { readGoals } from "../../src/language/read-goals.ts";
import { compiledSite } from "../../src/visits/compiled-site.ts";
import { judgeTest } from "../../src/visits/judging/judge-test.ts";
import { openTests } from "../../src/visits/reading/read-tests.ts";
import type { Figure } from "./bench.ts";

const GOALS = `version: 1
name: acme-shop
targets: { live: { ga4: { property: "123456789", measurement_id: G-TEST123456 }, gtm: { container: GTM-TEST01 } } }
goals:
${range(9, (n) => `  page_${n}: { type: destination, page: { path: /thanks/${n}, query: { step: done } }, spa: true }`)}
${range(9, (n) => `  event_${n}: { type: event, on: { data_layer: done_${n} }, where: { plan: { not: free } } }`)}
${range(9, (n) => `  click_${n}: { type: event, on: { click: ".buy-${n}" } }`)}
  long: { type: duration, longer_than: 4m }
  deep: { type: pages_per_session, more_than: 3 }
  read: { type: duration, longer_than: 90s, scope: page, page: /guide }
`;

const KINDS: readonly ((n: number) => string)[] = [
  (n) => `goal: page_${n % 9}, counts_on: ["/thanks/${n % 9}?step=done"], not_on: [/thanks/${n % 9}, /]`,
  (n) => `visit: [{ page: / }, { navigate: "/thanks/${n % 9}?step=done" }], counts: page_${n % 9}`,
  (n) =>
    `visit: [{ page: / }, { data_layer: { event: done_${n % 9}, plan: pro } }], counts: event_${n % 9}, sends: event_${n % 9}`,
  (n) => `visit: [{ page: / }, { data_layer: { event: done_${n % 9}, plan: free } }], not: event_${n % 9}`,
  (n) => `visit: [{ page: / }, { click: '<a class="buy-${n % 9}"><i>${n}</i></a>' }], counts: click_${n % 9}`,
  () => "visit: [{ page: / }, { wait: 3m }, { page: /b }, { wait: 2m }], counts: long",
  () => "visit: [{ page: / }, { page: /b }, { page: /c }, { page: /d }], counts: deep",
  () => "visit: [{ page: /guide }, { wait: 90s }], counts: read, not: long",
];

export function visitFigures(): Figure[] {
  const [first, ...others] = [timeOfTests(1000), timeOfTests(1000), timeOfTests(1000)];
  return [
    { what: "1,000 tests of 30 goals, the first time", measured: first!, most: 1000, unit: "ms" },
    { what: "the same when all is compiled", measured: Math.min(...others), most: 1000, unit: "ms" },
  ];
}

/** Milliseconds of processor time for reading and running so many tests of 30 goals; every one of them passes. */
export function timeOfTests(number: number): number {
  const { goalSet } = readGoals("goals.yaml", bytes(GOALS));
  const tests = range(number, (n) => `  - { name: test ${n}, ${KINDS[n % KINDS.length]!(n)} }`);
  const text = bytes(`version: 1\nsite: https://www.acme.example\ntests:\n${tests}\n`);
  const start = process.cpuUsage();
  const measured = compiledSite(goalSet!, "G-TEST123456", { lives: "container", isSaid: false });
  const { tests: read } = openTests("goals.test.yaml", text).read(goalSet!);
  const results = read!.tests.map((test) => judgeTest(test, measured));
  const { user, system } = process.cpuUsage(start);
  if (results.length !== number || results.some(({ status }) => status !== "passed"))
    throw new Error("the tests do not pass");
  return (user + system) / 1000;
}

function range(number: number, line: (n: number) => string): string {
  return Array.from({ length: number }, (_, n) => line(n)).join("\n");
}

function bytes(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
