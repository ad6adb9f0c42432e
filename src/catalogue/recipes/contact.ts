/** How visitors get in touch from the page they are on. */
import type { RecipeGroup } from "../recipe.ts";

export const CONTACT: RecipeGroup = {
  title: "Contact",
  recipes: [
    {
      id: "click-to-call",
      aliases: ["call", "phone", "phone-call", "telephone", "tel"],
      title: "Call from the site",
      summary: "a visitor taps a telephone number",
      role: "milestone",
      worth: { amount: 10, of: "a call" },
      ways: [
        {
          by: "link",
          what: "tel:",
          counts: "a telephone number is clicked",
          site: 'Numbers must be links: <a href="tel:+49301234567">.',
        },
      ],
    },
    {
      id: "click-to-mail",
      aliases: ["mail", "email", "e-mail", "mailto"],
      title: "E-mail from the site",
      summary: "a visitor clicks an e-mail address",
      role: "milestone",
      worth: { amount: 5, of: "an e-mail" },
      ways: [
        {
          by: "link",
          what: "mailto:",
          counts: "an e-mail address is clicked",
          site: 'Addresses must be links: <a href="mailto:hello@example.com">.',
        },
      ],
    },
    {
      id: "click-to-chat",
      aliases: ["chat", "chat-started", "live-chat", "whatsapp", "messenger"],
      title: "Chat opened",
      summary: "a visitor opens the chat or a messenger",
      role: "milestone",
      worth: { amount: 5, of: "a chat" },
      ways: [
        {
          by: "click",
          what: "#chat-button",
          counts: "the button that opens the chat is clicked",
          site: "Change the selector to the one for your button. A button inside the chat provider's frame cannot be seen; count a data-layer event instead.",
        },
        {
          by: "link",
          what: "https://wa.me/",
          except: "https://wa.me/?",
          counts: "a link that opens a messenger is clicked",
          site: "A link whose address begins like this, followed by a number, must open the messenger. Links that share a page (https://wa.me/?text=…) do not count.",
        },
        {
          by: "data_layer",
          what: "chat_started",
          counts: "the site reports a chat in the data layer",
          site: "On the site, push this when a chat begins; most chat tools have an event for it:",
        },
      ],
    },
    {
      id: "button-click",
      aliases: ["button", "click", "cta", "call-to-action"],
      title: "Button clicked",
      summary: "a visitor clicks an important button",
      role: "secondary",
      worth: { amount: 1, of: "a click" },
      ways: [
        {
          by: "click",
          what: "#main-button",
          counts: "this button, or anything inside it, is clicked",
          site: "Change the selector to the one for your button.",
        },
        {
          by: "link_to",
          what: "/offer",
          counts: "a link to this address is clicked",
          site: "The button must be a link to this address; anything after a ? is ignored.",
        },
      ],
    },
  ],
};
