// Optional packages: there, missing, or broken for another reason.
import { expect, it } from "vitest";
import { optionalPackage } from "./optionalPackage.ts";

const missing = (name: string): Error =>
  Object.assign(new Error(`Cannot find package '${name}' imported from here`), { code: "ERR_MODULE_NOT_FOUND" });

it("gives the module that is installed", async () => {
  expect(await optionalPackage("sharp", () => Promise.resolve(7))).toBe(7);
});

it("says what to install, and leaves other errors as they are", async () => {
  await expect(optionalPackage("sharp", () => Promise.reject(missing("sharp")))).rejects.toThrow(
    'expected sharp, which decodes images, got "none that is installed"; run npm install sharp',
  );
  const inside = missing("detect-libc");
  await expect(optionalPackage("sharp", () => Promise.reject(inside))).rejects.toBe(inside);
});
