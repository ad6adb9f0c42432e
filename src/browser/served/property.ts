/** Settings of the property and of the container that contradict the file, and are not about one goal. */
import { regex } from "../../container/possible-texts.ts";
import type { GoalSet } from "../../language/goal-set/goal-set.ts";
import { googleTagWarnings } from "../../plan/google-tag.ts";
import { EMPTY_CONTENT, NO_LISTS_READ } from "../../resources/snapshot.ts";
import type { GoogleTagSettings } from "./google-tag.ts";
import type { Served } from "./read-served.ts";
import type { Sides } from "./sides.ts";
import { problem, type ServedProblem } from "./verdict.ts";

export interface PropertyFindings {
  readonly problems: readonly ServedProblem[];
  readonly notes: readonly string[];
}

interface Read {
  readonly gtm: Served | null;
  readonly settings: GoogleTagSettings | null;
  readonly visits?: readonly string[];
}

export function propertyProblems(
  goalSet: GoalSet,
  { compiled, content }: Sides,
  { gtm, settings, visits = [] }: Read,
): PropertyFindings {
  const ofContainer = gtm === null ? [] : googleTagWarnings(compiled, live(content, gtm));
  const ofProperty =
    settings === null
      ? []
      : [
          ...referralProblems([...textsIn(goalSet), ...visits], settings),
          ...crossDomainProblems(goalSet, settings),
        ];
  const isEmpty = gtm !== null && !content.entities["gtm.tag"].some(({ type }) => type === "gaawe");
  const asksForTags = compiled.resources.some(
    ({ kind, body }) => kind === "gtm.tag" && body.type === "gaawe",
  );
  const plain = ofContainer.map(({ code, message }) => problem(code, message));
  return {
    problems: [...plain, ...(isEmpty && asksForTags ? [NO_EVENT_TAGS] : []), ...ofProperty],
    notes: [...(settings === null ? NOT_READ : settingsRead(settings)), ...audienceNotes(goalSet)],
  };
}

const NO_EVENT_TAGS = problem(
  "no-event-tags",
  "No GA4 event tag at all is served: either nothing of the file was published yet, or the container was upgraded to a Google tag (in 2026), which `verify` cannot read.",
);

const NOT_READ = [
  "gtag/js was not read: key events, event create rules and settings of the property were not compared. Name it with --gtag-js.",
];

function live(content: Sides["content"], { publicId }: Served) {
  const container = {
    label: publicId ?? "The container",
    usageContext: ["web"],
    live: null,
    latest: null,
    content: content ?? EMPTY_CONTENT,
    unpublished: null,
  };
  return { container, property: { property: "", keyEvents: [], webStreams: [], definitions: NO_LISTS_READ } };
}

/** Payment services that have pages of their own, to which shops send people and from which these come back. */
const PAYMENT_HOSTS: readonly string[] = [
  "paypal.com",
  "stripe.com",
  "klarna.com",
  "adyen.com",
  "mollie.com",
  "worldpay.com",
  "braintreegateway.com",
  "sagepay.com",
  "opayo.co.uk",
  "saferpay.com",
  "postfinance.ch",
  "datatrans.com",
  "payone.com",
  "paydirekt.de",
  "giropay.de",
  "sofort.com",
  "przelewy24.pl",
  "payu.com",
  "bluesnap.com",
  "2checkout.com",
  "razorpay.com",
  "mercadopago.com",
  "pagseguro.uol.com.br",
  "redsys.es",
  "wayforpay.com",
  "liqpay.ua",
  "checkout.com",
  "amazonpay.com",
  "afterpay.com",
  "affirm.com",
];

/** People who come back from paying would begin a new session, with the payment service as its source. */
function referralProblems(
  texts: readonly string[],
  { unwantedReferrals }: GoogleTagSettings,
): readonly ServedProblem[] {
  const named = PAYMENT_HOSTS.filter((host) => texts.some((text) => namesHost(text, host)));
  return named
    .filter((host) => !unwantedReferrals.some((pattern) => regex(pattern, "i")?.test(host)))
    .map((host) =>
      problem(
        "referral-exclusion-missing",
        `The goals or their tests name ${host}, where people pay, and it is not in the list of unwanted referrals: visitors who come back from it count as visits from there. Add it in Analytics (Admin, Data streams, Configure tag settings, List unwanted referrals).`,
      ),
    );
}

function namesHost(text: string, host: string): boolean {
  const plain = text.replaceAll("\\.", ".").toLowerCase();
  return new RegExp(`(?<![a-z0-9-])${host.replaceAll(".", "\\.")}(?![a-z0-9-]|\\.[a-z])`).test(plain);
}

/** All texts that goals and steps compare with. */
function textsIn({ goals, funnels }: GoalSet): readonly string[] {
  const found: string[] = [];
  const visit = (value: unknown, key: string): void => {
    if (typeof value === "string" && key !== "file" && key !== "source") found.push(value);
    else if (Array.isArray(value)) for (const one of value) visit(one, key);
    else if (typeof value === "object" && value !== null)
      for (const [name, one] of Object.entries(value)) if (name !== "at") visit(one, name);
  };
  visit([goals, funnels], "");
  return found;
}

/** Sites between which people go in one visit: the hosts that goals are restricted to. */
function crossDomainProblems(
  { goals, defaults }: GoalSet,
  { crossDomain }: GoogleTagSettings,
): readonly ServedProblem[] {
  const pages = goals.flatMap((goal) => ("page" in goal ? goal.page.host : []));
  const hosts = [...pages, ...(defaults?.host ?? [])]
    .filter(({ op, not }) => !not && (op === "equals" || op === "one_of" || op === "ends_with"))
    .flatMap(({ values }) => values.map((value) => value.replace(/^\./, "").toLowerCase()))
    .filter((host) => /^[a-z0-9-]+(?:\.[a-z0-9-]+)+$/.test(host));
  const sites = new Map(hosts.map((host) => [siteOf(host), host]));
  if (sites.size < 2) return [];
  const missing = [...sites.values()].filter(
    (host) => !crossDomain.some((pattern) => regex(pattern, "i")?.test(host)),
  );
  if (missing.length === 0) return [];
  return [
    problem(
      "cross-domain-missing",
      `The goals are about ${[...sites.values()].join(" and ")}, and cross-domain measurement does not know ${missing.join(" and ")}: a visitor who goes from one to the other counts as two. Add it in Analytics (Admin, Data streams, Configure tag settings, Configure your domains).`,
    ),
  ];
}

/** The last two labels, or three where the second is as short as in `co.uk`. */
function siteOf(host: string): string {
  const labels = host.split(".");
  const isShort = labels.length > 2 && labels.at(-2)!.length <= 3;
  return labels.slice(isShort ? -3 : -2).join(".");
}

function settingsRead({
  internalTraffic,
  sessionMinutes,
  unwantedReferrals,
  crossDomain,
}: GoogleTagSettings): readonly string[] {
  return [
    internalTraffic.length === 0
      ? "No internal traffic is defined: visits of the site's own people count."
      : `Internal traffic is marked as ${internalTraffic.join(", ")}.`,
    sessionMinutes === null || sessionMinutes === USUAL_MINUTES
      ? "A session ends after 30 minutes without activity."
      : `A session ends after ${sessionMinutes} minutes without activity (Google's own setting is ${USUAL_MINUTES}): what counts once per session counts ${sessionMinutes < USUAL_MINUTES ? "more" : "less"} often.`,
    unwantedReferrals.length === 0
      ? "No unwanted referrals are defined: if people pay at another site, that site becomes the source of the visit."
      : `Unwanted referrals: ${unwantedReferrals.map(asHost).join(", ")}.`,
    crossDomain.length === 0
      ? "Cross-domain measurement is not set up."
      : `Cross-domain measurement: ${crossDomain.map(asHost).join(", ")}.`,
    "How often a key event counts (once per session or every time) and its value are not served.",
  ];
}

const USUAL_MINUTES = 30;

function asHost(pattern: string): string {
  return pattern.replace(/\\(.)/g, "$1");
}

function audienceNotes({ funnels }: GoalSet): readonly string[] {
  const named = funnels.filter(({ audiences }) => audiences.length > 0).map(({ id }) => id);
  return named.length === 0
    ? []
    : [`Audiences are not served: those of ${named.join(", ")} were not compared.`];
}
