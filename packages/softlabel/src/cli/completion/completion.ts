// softlabel completion: the script with which a shell completes the command line.
import type { Command } from "commander";
import { checkName } from "@softlabel/core/internal";
import { bashScript } from "./bash.ts";
import { commandsOf, shells, type CompletedCommand } from "./commandTable.ts";
import { fishScript } from "./fish.ts";
import { zshScript } from "./zsh.ts";

const scripts: Readonly<Record<(typeof shells)[number], (commands: readonly CompletedCommand[]) => string>> = {
  bash: bashScript,
  zsh: zshScript,
  fish: fishScript,
};

/**
 * The script of a shell.
 * @throws UsageError for any other shell
 */
export function completionScript(program: Command, shell: string): string {
  return scripts[checkName("completion", "the shell", shell, shells)](commandsOf(program));
}
