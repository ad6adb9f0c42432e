import { withFunnels } from "./funnels-text.ts";

/**
 * The text of the session script, as people read it in Tag Manager and as browsers run it: a function expression that
 * is called with the storage key, the measurement id and the list of goals.
 *
 * Rules for the text:
 * - At most 8,192 bytes, and 2,048 more where funnels are counted, of ES5 without `{{`, `}}`, backslashes and closing script tags; tabs, because people read it.
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
 * - A return through the back/forward cache is not a page view, because GA4's own tag does not send a `page_view` for
 *   it (web.dev/articles/bfcache) and a goal should agree with the report next to it. It does ask for the session again.
 * - Activity (a click, a key, scrolling) asks again at most once a minute, so our own rule is exact to a minute.
 *
 * Consent, as public builds of gtm.js from April 2024 to August 2026 keep it in `google_tag_data.ics` (documented
 * nowhere): `entries.<type>` has `update`, `default`, `declare` and `implicit` as booleans, and Google's own tag decides
 * by the first one present, in this order.
 * - Only `entries` is read. `getConsentState` takes a second argument since October 2024 and throws without it.
 * - Where a later build keeps it in another shape, the script uses what the page passed to gtag in the data layer (without
 *   `region`, since it does not know where the visitor is). A page that said nothing there has no Consent Mode or a banner
 *   that speaks to the tag itself; then the cookie `_ga_…` of this stream shows that the Google tag may store something.
 * - `region` is not looked at: Google's tag knows where the visitor is and writes a default only where it applies. Where it
 *   does not know, it writes all of them and lets a denied one win. So the entry is right for this visitor as it is.
 * - What is denied by default waits and keeps everything: banners grant a moment later on every page, and a default may
 *   come after the first page view. Only the visitor's own refusal (`update`) removes the record.
 * - Listeners hear of updates that change the state, not of a default, so whatever stops the script is looked at again:
 *   after a second, then at growing intervals up to a minute, and whenever the visitor does something.
 *
 * Funnels, only in the script of a file that has goals on them: a tag of its own for each step puts the step into a list on
 * `window`, whether the script runs already or not, and calls the script when the event's tags have fired.
 * - A step has the time at which the script takes it, and counts while the session began before that. So it does not matter
 *   whether GA4 has named the session by then: what is stored of an earlier session leads nowhere.
 * - It is stored at once where the session is known in this document, and before the page is left where it is not.
 * - Steps of one event (Tag Manager numbers them) are taken from the last to the first: one moment cannot be two steps, and
 *   the order in which tags fire means nothing.
 * - The last step is saved, and the funnel begins again, before the goal's event is pushed.
 *
 * A new kind of session goal is an entry in `sessionGoals`. What is timed or counted by page belongs next to `timePages`.
 */
export function sessionScriptText({ hasFunnels }: { readonly hasFunnels: boolean }): string {
  return hasFunnels ? withFunnels(TEXT) : TEXT;
}

const TEXT = `(function (key, measurementId, goals) {
	// Made by goalform: pushes one event for each goal that is reached. Explained in its docs/session-script.md.
	// Tag Manager runs this on every page view and history change. The first run stays; later ones only call it.
	if (window[key]) return window[key]();

	var SECOND = 1000, MINUTE = 60 * SECOND, REACHED = -1, NEVER = 2e9;
	var timers = {}, said = {}, isListening, waitingSince = 0, memory = null;
	var address, newPages = 0, isActive, askedAt, isReturning;

	// ---- Kinds of session goals: milliseconds until the goal is reached, below 0 when it is ----

	var sessionGoals = {
		longerThan: function (seconds, session) {
			return document.hidden ? NEVER : session.start + seconds * SECOND - Date.now();
		},
		moreThanPages: function (pages, session) { return session.pages > pages ? REACHED : NEVER; },
		returning: function () { return isReturning ? REACHED : NEVER; }
	};

	function kindOf(goal) {
		return Object.keys(sessionGoals).filter(function (kind) { return kind in goal; })[0];
	}
	var ofSession = goals.filter(kindOf);
	var ofPage = goals.filter(function (goal) { return goal.pageLongerThan; });

	// ---- Consent: what Consent Mode knows, in the order in which Google's tag decides ----

	function readConsent() {
		var state = (window.google_tag_data || {}).ics;
		if (!state) return "granted";
		var entry = state.entries.analytics_storage || {};
		var step = ["update", "default", "declare", "implicit"].filter(function (name) { return entry[name] != null; })[0];
		listen(state);
		if (!step || entry[step] !== false && entry[step] !== "denied") return "granted";
		return step === "update" ? "refused" : "denied until the visitor agrees";
	}

	// Entries in an unknown shape: what the page passed to gtag, else whether GA4 has stored its cookie.
	function readTraces() {
		var consent = document.cookie.indexOf("_ga_" + measurementId.slice(2)) < 0 ? "" : "granted";
		[].forEach.call(dataLayer, function (message) {
			var state = message[0] === "consent" && !message[2].region && message[2].analytics_storage;
			if (state) consent = state === "denied" && message[1] === "update" ? "refused" : state;
		});
		return consent;
	}

	function listen(state) {
		if (isListening || !state.addListener) return;
		isListening = true;
		state.addListener(["analytics_storage"], window[key]);
	}

	function mayCount() {
		var consent = attempt(readConsent) || attempt(readTraces);
		if (consent === "granted") {
			waitingSince = 0;
			return true;
		}
		if (consent === "refused") forget();
		say("waits, because analytics_storage is " + (consent || "unreadable"));
		waitingSince = waitingSince || Date.now();
		later("session", notice, Math.min(SECOND + Date.now() - waitingSince, MINUTE) || MINUTE);
		return false;
	}

	function forget() {
		store("localStorage", null);
		store("sessionStorage", null);
		memory = address = null;
		newPages = 0;
		ofPage.forEach(function (goal) { goal.page = null; });
	}

	// ---- The session's record: in localStorage, else in sessionStorage, else only in this document ----

	function store(name, text) {
		try {
			if (text === undefined) return window[name].getItem(key);
			if (text === null) return window[name].removeItem(key);
			window[name].setItem(key, text);
			return true;
		} catch (error) {}
	}

	function save(record) {
		var text = JSON.stringify(record), isSaved = store("localStorage", text);
		if (isSaved) store("sessionStorage", null);
		else isSaved = store("sessionStorage", text);
		memory = isSaved ? null : text;
	}

	function load() {
		try {
			var record = JSON.parse(store("sessionStorage") || store("localStorage") || memory);
			if (record.pages > 0 && record.sent.concat) return record;
		} catch (error) {}
		return {};
	}

	// ---- Sessions ----

	// GA4 knows the session. Without its answer within two seconds the script counts by a rule of its own.
	function ask() {
		if (!mayCount()) return;
		later("session", countAlone, 2 * SECOND);
		gtag("get", measurementId, "session_number", function (number) { isReturning = number > 1; });
		gtag("get", measurementId, "session_id", safely(function (id) { if (id > 1e9) count(+id); }));
	}

	function gtag() { dataLayer.push(arguments); }

	function countAlone() {
		say("counts by 30 minutes without activity: no answer from a Google tag with " + measurementId);
		count(0);
	}

	function isOver(session, id, now) {
		var isIdle = !(Math.abs(now - session.seen) < 30 * MINUTE);
		return isIdle ? !id || session.id !== id : session.id && id > session.id;
	}

	function count(id) {
		if (!mayCount()) return;
		var session = load(), now = Date.now();
		if (isOver(session, id, now)) {
			if (!id && !isActive) return;
			if (!id) isReturning = session.pages > 0;
			session = { id: 0, start: askedAt, seen: now, pages: 0, sent: [] };
		}
		if (id && id >= session.id) session.start = (session.id = id) * SECOND;
		if (isActive) session.seen = now;
		session.pages += newPages || !session.pages;
		isActive = newPages = 0;
		pushReached(session);
	}

	// Saved as sent before it is pushed: what a tag does next cannot push it twice.
	function pushReached(session) {
		var next = NEVER;
		var reached = ofSession.filter(function (goal) {
			var kind = kindOf(goal), left = sessionGoals[kind](goal[kind], session);
			if (left >= 0 && left < next) next = left;
			return left < 0 && session.sent.indexOf(goal.event) < 0;
		});
		session.sent = session.sent.concat(reached.map(eventOf));
		save(session);
		later("session", ask, next + Math.random() * SECOND);
		reached.forEach(push);
	}

	function eventOf(goal) { return goal.event; }
	function push(goal) { dataLayer.push({ event: goal.event }); }

	// ---- Pages: how long each one was shown in a tab in front ----

	var clock = window.performance && performance.now ? performance : Date, lastLook = 0, wasShown;

	function timePages() {
		var now = clock.now(), passed = wasShown ? now - lastLook : 0, next = NEVER;
		lastLook = now;
		wasShown = !document.hidden;
		var reached = ofPage.filter(function (goal) {
			var page = goal.looksAt.map(function (part) { return location[part]; }).join("");
			if (goal.page !== page) { goal.page = page; goal.shown = 0; goal.sent = false; }
			else goal.shown += passed;
			var left = goal.pageLongerThan * SECOND - goal.shown;
			if (left > 0 && left < next) next = left;
			return left <= 0 && !goal.sent;
		});
		if (ofPage.length && wasShown) later("page", timePages, next);
		if (!reached.length || !mayCount()) return;
		reached.forEach(function (goal) { goal.sent = true; });
		reached.forEach(push);
	}

	// ---- What is noticed: page views, history changes, consent, activity ----

	function notice(event) {
		var type = (event || {}).type, resumes = waitingSince;
		var here = location.pathname + location.search, isAgain = here === address;
		if (document.prerendering) return;
		timePages();
		if (!ofSession.length) return;
		if (type === "pagehide") return newPages && count(0);
		if (!mayCount()) return;
		if (isAgain && !resumes && isOldNews(type)) return;
		if (!isAgain) newPages++;
		address = here;
		isActive = true;
		askedAt = Date.now();
		ask();
	}

	function isOldNews(type) {
		if (!type || document.hidden) return true;
		return !/change/.test(type) && Date.now() - askedAt < MINUTE;
	}

	// ---- Help ----

	function later(name, run, milliseconds) {
		clearTimeout(timers[name]);
		timers[name] = setTimeout(safely(run), milliseconds);
	}

	function safely(run) {
		return function (value) {
			try { return run(value); } catch (error) { say("stopped at an error: " + error); }
		};
	}

	function attempt(read) {
		try { return read(); } catch (error) {}
	}

	// Once, and only while Tag Manager's preview is on.
	function say(words) {
		var isPreview = window["google.tagmanager.debugui2.queue"] || /[?&]gtm_debug=/.test(location.search);
		if (!isPreview || said[words]) return;
		said[words] = true;
		console.log(key + " " + words);
	}

	window[key] = safely(notice);
	window[key]();
	"visibilitychange prerenderingchange pageshow pagehide click keydown scroll".split(" ").forEach(function (type) {
		addEventListener(type, window[key], true);
	});
})`;
