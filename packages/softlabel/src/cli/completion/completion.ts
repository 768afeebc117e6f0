// softlabel completion: prints the script by which a shell completes the command line.
import type { Command } from "commander";
import { checkName } from "@softlabel/core/internal";
import { bashScript } from "./bash.ts";
import { commandsOf, type CompletedCommand } from "./commandTable.ts";
import { fishScript } from "./fish.ts";
import { shells, type Shell } from "./shells.ts";
import { zshScript } from "./zsh.ts";

const scripts: Readonly<Record<Shell, (commands: readonly CompletedCommand[]) => string>> = {
  bash: bashScript,
  zsh: zshScript,
  fish: fishScript,
};

/**
 * The script of a shell.
 * @throws UsageError for a shell that there is none for
 */
export function completionScript(program: Command, shell: string): string {
  return scripts[checkName("completion", "the shell", shell, shells)](commandsOf(program));
}
