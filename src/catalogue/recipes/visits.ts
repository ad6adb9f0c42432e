/** What shows interest without anything being sent: where visitors go, how long they stay, whether they return. */
import type { RecipeGroup } from "../recipe.ts";

const NOTHING = "The site does not need to do anything: goalform's session script counts this.";

export const VISITS: RecipeGroup = {
  title: "Interest",
  recipes: [
    {
      id: "page-viewed",
      aliases: ["page", "destination", "pricing", "pricing-viewed", "url"],
      title: "Important page viewed",
      summary: "a visitor views a page that shows interest, such as the pricing page",
      role: "milestone",
      worth: { amount: 1, of: "a view" },
      ways: [
        {
          by: "page",
          what: "/pricing",
          counts: "this page is viewed",
          site: "The page must have this path.",
        },
        {
          by: "visible",
          what: "#pricing",
          counts: "this part of a page comes into view",
          site: "Change the selector to the one for that part of the page.",
        },
      ],
    },
    {
      id: "site-search",
      aliases: ["search", "internal-search"],
      title: "Site search used",
      summary: "a visitor searches the site",
      event: "search",
      role: "secondary",
      worth: { amount: 0.5, of: "a search" },
      ways: [
        {
          by: "query",
          what: "q",
          counts: "a page whose address contains a search term is viewed",
          site: "The results page must have the search term in its address: /search?q=shoes.",
        },
        {
          by: "ga4_event",
          what: "view_search_results",
          counts: "Analytics itself detects a search",
          site: "Enhanced measurement with site search must be on in Analytics: Admin, Data streams.",
        },
        {
          by: "form",
          what: "search-form",
          counts: "the search form is submitted",
          site: 'The form must have this id in the page: <form id="…">.',
        },
      ],
    },
    {
      id: "time-on-site",
      aliases: ["duration", "engaged-visit", "time", "long-visit"],
      title: "Long visit",
      summary: "a visitor stays for several minutes",
      role: "secondary",
      worth: { amount: 0.5, of: "a long visit" },
      ways: [
        {
          by: "session_duration",
          what: "4m",
          counts: "a visit lasts longer than this, over all its pages",
          site: NOTHING,
        },
      ],
    },
    {
      id: "pages-read",
      aliases: ["pages-per-session", "page-depth", "deep-visit", "several-pages"],
      title: "Several pages read",
      summary: "a visitor looks at several pages in one visit",
      role: "secondary",
      worth: { amount: 0.5, of: "such a visit" },
      ways: [
        {
          by: "pages_per_session",
          what: 4,
          counts: "a visit has more pages than this",
          site: NOTHING,
        },
      ],
    },
    {
      id: "returning-visit",
      aliases: ["return", "returning", "returning-visitor", "second-visit"],
      title: "Returning visit",
      summary: "a visitor comes back to the site",
      role: "secondary",
      worth: { amount: 0.5, of: "a return" },
      ways: [
        {
          by: "returning_visit",
          what: null,
          counts: "a visitor who has been on the site before starts a visit, in the same browser",
          site: NOTHING,
        },
      ],
    },
    {
      id: "partner-click",
      aliases: ["outbound", "outbound-click", "affiliate", "partner"],
      title: "Link to a partner clicked",
      summary: "a visitor follows a link to a partner, a dealer or another shop",
      role: "secondary",
      worth: { amount: 1, of: "a click" },
      ways: [
        {
          by: "outbound_link",
          what: null,
          counts: "a link to any other site is clicked",
          site: "The site does not need to do anything. To count only one partner, use the beginning of its address.",
        },
        {
          by: "link",
          what: "https://partner.example/",
          counts: "a link whose address begins like this is clicked",
          site: "Links to the partner must have such an address.",
        },
      ],
    },
  ],
};
