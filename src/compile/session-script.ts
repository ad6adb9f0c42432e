/**
 * The session script: a browser script in one Custom HTML tag that notices what Tag Manager has no trigger for,
 * a session that lasts longer than N seconds, a session with more than N pages and a session of somebody who came before.
 *
 * What holds for the script text:
 * - Tag Manager executes it again on every page view and history change. The first run leaves one function on
 *   `window`, named like the storage key; later runs call it. History is observed through Tag Manager's trigger and
 *   never by patching `history`: routers, consent banners and other tags patch it too, the last one wins, and a patch
 *   cannot be taken back when the tag is paused.
 * - A session is GA4's session. Its id is its start in epoch seconds, so an id never gives way to a smaller one: a
 *   tab that slept may still answer with the session before. Without an answer, 30 minutes without activity end it.
 * - A goal is saved as sent before it is pushed (and before any tag runs), so neither a reload nor another tab pushes it
 *   again.
 * - Whether somebody came before is GA4's session number, asked before the session id, so that it is known when that
 *   arrives. Without GA4, a record of an earlier session says so.
 * - A return through the back/forward cache is no page view, because GA4's own tag sends no `page_view` for it
 *   (web.dev/articles/bfcache) and a goal should agree with the report beside it. It does ask for the session again.
 * - Activity (a click, a key, scrolling) asks again at most once a minute, so our own rule is exact to a minute.
 * - Counters survive `analytics_storage` being denied at first and granted a moment later, as consent banners do on
 *   every page; they are removed when the visitor's choice (`update`) is a refusal.
 *
 * The shape of `google_tag_data.ics` is read from public builds of gtm.js and documented nowhere: `entries.<type>` holds
 * `update`, `default` and `implicit` as booleans, the first one present decides; `getConsentState(type)` gives 1 or 3
 * for granted, 2 or 4 for denied, 0 for not in use; `addListener(types, callback)` tells of changes.
 */

export interface SessionScriptConfig {
  /** The name in the goals file, `[a-z0-9_-]+`: separates the counters of several files on one site. */
  readonly owner: string;
  /** The GA4 stream whose sessions count, `G-…`. */
  readonly measurementId: string;
  readonly goals: readonly SessionGoal[];
}

/** `event` is what the script pushes to the data layer, e.g. `goalform.acme-shop.engaged_visit`. */
export type SessionGoal = { readonly event: string } & (
  | { /** Seconds. */ readonly longerThan: number }
  | { readonly moreThanPages: number }
  | { /** The visitor came before. */ readonly returning: true }
);

/**
 * The text of the Custom HTML tag, from `<script>` to `</script>`. The same configuration gives the same text.
 *
 * @throws Error when a value is outside its alphabet or range. Validation of the goals file comes first, so that is a
 * bug of the caller. The alphabets leave nothing that JSON, HTML or Tag Manager (`{{…}}`) would read as anything but text.
 */
export function sessionScriptHtml(config: SessionScriptConfig): string {
  refuseUnsafe("owner", config.owner, /^[a-z0-9_-]+$/);
  refuseUnsafe("measurement id", config.measurementId, /^G-[A-Z0-9]+$/);
  const goals = config.goals.map((goal) => `  ${goalData(goal)}`).join(",\n");
  const data = `${JSON.stringify(`goalform.${config.owner}`)}, ${JSON.stringify(config.measurementId)}, [\n${goals}\n]`;
  return `<script>\n${SCRIPT}(${data});\n</script>`;
}

function goalData(goal: SessionGoal): string {
  refuseUnsafe("event", goal.event, /^[A-Za-z0-9_.-]+$/);
  if ("returning" in goal) return JSON.stringify({ event: goal.event, returning: true });
  const limit = "longerThan" in goal ? goal.longerThan : goal.moreThanPages;
  if (!Number.isFinite(limit) || limit < 0) {
    throw new Error(`session script: the limit of ${goal.event} must be a number from 0 up, not ${limit}`);
  }
  const { event } = goal;
  return JSON.stringify(
    "longerThan" in goal ? { event, longerThan: limit } : { event, moreThanPages: limit },
  );
}

function refuseUnsafe(what: string, value: string, alphabet: RegExp): void {
  if (!alphabet.test(value)) {
    throw new Error(`session script: the ${what} ${JSON.stringify(value)} must match ${alphabet.source}`);
  }
}

/**
 * Under 3,000 bytes, ES5, free of `{{`, `}}`, backslashes and closing script tags; tabs, because people read it in Tag
 * Manager. `s` is a session id, `r` the record, `0` stands in for an object that is missing, so that reading on is safe.
 */
const SCRIPT = `(function (key, id, goals) {
	// goalform: one event a goal and session
	var w = window, d = document, views = 0, page, active, ok, heard, copy, asked, timer, back;
	if (w[key]) return w[key]();

	// the first value set decides
	function allowed() {
		var type = "analytics_storage", s = (w.google_tag_data || 0).ics || 0, e = (s.entries || 0)[type] || 0;
		if (s.addListener && !heard) heard = s.addListener([type], w[key]) || 1;
		if (!/^,*(false|denied|2|4)/.test([e.update, e["default"], e.implicit,
			s.getConsentState && s.getConsentState(type)])) return ok = 1;
		clearTimeout(timer);
		if (ok || e.update === false) save(ok = page = views = "");
	}

	// local, else session, else memory
	function use(store, text) {
		try {
			store = w[store + "Storage"];
			return text ? store[key] = text : text === "" ? delete store[key] : store[key];
		} catch (e) {}
	}
	function save(text) { copy = use("session", use("local", text) ? "" : text) ? "" : text; }
	function load() {
		try {
			var r = JSON.parse(use("session") || use("local") || copy);
			if (r.pages > 0 && r.sent.concat) return r;
		} catch (e) {}
		return {};
	}

	function view(e) {
		var here = location.pathname + location.search, type = (e || 0).type;
		if (type === "pagehide") return views && count();
		if (d.prerendering || !allowed()) return;
		if (here !== page) views++;
		else if (!type || d.hidden || !/change/.test(type) && Date.now() - asked < 6e4) return;
		page = here; active = 1; asked = Date.now(); ask();
	}

	// GA4's session or 30 idle minutes
	function ask() {
		later(count, 2e3);
		gtag("get", id, "session_number", function (n) { back = n > 1; });
		gtag("get", id, "session_id", quiet(function (s) { if (s > 1e9) count(+s); }));
	}
	function gtag() { dataLayer.push(arguments); }

	function count(s) {
		var t = Date.now(), r = load(), over = !(Math.abs(t - r.seen) < 18e5), next = 2e9;
		if (!allowed()) return;
		if (over ? !s || r.id !== s : r.id && s > r.id) {
			if (!s && !active) return;
			if (!s) back = r.pages;
			r = { id: 0, start: asked, seen: t, pages: 0, sent: [] };
		}
		if (s >= r.id) r.start = (r.id = s) * 1e3;
		if (active) r.seen = t;
		r.pages += views || !r.pages;
		active = views = 0;
		var due = goals.filter(function (g) {
			var left = g.moreThanPages < r.pages || g.returning && back ? -1 : d.hidden ? next : r.start + g.longerThan * 1e3 - t;
			if (left >= 0 && left < next) next = left;
			return left < 0 && r.sent.indexOf(g.event) < 0 && r.sent.push(g.event);
		});
		save(JSON.stringify(r));
		later(ask, next + Math.random() * 1e3);
		due.forEach(function (g) { dataLayer.push({ event: g.event }); });
	}

	function later(f, ms) { clearTimeout(timer); timer = setTimeout(quiet(f), ms); }
	function quiet(f) { return function (x) { try { f(x); } catch (e) {} }; }
	(w[key] = quiet(view))();
	"visibilitychange prerenderingchange pageshow pagehide click keydown scroll".split(" ")
		.forEach(function (n) { addEventListener(n, w[key], 1); });
})`;
