/** What the session script has as well where goals are counted on funnels. */

/** Each line of the script that funnels change, or after which they have their own. */
const FUNNELS: readonly (readonly [at: string, becomes: string])[] = [
  [
    "\tvar ofPage = goals.filter",
    "\tvar ofFunnel = goals.filter(function (goal) { return goal.steps; });\n\tvar ofPage = goals.filter",
  ],
  ["\t\tmemory = address = null;\n", "\t\tmemory = address = null;\n\t\tsteps.length = 0;\n"],
  ["pages: 0, sent: [] };", "pages: 0, sent: [], steps: session.steps };"],
  ["\t\tsave(session);\n", "\t\treached = reached.concat(takeSteps(session));\n\t\tsave(session);\n"],
  ["if (!ofSession.length) return;", "if (!ofSession.concat(ofFunnel).length) return;"],
  ["return newPages && count(0);", "return (newPages || steps.length) && count(0);"],
  [
    "\t\tif (!mayCount()) return;\n\t\tif (isAgain",
    `\t\tif (!mayCount()) return;\n\t\tif (type === "step" && isKnown && !isOver(load(), 0, Date.now())) return count(0);\n\t\tif (isAgain`,
  ],
  ["\t// ---- Pages: how long", "TAKEN\t// ---- Pages: how long"],
];

const TAKEN = `\t// ---- Funnels: when each step was taken after the one before it; the last one completes the funnel ----

	var steps = window[key + ".steps"] = window[key + ".steps"] || [], isKnown;

	// A step is [event of the goal, number of the step, number of the moment]. One moment is never two steps.
	function takeSteps(session) {
		var completed = [];
		isKnown = true;
		if (typeof (session.steps || 0) !== "object") session.steps = {};
		steps.sort(function (a, b) { return a[2] - b[2] || b[1] - a[1]; });
		steps.splice(0).forEach(function (step) {
			ofFunnel.forEach(function (goal) {
				if (goal.event === step[0] && isLast(session, goal, step[1])) completed.push(goal);
			});
		});
		return completed;
	}

	// Behind a step of an earlier session, or of too long ago, nothing counts. A completed funnel begins again.
	function isLast(session, goal, number) {
		var now = Date.now(), taken = session.steps[goal.event] || [];
		var before = number ? taken[number - 1] : now;
		if (!(before >= session.start - SECOND) || now - before > goal.within * SECOND) return false;
		taken[number] = now;
		if (number === goal.steps - 1) taken = [];
		session.steps[goal.event] = taken;
		return !taken.length;
	}

`;

export function withFunnels(text: string): string {
  return FUNNELS.reduce((changed, [at, becomes]) => {
    if (changed.split(at).length !== 2)
      throw new Error(`session script: ${JSON.stringify(at)} must be there once`);
    return changed.replace(at, () => becomes.replace("TAKEN", () => TAKEN));
  }, text);
}
