/** What visitors do with what there is to read, to watch and to talk about. */
import type { RecipeGroup } from "../recipe.ts";

/** Pinterest has a domain in each country, and Facebook a subdomain for each language (`de-de.`). */
const SOCIAL_NETWORKS =
  "^https?://([a-z-]+\\.)?((facebook|instagram|linkedin|youtube|tiktok|twitter|x|xing|threads)\\.(com|net)|pinterest\\.[a-z.]+|bsky\\.app)/";

/** Links that share a page, single videos, and what a privacy policy links to. */
const NO_PROFILE =
  "^https?://[^/]+/(sharer|share|sharing|shareArticle|intent/(tweet|post|compose)|dialog|pin|spi/shares|watch|embed|about|help|legal|policy|policies|privacy|t)([/?.#]|$)";

/** Also `/feed/atom/` of WordPress and `/blogs/news.atom` of Shopify; not `/feedback`. */
const FEEDS =
  "^https?://[^?#]+/(feed(/(rss2?|atom|rdf))?|rss2?|(feed|rss|atom)\\.xml|[^/?#]+\\.(atom|rss))/?([?#].*)?$";

export const CONTENT: RecipeGroup = {
  title: "Content and community",
  recipes: [
    {
      id: "video-watched",
      aliases: ["video", "youtube", "video-played"],
      title: "Video watched",
      summary: "a visitor watches a video for long enough",
      role: "secondary",
      worth: { amount: 1, of: "a watched video" },
      ways: [
        {
          by: "video",
          what: 50,
          counts: "this percentage of a YouTube video in the page is watched",
          site: "The video must be from YouTube. For another player, count a data-layer event instead.",
        },
        {
          by: "data_layer",
          what: "video_watched",
          counts: "the site reports a watched video in the data layer",
          site: "On the site, push this when enough of the video is watched:",
          parameters: { video_title: "video_title" },
        },
      ],
    },
    {
      id: "article-read",
      aliases: ["article", "scroll", "scroll-depth", "blog-read"],
      title: "Article read",
      summary: "a visitor scrolls nearly to the end of an article",
      role: "secondary",
      worth: { amount: 0.2, of: "a read article" },
      ways: [
        {
          by: "scroll",
          what: 75,
          counts: "a visitor scrolls down this percentage of an article",
          site: "All articles, and nothing else, must be below this path.",
          pages: "/blog/",
        },
      ],
    },
    {
      id: "share",
      aliases: ["shared", "recommend", "tell-a-friend"],
      title: "Shared",
      summary: "a visitor shares a page with others",
      role: "secondary",
      worth: { amount: 1, of: "a recommendation" },
      ways: [
        {
          by: "click",
          what: ".share",
          counts: "a button that shares the page is clicked",
          site: "Change the selector to the one for your buttons.",
        },
        {
          by: "data_layer",
          what: "share",
          counts: "the site reports in the data layer that a page is shared",
          site: "On the site, push this when the page is shared, with the network and what is shared:",
          parameters: { method: "method", content_type: "content_type", item_id: "item_id" },
        },
      ],
    },
    {
      id: "social-follow",
      aliases: ["follow", "follow-us", "social", "social-media"],
      title: "Social network visited",
      summary: "a visitor opens the company's profile on a social network",
      role: "secondary",
      worth: { amount: 1, of: "a follower" },
      ways: [
        {
          by: "link_matching",
          what: SOCIAL_NETWORKS,
          except: NO_PROFILE,
          counts: "a link to a social network is clicked",
          site: "The pages must link to the profiles. Only the network knows whether somebody then follows you. Links that share a page do not count.",
        },
        {
          by: "click",
          what: ".follow-us",
          counts: "a button that leads to a profile is clicked",
          site: "Change the selector to the one for your buttons.",
        },
      ],
    },
    {
      id: "rss-subscription",
      aliases: ["rss", "feed", "rss-feed", "podcast"],
      title: "RSS feed subscribed",
      summary: "a visitor subscribes to the feed",
      role: "secondary",
      worth: { amount: 1, of: "a reader of the feed" },
      ways: [
        {
          by: "link_matching",
          what: FEEDS,
          counts: "a link to the feed is clicked",
          site: "The path of the feed must end with feed or rss, or with a file name like these: /feed/, /blog/rss.xml, /news.atom.",
        },
      ],
    },
    {
      id: "comment-posted",
      aliases: ["comment", "commented"],
      title: "Comment posted",
      summary: "a visitor writes a comment",
      role: "secondary",
      worth: { amount: 1, of: "a comment" },
      ways: [
        {
          by: "form",
          what: "commentform",
          counts: "the comment form is submitted",
          site: 'The form must have this id in the page: <form id="…">. WordPress calls it commentform.',
        },
        {
          by: "data_layer",
          what: "comment_posted",
          counts: "the site reports a comment in the data layer",
          site: "On the site, push this when the comment is posted:",
        },
      ],
    },
    {
      id: "review-left",
      aliases: ["review", "rating", "rated", "testimonial"],
      title: "Review left",
      summary: "a customer writes a review or gives a rating",
      role: "secondary",
      worth: { amount: 5, of: "a review" },
      ways: [
        {
          by: "data_layer",
          what: "review_left",
          counts: "the site reports a review in the data layer",
          site: "On the site, push this when the review is saved:",
        },
        {
          by: "form",
          what: "review-form",
          counts: "the review form is submitted",
          site: 'The form must have this id in the page: <form id="…">.',
        },
        {
          by: "page",
          what: "/review/thanks",
          counts: "the thank-you page for a review is viewed",
          site: "This page must be shown after the review, and only then.",
        },
      ],
    },
    {
      id: "survey-answered",
      aliases: ["survey", "poll", "poll-answered", "quiz", "vote", "feedback"],
      title: "Survey answered",
      summary: "a visitor answers a survey or votes in a poll",
      role: "secondary",
      worth: { amount: 2, of: "an answer" },
      ways: [
        {
          by: "data_layer",
          what: "survey_answered",
          counts: "the site reports an answer in the data layer",
          site: "On the site, push this when the answer is submitted; most survey tools have an event for it:",
        },
        {
          by: "form",
          what: "survey-form",
          counts: "the form with the questions is submitted",
          site: 'The form must have this id in the page: <form id="…">.',
        },
        {
          by: "page",
          what: "/survey/thanks",
          counts: "the thank-you page of the survey is viewed",
          site: "This page must be shown after the last question, and only then.",
        },
      ],
    },
  ],
};
