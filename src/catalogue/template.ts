/** Files to start from: for each kind of site its main conversion, the steps on the way to it, and a funnel. */
import type { WayOptions } from "./choose-way.ts";
import type { EntryOptions } from "./goal-entry.ts";
import type { Value } from "./way-kinds.ts";

export interface Template {
  readonly id: TemplateId;
  /** What kind of site it is for. */
  readonly site: string;
  /** The main conversion comes first. */
  readonly goals: readonly TemplateGoal[];
  readonly funnel: TemplateFunnel;
}

export type TemplateId = "shop" | "leads" | "trial" | "content";

interface TemplateGoal {
  readonly recipe: string;
  readonly options?: WayOptions;
  readonly wishes?: EntryOptions;
}

interface TemplateFunnel {
  readonly id: string;
  readonly name: string;
  readonly why: string;
  readonly within: string;
  readonly steps: readonly { readonly [key: string]: Value }[];
}

export const TEMPLATES: readonly Template[] = [
  {
    id: "shop",
    site: "an online shop",
    goals: [
      { recipe: "purchase" },
      { recipe: "checkout-reached" },
      { recipe: "add-to-cart" },
      { recipe: "site-search" },
      { recipe: "time-on-site" },
    ],
    funnel: {
      id: "checkout",
      name: "Checkout",
      why: "The way to a purchase, step by step: where do visitors give up?",
      within: "1h",
      steps: [
        { id: "product", name: "Product viewed", on: { ga4_event: "view_item" } },
        { goal: "add_to_cart" },
        { goal: "checkout_reached" },
        { goal: "purchase" },
      ],
    },
  },
  {
    id: "leads",
    site: "a company that wants enquiries",
    goals: [
      { recipe: "form-completed", wishes: { id: "enquiry", role: "macro" } },
      { recipe: "click-to-call" },
      { recipe: "click-to-mail" },
      { recipe: "brochure-download" },
      { recipe: "time-on-site" },
    ],
    funnel: {
      id: "contact",
      name: "Way to an enquiry",
      why: "The way to an enquiry, step by step: where do visitors give up?",
      within: "1h",
      steps: [
        { id: "service", name: "Service viewed", page: { path: { begins_with: "/services/" } } },
        { id: "form", name: "Contact page viewed", page: "/contact" },
        { goal: "enquiry" },
      ],
    },
  },
  {
    id: "trial",
    site: "a product that can be tried for nothing",
    goals: [
      { recipe: "trial-started", wishes: { role: "macro" } },
      { recipe: "account-created" },
      { recipe: "demo-booked" },
      { recipe: "page-viewed", wishes: { id: "pricing_viewed" } },
      { recipe: "returning-visit" },
    ],
    funnel: {
      id: "onboarding",
      name: "Way to a trial",
      why: "The way to a trial, step by step: where do visitors give up?",
      within: "24h",
      steps: [{ goal: "pricing_viewed" }, { goal: "account_created" }, { goal: "trial_started" }],
    },
  },
  {
    id: "content",
    site: "a magazine or a blog",
    goals: [
      { recipe: "newsletter-signup", wishes: { role: "macro" } },
      { recipe: "article-read" },
      { recipe: "pages-read" },
      { recipe: "share" },
      { recipe: "returning-visit" },
    ],
    funnel: {
      id: "readers",
      name: "From reader to subscriber",
      why: "From the first article to the newsletter, step by step: where do readers stop?",
      within: "1h",
      steps: [
        { id: "article", name: "Article opened", page: { path: { begins_with: "/blog/" } } },
        { goal: "article_read" },
        { goal: "newsletter_signup" },
      ],
    },
  },
];
