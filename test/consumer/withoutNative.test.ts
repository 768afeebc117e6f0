// The command from its tarballs where onnxruntime-node could not be installed: everything works, on WebAssembly.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { createProject, runCommand, usualProject, type Outcome } from "./project.ts";
import { writeSampleFiles } from "./sampleFiles.ts";

const howToInstall = "ONNXRUNTIME_NODE_INSTALL=skip npm i onnxruntime-node";

describe("softlabel without onnxruntime-node", () => {
  let project = "";
  const run = (text: string): Promise<Outcome> => runCommand(project, text.split(" "));
  const quick = "--label species --model mlp:8 --epochs 2";
  beforeAll(async () => {
    project = createProject({ without: ["onnxruntime-node"] });
    await writeSampleFiles(project);
  });

  it("compares, says once how to get the fast runtime, and records the one it used", async () => {
    const { code, output, errors } = await run(`compare penguins.csv ${quick} --seeds 2 --out compared`);
    expect({ code, errors }).toEqual({ code: 0, errors: expect.stringContaining("6 of 6 runs") as string });
    expect(errors.split(howToInstall)).toHaveLength(2);
    expect(output).toContain("compared/report.html".replace("/", path.sep));
    const record: unknown = JSON.parse(readFileSync(path.join(project, "compared/experiment.json"), "utf8"));
    expect(record).toMatchObject({
      options: { runtime: "onnxruntime-web", threads: 1 },
      sources: { provider: "wasm", runtimeVersion: expect.stringMatching(/^\d+\.\d+/) as string },
    });
  });

  it("shows the runtime in the report, which is made again without it", async () => {
    const { code, errors } = await run("report compared");
    expect({ code, errors }).toEqual({ code: 0, errors: "" });
    const page = readFileSync(path.join(project, "compared/report.html"), "utf8");
    for (const text of ["onnxruntime-web", "wasm"]) expect(page).toContain(text);
  });

  it("trains a model", async () => {
    const { code, errors } = await run(`train penguins.csv ${quick} --out trained`);
    expect({ code, errors }).toEqual({ code: 0, errors: expect.stringContaining(howToInstall) as string });
    expect(existsSync(path.join(project, "trained/model.onnx"))).toBe(true);
  });

  it("predicts new rows as the native runtime does", async () => {
    const predict = ["predict", "trained", "new-penguins.csv"];
    const wasm = await runCommand(project, predict);
    expect({ code: wasm.code, errors: wasm.errors }).toEqual({
      code: 0,
      errors: expect.stringContaining(howToInstall) as string,
    });
    const native = await runCommand(usualProject(), predict, project);
    expect({ code: native.code, errors: native.errors }).toEqual({
      code: 0,
      errors: expect.not.stringContaining(howToInstall) as string,
    });
    const [ours, theirs] = [wasm, native].map(({ output }) =>
      output
        .trim()
        .split("\n")
        .map((line) => line.split(",")),
    );
    expect(ours).toHaveLength(13);
    const shape = (rows: string[][]) => rows.map(([row, prediction, ...rest]) => [row, prediction, rest.length]);
    expect(shape(ours)).toEqual(shape(theirs));
    const numbers = (rows: string[][]) => rows.slice(1).flatMap((row) => row.slice(2).map(Number));
    numbers(ours).forEach((value, i) => expect(value).toBeCloseTo(numbers(theirs)[i], 5));
  });

  it("evaluates predictions, for which it needs no runtime", async () => {
    const { code, output, errors } = await run("evaluate hard=hard.csv smooth=smooth.npz");
    expect({ code, errors }).toEqual({ code: 0, errors: "" });
    expect(output).toContain("smooth");
  });

  it("refuses the native runtime where it is asked for, and says how to install it", async () => {
    const { code, errors } = await run(`compare penguins.csv ${quick} --runtime node`);
    expect(code).toBe(2);
    expect(errors).toBe(
      `softlabel: --runtime: onnxruntime-node is not installed; install it with ${howToInstall}, or leave the option out\n`,
    );
  });

  /** A folder from which softlabel is run, with a package of that name installed there. */
  function elsewhere(name: string, text: string): string {
    const place = path.join(project, name, "node_modules/onnxruntime-node");
    mkdirSync(place, { recursive: true });
    writeFileSync(path.join(place, "index.js"), text);
    return path.join(project, name);
  }
  const train = ["train", "blobs", "--model", "linear", "--epochs", "1", "--runtime", "node"];

  it("takes the one of the project it is run from, as with npx", async () => {
    const native = createRequire(import.meta.url).resolve("onnxruntime-node");
    const folder = elsewhere("own", `module.exports = require(${JSON.stringify(native)});`);
    const { code } = await runCommand(project, [...train, "--out", "model"], folder);
    expect(code).toBe(0);
    const record: unknown = JSON.parse(readFileSync(path.join(folder, "model/model.json"), "utf8"));
    expect(record).toMatchObject({ training: { runtime: "onnxruntime-node", provider: "cpu" } });
  });

  it("says of one that is there and does not load why not", async () => {
    const folder = elsewhere("broken", 'throw new Error("version GLIBC_2.99 not found");');
    const reason = "onnxruntime-node does not load (version GLIBC_2.99 not found)";
    const asked = await runCommand(project, train, folder);
    expect(asked).toMatchObject({ code: 2, errors: `softlabel: --runtime: ${reason}; leave the option out\n` });
    const { code, errors } = await runCommand(project, [...train, "--runtime", "auto", "--out", "model"], folder);
    expect(code).toBe(0);
    expect(errors).toContain(`${reason}; using onnxruntime-web (WebAssembly), which is slower.\n`);
  });
});
