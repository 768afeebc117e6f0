// The completion script of zsh.
import type { Completion } from "@softlabel/experiment/internal";
import type { CompletedCommand, CompletedOption } from "./commandTable.ts";

/** A text between single quotes. */
const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;

/** A text in a specification of `_arguments`, where brackets and colons have a meaning. */
const plain = (text: string): string => text.replace(/[[\]:\\]/g, (character) => `\\${character}`);

/** Functions that offer words and files, each made once. */
class Offers {
  readonly #names = new Map<string, string>();

  /** The name of the function that offers them; that of nothing if there is nothing to offer. */
  nameOf({ words = [], open, files }: Completion): string {
    if (words.length === 0) return files ? "_files" : "_softlabel_nothing";
    const adding = `compadd ${open ? "-S '' " : ""}-- ${words.map(quoted).join(" ")}`;
    const body = `${adding}${files ? "; _files" : ""}`;
    const known = this.#names.get(body) ?? `_softlabel_values_${this.#names.size + 1}`;
    this.#names.set(body, known);
    return known;
  }

  /** Their definitions. */
  lines(): string[] {
    return [...this.#names].map(([body, name]) => `${name}() { ${body} }`);
  }
}

/** With "=", a value may stand behind an equal sign too, which several values cannot. */
function optionSpec({ flag, help, takes, completion }: CompletedOption, offers: Offers): string {
  const shown = `[${plain(help)}]`;
  const value = `:value:${offers.nameOf(completion)}`;
  const specs = { none: flag + shown, one: `${flag}=${shown}${value}`, many: `*${flag}${shown}${value}` };
  return quoted(specs[takes]);
}

function commandBranch({ name, options, completion }: CompletedCommand, offers: Offers): string {
  const specs = options.map((option) => optionSpec(option, offers));
  const all = [...specs, quoted(`*:argument:${offers.nameOf(completion)}`)];
  return `        ${name})\n          _arguments ${all.join(" \\\n            ")}\n          ;;`;
}

/** What is offered for further values of options that take several, which `_arguments` takes for arguments. */
function furtherValues({ name, options }: CompletedCommand, offers: Offers): string[] {
  const several = options.filter(({ takes }) => takes === "many");
  return several.map(({ flag, completion }) => {
    return `        ${quoted(`${name} ${flag}`)}) ${offers.nameOf(completion)}; return ;;`;
  });
}

/** The script. */
export function zshScript(commands: readonly CompletedCommand[]): string {
  const offers = new Offers();
  const branches = commands.map((command) => commandBranch(command, offers));
  const further = commands.flatMap((command) => furtherValues(command, offers));
  const described = commands.map(({ name, help }) => quoted(`${name}:${plain(help)}`));
  return `#compdef softlabel
# Completion of softlabel in zsh: source <(softlabel completion zsh), after compinit
_softlabel_nothing() { return 1 }
${offers.lines().join("\n")}

_softlabel() {
  local context state state_descr line
  typeset -A opt_args
  _arguments -C '(- *)--help[show help]' '(- *)--version[show the version]' '1:command:->command' '*::argument:->argument'
  case $state in
    command)
      local -a commands
      commands=(
        ${described.join("\n        ")}
      )
      _describe command commands
      ;;
    argument)
      local -i last=$((CURRENT - 1))
      while ((last > 1)) && [[ $words[last] != -* ]]; do ((last--)); done
      [[ $words[CURRENT] != -* ]] && case "$line[1] $words[last]" in
${further.join("\n")}
      esac
      case $line[1] in
${branches.join("\n")}
      esac
      ;;
  esac
}

compdef _softlabel softlabel
`;
}
