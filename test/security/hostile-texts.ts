/** Texts that would like to be something other than text, somewhere between a goals file and a screen. */

export const CODE: readonly string[] = [
  "</script><script>globalThis.pwned=1</script>",
  "<img src=x onerror=globalThis.pwned=1>",
  "');globalThis.pwned=1;//",
  '");globalThis.pwned=1;//',
  "`${globalThis.pwned=1}`",
  "\\",
  "\\'",
  "\\u0027);globalThis.pwned=1;//",
  "javascript:globalThis.pwned=1",
  "{{Page URL}}",
  "{{Page URL",
  "}}",
  "{",
  "}",
  "a}",
  "{a",
  "}{",
  // What a URL parser makes of these is two ordinary braces.
  "｛｛event｝｝",
  "｛｛Page URL｝｝",
  "%7B%7BPage URL%7D%7D",
  "&lbrace;&lbrace;event&rbrace;&rbrace;",
  '"] , *[x="',
  "a\nglobalThis.pwned=1",
  "a\u2028globalThis.pwned=1",
  "__proto__",
  "constructor",
  "goalform-ref:gtm.trigger/thanks",
  "new_1",
  "2147479553",
];

/** A control sequence, a title, a hidden link, a bell, a C1 sequence, reordered and invisible text, a second line. */
export const TERMINAL: readonly string[] = [
  "\u001b[2J\u001b[31mred",
  "\u001b]0;title\u0007",
  "\u001b]8;;https://evil.example\u001b\\link\u001b]8;;\u001b\\",
  "\u009b31mred",
  "a\rb",
  "a\bb\u007f",
  "\u202egnirts",
  "\u2066isolate",
  "zero\u200bwidth",
  "tag\u{e0041}",
  "two\nlines",
  "two\u2028lines",
];

/** What GitHub's runner looks for in a job's log: `::` where a line begins, `##[` anywhere in it. */
export const LOG_COMMANDS: readonly string[] = [
  "::warning::hello",
  "\n::set-output name=a::b",
  "\r::stop-commands::a",
  "##[warning]hello",
  "###[add-mask]hello",
  "##vso[task.setvariable variable=a]b",
];

export const MARKDOWN: readonly string[] = [
  "@everyone #1 GH-1",
  "| a | b |",
  "`code` ``` fence",
  "\n```\nfence",
  "--> <!-- <b>bold</b>",
  "[link](https://evil.example) ![image](https://evil.example/x.png)",
  "https://evil.example www.evil.example mail@evil.example",
  "# heading",
  "- item",
  "> quote",
  "</details><script>alert(1)</script>",
  "*a* _b_ ~~c~~ $d$ &amp;",
];

/** Nothing but line breaks may act on a terminal. */
export const ACTS_ON_A_TERMINAL =
  /(?!\n)[\p{Cc}\p{Zl}\p{Zp}\p{Cs}\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u{e0000}-\u{e007f}]/u;

/** github.com/actions/runner, ActionCommand.cs; the second also finds the form of Azure Pipelines. */
export const IS_A_LOG_COMMAND = /^\s*::|##\w*\[/m;
