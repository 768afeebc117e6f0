// Claim: softening makes a worse teacher.
import { share, type ClaimDefinition, type ClaimPart } from "../claimDefinition.ts";
import { pairsIn, pairsOf } from "../evidence.ts";
import { studentMethod, studentsName, studentTemperatures } from "../extraTable.ts";
import { overExamples, rightOnes } from "../measure.ts";

/** Accuracy of the students that learn at a temperature from models trained with the method, beside those of the baseline. */
function studentsAt(temperature: number): ClaimPart {
  const student = studentMethod(temperature);
  return {
    key: `studentAccuracyAt${temperature}`,
    quantity: `accuracy of students at T = ${temperature}`,
    unit: share,
    measure: ({ extras, baseline }, method) => {
      const taughtBy = (teacher: string) => extras.get(studentsName(teacher))?.get(student);
      const pairs = pairsOf(taughtBy(method), taughtBy(baseline));
      return overExamples(pairs, rightOnes, { kind: "answers" });
    },
    expects: { difference: "below zero" },
  };
}

export const teacher: ClaimDefinition = {
  id: "teacher",
  claim: "A model trained with softened targets is a worse teacher.",
  source: "Müller, Kornblith and Hinton 2019, section 4; Shen et al. 2021; Chandrasegaran et al. 2022",
  reported:
    "MNIST: a teacher with 0.67 % errors has students with 0.74 %, a smoothed one with 0.59 % students with 0.91 %. Contested: no harm at low temperatures, harm at high ones.",
  extra: "students",
  parts: [
    ...studentTemperatures.map(studentsAt),
    {
      key: "teacherAccuracy",
      quantity: "accuracy of the teachers themselves",
      unit: share,
      measure: (evidence, method) =>
        overExamples(pairsIn(evidence.main, method, evidence), rightOnes, { kind: "answers" }),
    },
  ],
  remark: () => "Students are of the teachers' architecture and see no labels; each seed has its own teacher.",
};
