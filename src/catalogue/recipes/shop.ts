/** What visitors do in a shop before they order. */
import type { RecipeGroup } from "../recipe.ts";

const SENT_BY_THE_SHOP =
  "This e-commerce event must reach Analytics already: see Reports, Realtime. Events that the pages send with gtag('event', …) reach it only if the pages load the Google tag themselves.";

const NOT_SENT = "Only for shops that do not send this event to Analytics themselves.";

export const SHOP: RecipeGroup = {
  title: "Shop",
  recipes: [
    {
      id: "purchase",
      aliases: ["order", "sale", "checkout-completed"],
      title: "Purchase",
      summary: "a visitor buys something: the main conversion of a shop",
      role: "macro",
      counting: { is: "once_per_event", why: "every order counts, even two in one visit" },
      worth: null,
      ways: [
        {
          by: "ga4_event",
          what: "purchase",
          counts: "Analytics receives an order",
          site: SENT_BY_THE_SHOP,
        },
        {
          by: "page",
          what: "/checkout/thanks",
          counts: "the page that confirms an order is viewed",
          site: `This page must be shown after an order, and only then. It counts once per visit, so a reload is not a second order. ${NOT_SENT}`,
        },
      ],
    },
    {
      id: "product-viewed",
      aliases: ["product-page-viewed", "view-item", "product-detail"],
      title: "Product viewed",
      summary: "a visitor views a product page",
      event: "view_item",
      role: "secondary",
      worth: { amount: 0.1, of: "a product view" },
      ways: [
        {
          by: "ga4_event",
          what: "view_item",
          counts: "Analytics receives the view of a product",
          site: SENT_BY_THE_SHOP,
        },
        {
          by: "pages_below",
          what: "/products/",
          counts: "a page whose path begins like this is viewed",
          site: `All products, and nothing else, must be below this path. ${NOT_SENT}`,
        },
        {
          by: "data_layer",
          what: "view_item",
          counts: "the site reports the view of a product in the data layer",
          site: "On the site, push this on every product page:",
        },
      ],
    },
    {
      id: "product-comparison",
      aliases: ["compare", "comparison", "product-compare"],
      title: "Product comparison used",
      summary: "a visitor compares products side by side",
      role: "secondary",
      worth: { amount: 0.5, of: "a comparison" },
      ways: [
        {
          by: "click",
          what: ".compare-products",
          counts: "the button that compares products is clicked",
          site: "Change the selector to the one for your button.",
        },
        {
          by: "page",
          what: "/compare",
          counts: "the page that compares products is viewed",
          site: "The comparison must have its own page with this path.",
        },
        {
          by: "data_layer",
          what: "product_comparison",
          counts: "the site reports a comparison in the data layer",
          site: "On the site, push this when a comparison is shown:",
        },
      ],
    },
    {
      id: "availability-checked",
      aliases: ["availability", "stock-check", "store-availability", "dates-checked"],
      title: "Availability checked",
      summary: "a visitor checks whether a product is in stock or a date is free",
      role: "milestone",
      worth: { amount: 1, of: "a check" },
      ways: [
        {
          by: "click",
          what: ".check-availability",
          counts: "the button that checks availability is clicked",
          site: "Change the selector to the one for your button.",
        },
        {
          by: "form",
          what: "availability",
          counts: "the form that checks availability is submitted",
          site: 'The form must have this id in the page: <form id="…">.',
        },
        {
          by: "data_layer",
          what: "availability_checked",
          counts: "the site reports an availability check in the data layer",
          site: "On the site, push this when the answer is shown:",
        },
      ],
    },
    {
      id: "favourite",
      aliases: ["bookmark", "favorite", "wishlist", "add-to-wishlist", "watchlist"],
      title: "Added to favourites",
      summary: "a visitor saves something for later: a bookmark, a wish list, a favourite",
      event: "add_to_wishlist",
      role: "secondary",
      worth: { amount: 0.5, of: "a favourite" },
      ways: [
        {
          by: "click",
          what: ".add-to-favourites",
          counts: "the heart, star or bookmark is clicked",
          site: "Change the selector to the one for your button. A browser's own bookmarks cannot be counted.",
        },
        {
          by: "data_layer",
          what: "add_to_wishlist",
          counts: "the site reports a favourite in the data layer",
          site: "On the site, push this when something is saved:",
        },
        {
          by: "ga4_event",
          what: "add_to_wishlist",
          counts: "Analytics receives an addition to the wish list",
          site: SENT_BY_THE_SHOP,
        },
      ],
    },
    {
      id: "add-to-cart",
      aliases: ["cart", "basket", "add-to-basket"],
      title: "Added to cart",
      summary: "a visitor adds something to the cart",
      role: "milestone",
      worth: { amount: 3, of: "a filled cart" },
      ways: [
        {
          by: "ga4_event",
          what: "add_to_cart",
          counts: "Analytics receives an addition to the cart",
          site: SENT_BY_THE_SHOP,
        },
        {
          by: "click",
          what: ".add-to-cart",
          counts: "the button that adds to the cart is clicked",
          site: `Change the selector to the one for your button. ${NOT_SENT}`,
        },
        {
          by: "data_layer",
          what: "add_to_cart",
          counts: "the site reports an addition to the cart in the data layer",
          site: "On the site, push this when something is added to the cart:",
        },
      ],
    },
    {
      id: "checkout-reached",
      aliases: ["checkout", "begin-checkout", "checkout-started"],
      title: "Checkout reached",
      summary: "a visitor continues from the cart to the checkout",
      event: "begin_checkout",
      role: "milestone",
      worth: { amount: 10, of: "a checkout" },
      ways: [
        {
          by: "ga4_event",
          what: "begin_checkout",
          counts: "Analytics receives the start of a checkout",
          site: SENT_BY_THE_SHOP,
        },
        {
          by: "page",
          what: "/checkout",
          counts: "the first page of the checkout is viewed",
          site: `This must be the path of the checkout's first page. ${NOT_SENT}`,
        },
        {
          by: "data_layer",
          what: "begin_checkout",
          counts: "the site reports the start of a checkout in the data layer",
          site: "On the site, push this when the checkout begins:",
        },
      ],
    },
  ],
};
