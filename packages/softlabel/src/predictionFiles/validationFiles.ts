// Which file of validation rows belongs to which file of test rows.
import { refuse } from "@softlabel/data/internal";
import type { MethodFiles, PredictionFile } from "./methodFiles.ts";

/** The validation files of a method: those of its name, or all where there is one method only. */
function filesOf(method: string, tests: readonly PredictionFile[], validation: MethodFiles): PredictionFile[] {
  const own = validation.files.filter((file) => file.method === method);
  const isOnly = tests.every((test) => test.method === method) && validation.methods.length === 1;
  if (own.length > 0 || !isOnly) return own;
  return [...validation.files];
}

/**
 * The validation file of each test file: of the same method and seed, or in the same place where seeds are not named alike.
 * @throws UsageError where one has none
 */
export function matchValidation(tests: readonly PredictionFile[], validation: MethodFiles): PredictionFile[] {
  return tests.map((test) => {
    const own = filesOf(test.method, tests, validation);
    const alike = tests.filter(({ method }) => method === test.method);
    const found = own.find(({ seed }) => seed === test.seed) ?? own[alike.indexOf(test)];
    if (found !== undefined && own.length === alike.length) return found;
    const got = `${own.length}, of ${validation.methods.join(", ")}`;
    const expected = `${alike.length === 1 ? "a file" : `${alike.length} files`} of validation rows of ${test.method}`;
    return refuse("--validation", expected, got, `write ${test.method}=file, one for each file of test rows`);
  });
}
