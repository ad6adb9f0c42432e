/** `goalform completion SHELL`: a script that completes commands, options and their values, made from the command line itself. */
import type { Command, Option } from "commander";

const SHELLS = ["bash", "zsh", "fish"] as const;
export type Shell = (typeof SHELLS)[number];

/** One command as the shells need it. */
interface Completed {
  readonly name: string;
  readonly about: string;
  readonly options: readonly CompletedOption[];
  /** The choices of its first argument, when it has some. */
  readonly choices: readonly string[];
}

interface CompletedOption {
  readonly flags: readonly string[];
  readonly about: string;
  readonly takesValue: boolean;
  readonly choices: readonly string[];
}

/** The script's text, which the shell reads once: `eval "$(goalform completion bash)"`. */
export function completionScript(program: Command, shell: Shell): string {
  const commands = program.commands.map(completed);
  if (shell === "fish") return fish(commands);
  return shell === "zsh" ? zsh(commands) : bash(commands);
}

function completed(command: Command): Completed {
  return {
    name: command.name(),
    about: command.description(),
    options: [...command.options.map(completedOption), HELP],
    choices: command.registeredArguments[0]?.argChoices ?? [],
  };
}

const HELP: CompletedOption = {
  flags: ["-h", "--help"],
  about: "display help for command",
  takesValue: false,
  choices: [],
};

function completedOption({
  short,
  long,
  description,
  argChoices,
  required,
  optional,
}: Option): CompletedOption {
  return {
    flags: [short, long].filter((flag) => flag !== undefined),
    about: description,
    takesValue: required || optional,
    choices: argChoices ?? [],
  };
}

function flagsOf({ options }: Completed): string[] {
  return options.flatMap(({ flags }) => flags);
}

/** A value that is not one of a few words is nearly always a file. */
function bash(commands: readonly Completed[]): string {
  const words = commands.map(({ name }) => name).join(" ");
  return `# goalform's completion for bash: eval "$(goalform completion bash)"
_goalform() {
  local current=\${COMP_WORDS[COMP_CWORD]} previous=\${COMP_WORDS[COMP_CWORD-1]} command=\${COMP_WORDS[1]} words=
  COMPREPLY=()
  if [ "$COMP_CWORD" -eq 1 ]; then
    COMPREPLY=($(compgen -W "${words} --help --version" -- "$current"))
    return
  fi
  case "$command $previous" in
${commands.flatMap(bashValues).join("\n")}
  esac
  if [[ $current != -* && -z $words ]]; then
    case "$command" in
${commands
  .filter(({ choices }) => choices.length > 0)
  .map(bashArguments)
  .join("\n")}
    esac
  fi
  if [[ $current == -* ]]; then
    case "$command" in
${commands.map((command) => `      ${command.name}) words="${flagsOf(command).join(" ")}" ;;`).join("\n")}
    esac
  fi
  if [ -n "$words" ]; then COMPREPLY=($(compgen -W "$words" -- "$current")); else COMPREPLY=($(compgen -f -- "$current")); fi
}
complete -o filenames -F _goalform goalform
`;
}

function bashValues({ name, options }: Completed): string[] {
  return options
    .filter(({ choices }) => choices.length > 0)
    .map(
      ({ flags, choices }) =>
        `    ${flags.map((flag) => `"${name} ${flag}"`).join("|")}) words="${choices.join(" ")}" ;;`,
    );
}

function bashArguments({ name, choices }: Completed): string {
  return `      ${name}) words="${choices.join(" ")}" ;;`;
}

function zsh(commands: readonly Completed[]): string {
  return `#compdef goalform
# goalform's completion for zsh: eval "$(goalform completion zsh)"
_goalform() {
  local -a commands=(
${commands.map(({ name, about }) => `    ${quoted(`${name}:${about}`)}`).join("\n")}
  )
  if (( CURRENT == 2 )); then
    _describe command commands
    return
  fi
  local command=$words[2]
  shift words
  (( CURRENT-- ))
  case $command in
${commands.map(zshCommand).join("\n")}
  esac
}
compdef _goalform goalform
`;
}

function zshCommand(command: Completed): string {
  const options = command.options.flatMap((option) =>
    option.flags.map((flag) => quoted(zshOption(flag, option))),
  );
  const choices = command.choices.length > 0 ? `(${command.choices.join(" ")})` : "_files";
  return `    ${command.name}) _arguments ${[...options, quoted(`*:argument:${choices}`)].join(" ")} ;;`;
}

function zshOption(flag: string, { about, takesValue, choices }: CompletedOption): string {
  const described = `${flag}[${about.replace(/[[\]:\\]/g, "\\$&")}]`;
  if (!takesValue) return described;
  return `${described}:value:${choices.length > 0 ? `(${choices.join(" ")})` : "_files"}`;
}

function fish(commands: readonly Completed[]): string {
  const lines = commands.flatMap((command) => [
    `complete -c goalform -n __fish_use_subcommand -f -a ${command.name} -d ${quoted(command.about)}`,
    ...command.options.map((option) => fishOption(command.name, option)),
    ...(command.choices.length > 0
      ? [
          `complete -c goalform -n '__fish_seen_subcommand_from ${command.name}' -f -a ${quoted(command.choices.join(" "))}`,
        ]
      : []),
  ]);
  return `# goalform's completion for fish: goalform completion fish | source\n${lines.join("\n")}\n`;
}

function fishOption(command: string, { flags, about, takesValue, choices }: CompletedOption): string {
  const names = flags.map((flag) => (flag.startsWith("--") ? `-l ${flag.slice(2)}` : `-s ${flag.slice(1)}`));
  const values = choices.length > 0 ? ` -x -a ${quoted(choices.join(" "))}` : takesValue ? " -r" : "";
  return `complete -c goalform -n '__fish_seen_subcommand_from ${command}' ${names.join(" ")} -d ${quoted(about)}${values}`;
}

/** For all three shells: nothing inside single quotes means anything but itself. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", "’")}'`;
}
