import type { ProblemParams } from '#lexicon/problems.ts';
import { memory, memoryOf } from '../memory.ts';

type Sentences = { [C in keyof ProblemParams]: (params: ProblemParams[C]) => string };

/** Each sentence says what came and what was wanted. */
export const problems: Sentences = {
  unknownField: ({ field }) => `There is no setting called “${field}”.`,
  fieldType: ({ field, wanted, got }) => `${field} must be ${wanted}; it was ${got}.`,
  fieldRange: ({ field, min, max, got }) => `${field} must lie between ${min} and ${max}; it was ${got}.`,
  fieldChoice: ({ field, options, got }) => `${field} must be one of ${options}; it was ${got}.`,
  headsDivide: ({ heads, width, choices }) =>
    `${heads} heads do not divide a width of ${width} evenly; possible here: ${choices}.`,
  ropeEven: ({ headWidth }) =>
    `Rotary positions turn pairs of numbers, so a head must be an even number wide; it would be ${headWidth}.`,
  tooLarge: ({ neededMiB, budgetMiB, field, largest }) =>
    `This model would need ${memory(neededMiB)}; the limit is ${memory(budgetMiB)}. ${largest > 0 ? `The largest ${field} that fits is ${largest}.` : 'Several settings have to be smaller before it fits.'}`,
  tooLargeToTrain: ({ neededMiB, budgetMiB }) =>
    `Training this model would take at least ${memory(neededMiB)} for weights, gradients, both moments and one sequence; the limit is ${memory(budgetMiB)}. It can be looked into and written with as it is.`,
  textEmpty: ({ tokens }) =>
    tokens === 0
      ? 'The text is empty; at least two tokens are needed to learn from.'
      : 'The text is a single token; at least two are needed, one to read and one to predict.',
  textTooLong: ({ bytes, max }) => `The text takes ${memoryOf(bytes)}; at most ${memoryOf(max)} can be read.`,
  textShort: ({ tokens, context }) =>
    `The text has ${tokens} tokens, fewer than the context of ${context}; the model sees all of it at once.`,
  noValidation: ({ tokens }) => `With ${tokens} tokens nothing can be held out for validation; only the training loss is shown.`,
  vocabularySmall: ({ learnt, wanted }) => `The text yields ${learnt} different tokens; ${wanted} were asked for.`,
  idRange: ({ id, vocabulary }) => `${id} is no token id; the vocabulary goes from 0 to ${vocabulary - 1}.`,
  inputType: ({ got }) => `A text or a list of token ids was expected; ${got} came.`,
  inputEmpty: () => 'The text to look at is empty; at least one token is needed.',
  inputCut: ({ tokens, context }) =>
    `The text to look at has ${tokens} tokens; the context holds ${context}, so the last ${context} are shown.`,
  unknownName: ({ name, examples }) =>
    `“${name}” is neither an activation nor a weight of this model. Known are, for example, ${examples}.`,
  gradientNeedsProbe: ({ name }) => `${name} needs at least two tokens to look at: one to read and one to predict.`,
  stepNotKept: ({ step, kept }) => `Step ${step} is not kept; kept are ${kept}.`,
  weightLength: ({ weight, got, wanted }) => `${weight} has ${wanted} numbers; ${got} came.`,
  weightFinite: ({ weight, index }) => `${weight} must be finite numbers; number ${index} is not.`,
  backendMissing: ({ name, available }) => `The backend “${name}” does not exist on this machine; available: ${available}.`,
  deviceLost: ({ reason }) => `The graphics device was lost (${reason}); training goes on from the last kept state.`,
  gpuFailed: ({ found, step }) =>
    `The graphics card could not do its work (${found}). The processor has taken over at step ${step}; the run, its past and the text are as they were. WebGPU can be tried again in the menu at the top.`,
  gpuRefused: ({ found, stays }) =>
    `The graphics card could not take this model over (${found}). It stays on ${stays} with everything as it was.`,
  outOfMemory: ({ neededMiB }) =>
    `The browser does not give the ${memory(neededMiB)} that this needs. The model that ran is as it was; a smaller batch, context or width needs less, and closing other tabs frees some.`,
  diverged: ({ step, tensor, lastGood }) =>
    `Training diverged at step ${step}: ${tensor} is no longer a finite number. Step ${lastGood} is the last good one; go back to it with a lower learning rate.`,
  engineGone: ({ message }) => `The engine stopped (${message}); what it was doing is not finished.`,
  engineLost: ({ step, lost }) =>
    `The engine had stopped and was started again. The run goes on from step ${step}${lost > 0 ? `; ${lost} steps since then are lost` : ''}.`,
  runGone: ({ runId }) => `Run ${runId} is no longer kept.`,
  filesUnknown: ({ names }) =>
    `None of these files is a model (${names}); wanted is a .gfrun file, or a folder with config.json, model.safetensors and tokenizer.json.`,
  fileBroken: ({ found }) =>
    `The model could not be read: ${found}. Wanted is what Glassformer saves, or a folder in the GPT-2 layout.`,
  notTuned: () => 'This model began from its seed: there is nothing that fine-tuning has changed. Fine-tune it first.',
  widthsDiffer: ({ here, there }) =>
    `Embeddings of width ${there} do not fit a model of width ${here}; set the width to ${there} first.`,
  noArrays: () => 'This panel shows no arrays at the moment; scroll it into sight and try again.',
  filesTooLarge: ({ bytes, max }) => `These files take ${memoryOf(bytes)} together; at most ${memoryOf(max)} can be opened.`,
  fileObjective: ({ objective }) =>
    `The vocabulary came with a model from a file and has no [MASK]; “${objective}” wants one. Choose another tokenizer first.`,
  notRecorded: ({ found }) => `This is not a recorded run (${found}); a file saved by Glassformer was expected.`,
  keptGone: () => 'This run is no longer in the library.',
  keptBroken: ({ name, found }) =>
    `“${name}” could not be opened as it was saved (${found}). It stays in the library; another run was opened.`,
  storageDenied: ({ reason }) =>
    `The browser does not let this page store anything (${reason}). Everything works, but a run is gone when the page closes; save it as a file to keep it.`,
  storageFull: ({ usedMiB, quotaMiB }) =>
    `The browser’s storage is full (${memory(usedMiB)} of ${memory(quotaMiB)}). Training goes on unsaved: delete runs in the library or save this one as a file.`,
  storageThinned: ({ states }) =>
    `The browser’s storage was full; ${states} earlier states of the oldest runs were let go, their newest are kept.`,
  linkIgnored: ({ parts }) => `Parts of the link could not be read and were left out: ${parts}.`,
  linkTextMissing: () =>
    'The link does not hold the text it was made on, because it is too long for a link. A sample takes its place.',
  maskedGeneration: () => 'A masked model fills gaps; it does not continue a text. Choose the causal objective to generate.',
  tooFewExamples: ({ task, found, wanted }) =>
    `The task “${task}” finds ${found} examples in the story; at least ${wanted} are needed. A story of more sentences has more.`,
  examplesCut: ({ count, longest, context }) =>
    `${count} examples are longer than the context of ${context}, so their beginning is not seen; with a context of ${longest} all fit.`,
  noTask: () => 'The model learns the story as it runs; there are no examples to answer. Choose a task first.',
  internal: ({ message }) => `Something went wrong inside: ${message}`,
};
