// The completion script of fish.
import type { Completion } from "@softlabel/experiment/internal";
import type { CompletedCommand, CompletedOption } from "./commandTable.ts";

/** A text between single quotes. */
const quoted = (text: string): string => `'${text.replace(/['\\]/g, (character) => `\\${character}`)}'`;

/** Words and whether files are offered beside them. */
function offer({ words = [], files }: Completion): string {
  return `${files ? "-F" : "-f"}${words.length === 0 ? "" : ` -a ${quoted(words.join(" "))}`}`;
}

/** An option: one value is fish's own matter, several are told by what stands before the cursor. */
function optionLines(command: string, { flag, help, takes, completion }: CompletedOption): string[] {
  const own = `complete -c softlabel -n '__softlabel_command ${command}' -l ${flag.slice(2)} -d ${quoted(help)}`;
  if (takes === "none") return [own];
  if (takes === "one") return [`${own} -r ${offer(completion)}`];
  return [own, `complete -c softlabel -n '__softlabel_values ${command} ${flag}' ${offer(completion)}`];
}

/** What is offered after a command: its options, their values, and its arguments. */
function commandLines({ name, options, completion }: CompletedCommand): string[] {
  const several = options.filter(({ takes }) => takes === "many").map(({ flag }) => flag);
  const among = several.map((flag) => `; and not __softlabel_values ${name} ${flag}`).join("");
  return [
    ...options.flatMap((option) => optionLines(name, option)),
    `complete -c softlabel -n '__softlabel_command ${name}${among}' ${offer(completion)}`,
  ];
}

/** The script. */
export function fishScript(commands: readonly CompletedCommand[]): string {
  const described = commands.map(({ name, help }) => {
    return `complete -c softlabel -n __softlabel_no_command -a ${name} -d ${quoted(help)}`;
  });
  return `# Completion of softlabel in fish: softlabel completion fish | source
function __softlabel_no_command
  test (count (commandline -opc)) -eq 1
end

function __softlabel_command
  set -l words (commandline -opc)
  test (count $words) -gt 1; and test $words[2] = $argv[1]
end

# Whether a value of the option stands at the cursor: right behind it, or behind others of its values.
function __softlabel_values
  __softlabel_command $argv[1]; or return 1
  set -l words (commandline -opc)
  set -l last -1
  while test (count $words) -ge (math 0 - $last); and not string match -q -- '-*' $words[$last]
    set last (math $last - 1)
  end
  test (count $words) -ge (math 0 - $last); and test $words[$last] = $argv[2]
end

complete -c softlabel -f
complete -c softlabel -n __softlabel_no_command -l help -d 'show help'
complete -c softlabel -n __softlabel_no_command -l version -d 'show the version'
${described.join("\n")}
${commands.flatMap(commandLines).join("\n")}
`;
}
