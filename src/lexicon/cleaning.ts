/** What cleaning changes: damage, markup, ways of writing, and what people corrected. */
export type CleaningKind =
  | 'surrogate'
  | 'bom'
  | 'newline'
  | 'control'
  | 'html'
  | 'entity'
  | 'markdown'
  | 'space'
  | 'width'
  | 'spaces'
  | 'normalized'
  | 'correction';
export type CleaningChange = { kind: CleaningKind; count: number; example: string };

/**
 * What of the cleaning is a matter of choice: whether markup goes (null: where the text is a document in HTML or Markdown),
 * letters of double width become ordinary ones, runs of spaces one space.
 */
export type CleaningChoice = { markup: boolean | null; width: boolean; spaces: boolean };

/** What was changed in the pasted text before it became tokens; shown, never silent. */
export type CleaningReport = {
  /** Code units before and after. */
  before: number;
  after: number;
  changes: readonly CleaningChange[];
  /** The choice that was made, and what the rest of it would change. */
  chosen?: { markup: boolean; width: boolean; spaces: boolean };
  offered?: readonly CleaningChange[];
};

/** What looks like an error of typing, or of typography. */
export const CORRECTION_KINDS = [
  'doubledWord',
  'spelling',
  'missingSpace',
  'spaceBefore',
  'doubledMark',
  'ellipsis',
  'quote',
  'hanMark',
  'hanSpace',
] as const;
export type CorrectionKind = (typeof CORRECTION_KINDS)[number];

/** At a code unit of the text `before` stands, which could be `after`. */
export type Correction = { kind: CorrectionKind; at: number; before: string; after: string };

/**
 * All that could be corrected in a text, as columns: the kind (its place in the list of kinds), where, how long, and by
 * what (its place among the `texts`, which are few).
 */
export type Proofs = { kinds: Uint8Array; at: Int32Array; lengths: Int32Array; after: Int32Array; texts: readonly string[] };

/** Pasted text beside cleaned text around one or a few changes near each other. */
export type DiffExcerpt = {
  /** The code unit of the cleaned text it begins with. */
  at: number;
  kinds: readonly CleaningKind[];
  parts: readonly { side: 'both' | 'pasted' | 'cleaned'; text: string }[];
};
