// The memory that kernels and sessions share, and what the kernels must never do to it.
import { describe, expect, it, vi } from "vitest";
import { openArena } from "./arena.ts";

describe("openArena", () => {
  it("gives arrays of zeros that begin on cache lines and do not overlap", () => {
    const arena = openArena([3, 40, 16]);
    const arrays = [3, 40, 16].map((count) => arena.floats(count));
    arrays.forEach((array, i) => array.fill(i + 1));
    expect(arrays.map((array) => [array.length, array.byteOffset % 64, new Set(array).size])).toEqual([
      [3, 0, 1],
      [40, 0, 1],
      [16, 0, 1],
    ]);
  });

  it("has room for what was announced and no more, and never moves", () => {
    const arena = openArena([300_000]);
    const array = arena.floats(300_000);
    expect(() => arena.floats(1)).toThrow("Arena.floats: expected at most 0 values, got 1");
    expect(array.buffer).toBe(arena.kernels.memory.buffer);
    expect(array.buffer).toBeInstanceOf(ArrayBuffer);
  });

  it("refuses more than one memory can hold", () => {
    expect(() => openArena([2 ** 29, 2 ** 29])).toThrow("openArena: expected at most 4 GiB of parameters");
  });

  it("says what a page must allow where it may not compile", async () => {
    vi.resetModules();
    const compile = vi.spyOn(WebAssembly, "Module").mockImplementation(function () {
      throw new WebAssembly.CompileError("disallowed by embedder");
    });
    const fresh = await import("./arena.ts");
    expect(() => fresh.openArena([1])).toThrow(
      "an engine that may compile WebAssembly, got \"CompileError: disallowed by embedder\"; allow 'wasm-unsafe-eval'",
    );
    compile.mockRestore();
  });
});
