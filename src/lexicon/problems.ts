/**
 * What can go wrong, as codes with parameters: codes cross the wire, sentences come from the words
 * (`words.problems[code](params)`), each saying what came and what was wanted.
 */
export type ProblemParams = {
  unknownField: { field: string };
  fieldType: { field: string; wanted: string; got: string };
  fieldRange: { field: string; min: number; max: number; got: string };
  fieldChoice: { field: string; options: string; got: string };
  headsDivide: { heads: number; width: number; choices: string };
  ropeEven: { headWidth: number };
  tooLarge: { neededMiB: number; budgetMiB: number; field: string; largest: number };
  tooLargeToTrain: { neededMiB: number; budgetMiB: number };
  textEmpty: { tokens: number };
  textTooLong: { bytes: number; max: number };
  textShort: { tokens: number; context: number };
  noValidation: { tokens: number };
  vocabularySmall: { learnt: number; wanted: number };
  idRange: { id: number; vocabulary: number };
  inputType: { got: string };
  inputEmpty: Record<string, never>;
  inputCut: { tokens: number; context: number };
  unknownName: { name: string; examples: string };
  gradientNeedsProbe: { name: string };
  stepNotKept: { step: number; kept: string };
  weightLength: { weight: string; got: number; wanted: number };
  weightFinite: { weight: string; index: number };
  backendMissing: { name: string; available: string };
  deviceLost: { reason: string };
  gpuFailed: { found: string; step: number };
  gpuRefused: { found: string; stays: string };
  outOfMemory: { neededMiB: number };
  diverged: { step: number; tensor: string; lastGood: number };
  engineGone: { message: string };
  engineLost: { step: number; lost: number };
  runGone: { runId: number };
  notRecorded: { found: string };
  filesUnknown: { names: string };
  fileBroken: { found: string };
  notTuned: Record<string, never>;
  widthsDiffer: { here: number; there: number };
  noArrays: Record<string, never>;
  filesTooLarge: { bytes: number; max: number };
  fileObjective: { objective: string };
  keptGone: { key: string };
  keptBroken: { name: string; found: string };
  storageDenied: { reason: string };
  storageFull: { usedMiB: number; quotaMiB: number };
  storageThinned: { states: number };
  linkIgnored: { parts: string };
  linkTextMissing: Record<string, never>;
  maskedGeneration: Record<string, never>;
  tooFewExamples: { task: string; found: number; wanted: number };
  examplesCut: { count: number; longest: number; context: number };
  noTask: Record<string, never>;
  internal: { message: string };
};
export type ProblemCode = keyof ProblemParams;
export type Problem = { [C in ProblemCode]: { code: C; params: ProblemParams[C] } }[ProblemCode];

/** An error that carries its code and numbers, so that it can be said in any language. */
export class ProblemError extends Error {
  readonly problem: Problem;
  constructor(problem: Problem) {
    super(`${problem.code}: ${JSON.stringify(problem.params)}`);
    this.name = 'ProblemError';
    this.problem = problem;
  }
}

/** A problem as a value, with its parameters checked against its code. */
export function problem<C extends ProblemCode>(code: C, params: ProblemParams[C]): Problem {
  return { code, params } as Problem;
}

/** What to throw: `throw fail('textEmpty', { tokens: 0 })`. */
export function fail<C extends ProblemCode>(code: C, params: ProblemParams[C]): ProblemError {
  return new ProblemError(problem(code, params));
}
