/** What visitors do to become a contact, a customer on trial or a user. */
import type { Recipe, RecipeGroup } from "../recipe.ts";

export const LEADS: RecipeGroup = {
  title: "Leads and sign-ups",
  recipes: [
    {
      id: "newsletter-signup",
      aliases: ["newsletter", "newsletter-subscription", "mailing-list"],
      title: "Newsletter sign-up",
      summary: "a visitor subscribes to the newsletter",
      role: "secondary",
      worth: { amount: 5, of: "a subscriber" },
      ways: [
        {
          by: "page",
          what: "/newsletter/thanks",
          counts: "the thank-you page for the newsletter is viewed",
          site: "This page must be shown after the sign-up, and only then.",
        },
        {
          by: "form",
          what: "newsletter",
          counts: "the newsletter form is submitted",
          site: 'The form must have this id in the page: <form id="…">.',
        },
        {
          by: "data_layer",
          what: "newsletter_signup",
          counts: "the site reports a newsletter sign-up in the data layer",
          site: "On the site, push this when the sign-up was successful:",
        },
      ],
    },
    lead({
      id: "form-completed",
      aliases: ["form", "contact-form", "form-sent", "lead", "enquiry", "inquiry"],
      title: "Form completed",
      summary: "a visitor fills in and submits a form",
      amount: 20,
      of: "an enquiry",
      form: "contact-form",
      thanks: "/contact/thanks",
      pushed: "form_completed",
      done: "a form is submitted",
      first: "form",
    }),
    lead({
      id: "quote-requested",
      aliases: ["quote", "request-quote", "offer-requested", "estimate"],
      title: "Quote requested",
      summary: "a visitor requests a quote",
      amount: 50,
      of: "a request for a quote",
      form: "quote-form",
      thanks: "/quote/thanks",
      pushed: "quote_requested",
      done: "a quote is requested",
      first: "page",
    }),
    lead({
      id: "demo-booked",
      aliases: ["demo", "book-demo", "appointment", "appointment-booked", "meeting-booked"],
      title: "Demo booked",
      summary: "a visitor books a demonstration or an appointment",
      amount: 80,
      of: "a demo",
      form: "demo-form",
      thanks: "/demo/thanks",
      pushed: "demo_booked",
      done: "a demo is booked",
      first: "page",
    }),
    {
      id: "trial-started",
      aliases: ["trial", "free-trial", "start-trial"],
      title: "Free trial started",
      summary: "a visitor starts a free trial",
      role: "milestone",
      worth: { amount: 30, of: "a trial" },
      ways: [
        {
          by: "data_layer",
          what: "trial_started",
          counts: "the site reports in the data layer that a trial has started",
          site: "On the site, push this when the trial has started:",
          parameters: { plan: "plan" },
        },
        {
          by: "page",
          what: "/trial/welcome",
          counts: "the welcome page of the trial is viewed",
          site: "This page must be shown after the start of a trial, and only then.",
        },
      ],
    },
    {
      id: "account-created",
      aliases: ["account", "registration", "register", "sign-up", "signup"],
      title: "Account created",
      summary: "a visitor registers",
      event: "sign_up",
      role: "milestone",
      worth: { amount: 10, of: "an account" },
      ways: [
        {
          by: "data_layer",
          what: "account_created",
          counts: "the site reports a new account in the data layer",
          site: "On the site, push this when the account exists, with the sign-up method:",
          parameters: { method: "method" },
        },
        {
          by: "page",
          what: "/account/welcome",
          counts: "the welcome page of a new account is viewed",
          site: "This page must be shown after the registration, and only then.",
        },
        {
          by: "ga4_event",
          what: "sign_up",
          counts: "Analytics receives a registration",
          site: "This event must reach Analytics already: see Reports, Realtime.",
        },
      ],
    },
    {
      id: "brochure-download",
      aliases: ["download", "ebook", "e-book", "ebook-download", "whitepaper", "pdf-download", "brochure"],
      title: "Brochure downloaded",
      summary: "a visitor downloads a brochure, an e-book or a price list",
      role: "secondary",
      worth: { amount: 3, of: "a download" },
      ways: [
        {
          by: "download",
          what: "pdf",
          counts: "a link to a file with this extension is clicked",
          site: "The link must lead directly to the file: its address ends with the extension.",
        },
        {
          by: "page",
          what: "/brochure/thanks",
          counts: "the page that offers the file, after a form, is viewed",
          site: "This page must be shown after the form, and only then.",
        },
        {
          by: "data_layer",
          what: "brochure_download",
          counts: "the site reports a download in the data layer",
          site: "On the site, push this when the download begins:",
        },
      ],
    },
  ],
};

interface Lead {
  readonly id: string;
  readonly aliases: readonly string[];
  readonly title: string;
  readonly summary: string;
  readonly amount: number;
  readonly of: string;
  readonly form: string;
  readonly thanks: string;
  readonly pushed: string;
  /** Ends "push this when …". */
  readonly done: string;
  readonly first: "form" | "page";
}

/** Every way of asking for something is a lead to Analytics, and can be noticed in the same three ways. */
function lead({ amount, of, form, thanks, pushed, done, first, ...known }: Lead): Recipe {
  const byForm = {
    by: "form",
    what: form,
    counts: `the form for ${of} is submitted`,
    site: 'The form must have this id in the page: <form id="…">. It counts when it is submitted, even if the site then finds a mistake in it.',
  } as const;
  const byPage = {
    by: "page",
    what: thanks,
    counts: `the thank-you page for ${of} is viewed`,
    site: `This page must be shown after ${done}, and only then.`,
  } as const;
  const byPush = {
    by: "data_layer",
    what: pushed,
    counts: `the site reports in the data layer that ${done}`,
    site: `On the site, push this when ${done}:`,
  } as const;
  return {
    ...known,
    event: "generate_lead",
    role: "milestone",
    worth: { amount, of },
    ways: first === "form" ? [byForm, byPage, byPush] : [byPage, byForm, byPush],
  };
}
