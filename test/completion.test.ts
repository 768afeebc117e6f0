// Shell completion: what each shell offers, by its own machinery where it can be asked, and that every script can be read.
import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { methodTable } from "@softlabel/core";
import { optimizerTable, scheduleTable } from "@softlabel/engine/internal";
import { beforeAll, describe, expect, it } from "vitest";
import { completionScript } from "../packages/softlabel/src/cli/completion/completion.ts";
import { createProgram } from "../packages/softlabel/src/cli/program.ts";
import { experimentFields } from "../packages/experiment/src/options/fields.ts";
import { needs } from "./prerequisites.ts";
import { emptyFolder, softlabel } from "./softlabel.ts";

let folder = "";
beforeAll(() => {
  folder = emptyFolder();
  for (const shell of ["bash", "zsh", "fish"])
    writeFileSync(path.join(folder, `c.${shell}`), completionScript(createProgram(), shell));
  for (const name of ["train.csv", "test.csv", "a b.csv"]) writeFileSync(path.join(folder, name), "");
  mkdirSync(path.join(folder, "runs"));
});

const names = (rows: readonly { readonly name: string }[]): string[] => rows.map(({ name }) => name).sort();

/** What is offered behind a beginning of a line, sorted; each shell's way to ask is in a script of its own. */
type Ask = (line: string) => string[];

function sorted(text: string): string[] {
  return text
    .split("\n")
    .filter((each) => each !== "")
    .sort();
}

/** Calls the function that `complete` registered, with the variables that bash gives it: words are cut at = and :. */
const askBash: Ask = (line) => {
  const script = `
    source ./c.bash
    COMP_LINE=$1 COMP_POINT=\${#1}
    read -ra COMP_WORDS <<< "\${1//[:=]/ & }"
    [[ $1 == *" " ]] && COMP_WORDS+=("")
    COMP_CWORD=$((\${#COMP_WORDS[@]} - 1))
    registered=$(complete -p softlabel)
    [[ $registered =~ -F\\ ([^ ]+) ]] && "\${BASH_REMATCH[1]}" softlabel
    printf '%s\\n' "\${COMPREPLY[@]}"`;
  return sorted(execFileSync("bash", ["--norc", "--noprofile", "-c", script, "ask", line], { cwd: folder, encoding: "utf8" })); // prettier-ignore
};

/** fish offers descriptions behind tabs. */
const askFish: Ask = (line) => {
  const script = "source ./c.fish; complete -C $argv[1]";
  const text = execFileSync("fish", ["--no-config", "-c", script, line], { cwd: folder, encoding: "utf8" });
  return sorted(text.replaceAll(/\t.*/g, ""));
};

/** What every shell offers. */
function offersOf(ask: Ask): void {
  it("offers commands", () => {
    expect(ask("softlabel ev")).toEqual(["evaluate"]);
    expect(ask("softlabel comp")).toEqual(["compare", "completion"]);
  });

  it("offers every option of a command that begins so", () => {
    expect(ask("softlabel compare --w")).toEqual(["--weights", "--without", "--workers"]);
    expect(ask("softlabel train x.csv --optimizer sgd --met")).toEqual(["--method"]);
    const flags = Object.values(experimentFields).flatMap(({ flag }) => flag.match(/^--[\w-]+/) ?? []);
    expect(ask("softlabel compare --")).toEqual(expect.arrayContaining(flags));
  });

  it("offers the names of the tables as values, one by one where an option takes several", () => {
    expect(ask("softlabel compare glyphs --optimizer ")).toEqual(names(optimizerTable));
    expect(ask("softlabel compare --schedule ")).toEqual(names(scheduleTable));
    expect(ask("softlabel compare --methods hard smooth:0.1 ")).toEqual(names(methodTable));
    expect(ask("softlabel compare --methods hard rel")).toEqual(["relax"]);
    expect(ask("softlabel explain sm")).toEqual(["smooth"]);
    expect(ask("softlabel report runs --table ")).toEqual(["csv", "latex", "markdown"]);
    expect(ask("softlabel completion ")).toEqual(["bash", "fish", "zsh"]);
  });

  it("offers data sets and files where data are named, and nothing where a number is", () => {
    expect(ask("softlabel compare g")).toEqual(["glyphs"]);
    expect(ask("softlabel compare tr")).toEqual(["train.csv"]);
    expect(ask("softlabel compare train.csv --test te")).toEqual(["test.csv"]);
    expect(ask("softlabel predict runs te")).toEqual(["test.csv"]);
    expect(ask("softlabel predict m.onnx x --format c")).toEqual(["csv"]);
    expect(ask("softlabel evaluate train.csv te")).toEqual(["test.csv"]);
    expect(ask("softlabel compare glyphs --epochs ")).toEqual([]);
    expect(ask("softlabel compare glyphs --label ")).toEqual([]);
    expect(ask("softlabel compare --epochs 3 mni")).toEqual(["mnist"]);
  });
}

describe("softlabel completion", { timeout: 60_000 }, () => {
  it("prints the script, and names the shells where there is none", async () => {
    const { code, output } = await softlabel(folder, "completion", "bash");
    expect([code, output]).toEqual([0, completionScript(createProgram(), "bash")]);
    const wrong = await softlabel(folder, "completion", "bahs");
    expect(wrong.code).toBe(2);
    expect(wrong.errors).toBe('softlabel: completion: expected the shell to be one of bash, zsh, fish, got "bahs"\n');
    const none = await softlabel(folder, "completion");
    expect([none.code, none.errors.split("\n")[0]]).toEqual([2, "softlabel: missing required argument 'shell'"]);
  });
});

describe("bash", needs("bash"), () => {
  offersOf(askBash);

  it("offers values behind an equal sign, and none behind the colon of a method", () => {
    expect(askBash("softlabel report runs --figures=s")).toEqual(["svg"]);
    expect(askBash("softlabel compare --methods smooth:0")).toEqual([]);
    expect(askBash("softlabel compare a")).toEqual(["a b.csv"]);
  });
});

describe("zsh", needs("zsh"), () => {
  it("reads its script", () => {
    execFileSync("zsh", ["-n", "c.zsh"], { cwd: folder });
  });
});

describe("fish", needs("fish"), () => {
  offersOf(askFish);

  it("reads its script", () => {
    execFileSync("fish", ["-n", "c.fish"], { cwd: folder });
  });
});
