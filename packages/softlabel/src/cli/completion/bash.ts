// The completion script of bash, 3.2 and later.
import type { CompletedCommand } from "./commandTable.ts";

/** A text between single quotes. */
const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;

/** A branch of a `case`: what is set for these patterns. */
function branch(patterns: readonly string[], body: string): string[] {
  return patterns.length === 0 ? [] : [`    ${patterns.map(quoted).join(" | ")}) ${body} ;;`];
}

/** One branch for all patterns that have the same body. */
function branches(entries: readonly (readonly [pattern: string, body: string])[]): string[] {
  const bodies = [...new Set(entries.map(([, body]) => body))];
  return bodies.flatMap((body) =>
    branch(
      entries.filter(([, own]) => own === body).map(([pattern]) => pattern),
      body,
    ),
  );
}

function valueEntries(commands: readonly CompletedCommand[]): (readonly [string, string])[] {
  return commands.flatMap(({ name, options, completion }) => {
    const all = [{ flag: "", completion }, ...options.filter(({ takes }) => takes !== "none")];
    return all.map(({ flag, completion: { words = [], open, files } }) => {
      const body = `words=${quoted(words.join(" "))} open=${open ? 1 : ""} files=${files ? 1 : ""}`;
      return [`${name} ${flag}`.trimEnd(), body] as const;
    });
  });
}

/** The text before the cursor in words: the line is split again, because bash splits at colons and equal signs too. */
const reading = String.raw`
  local line="${"${COMP_LINE:0:COMP_POINT}"}" cur word command="" option="" takes=none words="" open="" files="" i
  local -a typed=()
  read -ra typed <<< "$line"
  [[ $line == *[[:space:]] ]] && typed+=("")
  cur="${"${typed[$((${#typed[@]} - 1))]}"}"
  COMPREPLY=()
  for ((i = 1; i < ${"${#typed[@]}"} - 1; i++)); do
    word="${"${typed[i]}"}"
    if [[ -z $command ]]; then
      [[ $word == -* ]] || command="$word"
    elif [[ $word == --*=* ]]; then
      takes=none
    elif [[ $word == -* ]]; then
      option="$word"
      _softlabel_takes "$command $option"
    elif [[ $takes == one ]]; then
      takes=none
    fi
  done`;

/** What is offered, and how it ends. */
const offering = String.raw`
  while IFS= read -r word; do COMPREPLY+=("$word"); done < <(compgen -W "$words" -- "$cur")
  # Words that parameters may follow get no space behind them; files do.
  [[ -n $open && ${"${#COMPREPLY[@]}"} -gt 0 ]] && compopt -o nospace 2> /dev/null
  if [[ -n $files ]]; then
    compopt -o filenames 2> /dev/null
    while IFS= read -r word; do COMPREPLY+=("$word"); done < <(compgen -f -- "$cur")
  fi
  # Where bash takes a colon for the end of a word, it replaces only what follows the last one.
  if [[ $cur == *:* && $COMP_WORDBREAKS == *:* ]]; then
    word="${'${cur%"${cur##*:}"}'}"
    COMPREPLY=("${'${COMPREPLY[@]#"$word"}'}")
  fi
  return 0`;

/** A function that sets variables by its argument. */
function lookUp(name: string, entries: readonly (readonly [pattern: string, body: string])[], usual = ""): string {
  const head = [`${name}() {`, ...(usual === "" ? [] : [`  ${usual}`]), '  case "$1" in'];
  return [...head, ...branches(entries), "  esac", "}"].join("\n");
}

/** The function that `complete` registers, which decides what stands at the cursor. */
const deciding = (commands: readonly CompletedCommand[]): string => `_softlabel() {${reading}
  if [[ -z $command ]]; then
    words=${quoted([...commands.map(({ name }) => name), "--help", "--version"].join(" "))}
  elif [[ $cur == --*=* ]]; then
    _softlabel_values "$command ${"${cur%%=*}"}"
    cur="${"${cur#*=}"}"
  elif [[ $cur == -* && $takes != one ]]; then
    _softlabel_flags "$command"
  elif [[ $takes == none ]]; then
    _softlabel_values "$command"
  else
    _softlabel_values "$command $option"
  fi${offering}
}`;

/** The script. */
export function bashScript(commands: readonly CompletedCommand[]): string {
  const takes = commands.flatMap(({ name, options }) =>
    options.map(({ flag, takes: how }) => [`${name} ${flag}`, `takes=${how}`] as const),
  );
  const flags = commands.map(({ name, options }) => {
    return [name, `words=${quoted(options.map(({ flag }) => flag).join(" "))}`] as const;
  });
  return [
    '# Completion of softlabel in bash: eval "$(softlabel completion bash)"',
    lookUp("_softlabel_takes", takes, "takes=none"),
    lookUp("_softlabel_flags", flags),
    lookUp("_softlabel_values", valueEntries(commands)),
    deciding(commands),
    "complete -F _softlabel softlabel\n",
  ].join("\n\n");
}
