// Options read with their defaults.
import { describe, expect, it } from "vitest";
import { readOptions } from "./options.ts";

describe("readOptions", () => {
  const defaults = { bins: 15, temperature: 1, draws: undefined } as const;
  const read = (options?: { bins?: number; draws?: number }) => readOptions("score", options, defaults);

  it("fills in what is left out, or undefined", () => {
    expect(read()).toEqual(defaults);
    expect(read({ bins: 10 })).toEqual({ bins: 10, temperature: 1, draws: undefined });
    expect(read({ bins: undefined, draws: 3 } as object)).toEqual({ bins: 15, temperature: 1, draws: 3 });
  });

  it("leaves the defaults as they are", () => {
    read({ bins: 10 });
    expect(defaults.bins).toBe(15);
  });

  it("refuses a name of Object's own", () => {
    expect(() => read({ toString: 1 } as object)).toThrow("score, toString: unknown option");
  });

  it.each([[0.1], ["bins"], [null], [[15]]])("refuses %j in place of an object", (given) => {
    expect(() => read(given as object)).toThrow("score: expected options as an object of names and values, got");
  });

  it("suggests by other names that it is given", () => {
    const otherNames = { bins: "buckets" };
    const given: object = { Buckets: 1 };
    expect(() => readOptions("score", given, defaults, otherNames)).toThrow("did you mean bins?");
  });
});
