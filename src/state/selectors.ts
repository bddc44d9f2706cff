import { wordsOf } from '#lexicon/words/load.ts';
import type { Words } from '#lexicon/words/en.ts';
import { useStore } from './store.ts';
import type { State } from './store.ts';

/** Named selectors: each returns what is in the state already, so that nothing draws again without need. */
export const selectLanguage = (state: State): State['language'] => state.language;
export const selectRun = (state: State): State['run'] => state.run;
export const selectConfig = (state: State): State['config'] => state.config;
export const selectText = (state: State): State['text'] => state.text;
export const selectSelection = (state: State): State['selection'] => state.selection;
export const selectLocked = (state: State): State['locked'] => state.locked;
export const selectFrameVersion = (state: State): number => state.frameVersion;
export const selectMetricsVersion = (state: State): number => state.metricsVersion;
export const selectStep = (state: State): number => state.step;
export const selectPlayhead = (state: State): number | null => state.playhead;
export const selectVersus = (state: State): number | null => state.versus;
export const selectApart = (state: State): State['apart'] => state.apart;
export const selectFixedScales = (state: State): State['fixedScales'] => state.fixedScales;
export const selectSharedScale = (state: State): boolean => state.sharedScale;
export const selectCheckpoints = (state: State): Float64Array => state.checkpoints;
export const selectTraining = (state: State): State['training'] => state.training;
export const selectTrainingState = (state: State): State['training']['state'] => state.training.state;
/** Whether the model is too large to be trained, and open for looking and writing only. */
export const selectIsStill = (state: State): boolean => state.training.trainer === 'still';
export const selectPhase = (state: State): State['phase'] => state.phase;
export const selectBackend = (state: State): State['backend'] => state.backend;
export const selectCatalogue = (state: State): State['catalogue'] => state.catalogue;
export const selectTheme = (state: State): State['theme'] => state.theme;
export const selectOpenPanel = (state: State): State['openPanel'] => state.openPanel;
export const selectPanelsInView = (state: State): State['panelsInView'] => state.panelsInView;
export const selectDraft = (state: State): string | null => state.draft;
export const selectProgress = (state: State): State['progress'] => state.progress;
export const selectToasts = (state: State): State['toasts'] => state.toasts;
export const selectDivergence = (state: State): State['divergence'] => state.divergence;
export const selectInterventions = (state: State): State['interventions'] => state.interventions;
export const selectTwinLosses = (state: State): State['twinLosses'] => state.twinLosses;
export const selectTaskScores = (state: State): State['taskScores'] => state.taskScores;
export const selectTaskReport = (state: State): State['taskReport'] => state.taskReport;
export const selectExamining = (state: State): boolean => state.examining;
export const selectSamples = (state: State): State['samples'] => state.samples;
export const selectGeneration = (state: State): State['generation'] => state.generation;
export const selectGenerating = (state: State): boolean => state.generating;
export const selectPreview = (state: State): State['preview'] => state.preview;
export const selectProbedFrom = (state: State): number | null => state.probedFrom;
export const selectKeeping = (state: State): State['keeping'] => state.keeping;
export const selectHidden = (state: State): State['hidden'] => state.hidden;
export const selectCanUndo = (state: State): boolean => state.past.length > 0;
export const selectCanRedo = (state: State): boolean => state.future.length > 0;

/** The words of the language the page speaks. */
export function useWords(): Words {
  return wordsOf(useStore(selectLanguage));
}
