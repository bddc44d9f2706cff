/**
 * How values become colours. `diverging`: −limit … 0 … +limit around a true zero; `sequential`: 0 … max.
 * What lies beyond takes the end's colour. `auto`: the end follows the data; otherwise it is fixed, by the picture itself
 * or, where `held` says so, by a person who can let it go again. `shares`: what is drawn are parts of one, such as
 * probabilities, which only others of their kind have a scale in common with.
 */
export type ColourScale =
  | { kind: 'diverging'; limit: number; auto: boolean; held?: true }
  | { kind: 'sequential'; max: number; auto: boolean; held?: true; shares?: true };
