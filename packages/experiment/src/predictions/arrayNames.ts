// Names of arrays of scores, labels and classes, in .npz files and in folders of .npy files.
import { usualIds, type ScoreKind } from "./scoreFile.ts";

/** The role of an array, from its name. */
export interface ArrayRole {
  readonly part: "test" | "validation";
  readonly role: "scores" | "labels" | "classes" | "ids";
  readonly stated?: ScoreKind;
}

interface RoleRow extends Pick<ArrayRole, "role" | "stated"> {
  readonly words: readonly string[];
}

const roles: readonly RoleRow[] = [
  {
    role: "scores",
    stated: "logits",
    words: ["logits", "logit", "z", "log_probs", "log_prob", "logprobs", "log_proba", "log_probabilities"],
  },
  {
    role: "scores",
    stated: "probabilities",
    words: ["probabilities", "probs", "prob", "proba", "p", "y_prob", "y_proba", "softmax"],
  },
  {
    role: "scores",
    words: ["scores", "score", "predictions", "preds", "pred", "y_score", "y_pred", "outputs", "output"],
  },
  { role: "labels", words: ["labels", "label", "y", "y_true", "true", "targets", "target"] },
  { role: "ids", words: ["id", "ids", ...usualIds.slice(1)] },
  { role: "classes", words: ["classes", "class_names", "names"] },
];

const parts: readonly { readonly part: ArrayRole["part"]; readonly words: readonly string[] }[] = [
  { part: "test", words: ["", "test"] },
  { part: "validation", words: ["validation", "val", "valid", "calibration", "cal"] },
];

/** Names are compared without case and with one separator. */
const plain = (name: string): string => name.toLowerCase().replaceAll(/[-. ]/g, "_");

/** All names, those of test arrays first. */
const table: readonly (readonly [name: string, role: ArrayRole])[] = parts.flatMap(({ part, words: partWords }) =>
  roles.flatMap(({ words, ...row }) =>
    words.flatMap((word) =>
      partWords.flatMap((partWord) => {
        const names = partWord === "" ? [word] : [`${partWord}_${word}`, `${word}_${partWord}`];
        return names.map((name) => [name, { ...row, part }] as const);
      }),
    ),
  ),
);

const byName = new Map(table);

/** The role of an array; undefined for unknown names. */
export function arrayRole(name: string): ArrayRole | undefined {
  return byName.get(plain(name));
}
