import type { HideablePart } from '#lexicon/hideable.ts';

const plural = (n: number, noun: string): string => `${n} ${noun}${n === 1 ? '' : 's'}`;

/** Words of the sheets for the library and for sharing: fetched with them, not with the page. */
export const sheets = {
  library: {
    title: 'Your runs',
    lead: 'Every run is saved by itself in this browser, and nowhere else.',
    empty: 'Nothing is kept yet. Train or change the model, and its run appears here.',
    loading: 'Looking into the storage…',
    search: 'Search by name',
    shown: (shown: string, all: string) => (shown === all ? `${all} ${all === '1' ? 'run' : 'runs'}` : `${shown} of ${all} runs`),
    noneCalled: (part: string) => `No run has “${part}” in its name.`,
    openFile: 'Open a file or model',
    open: (name: string) => `Open “${name}”`,
    rename: (name: string) => `Rename “${name}”`,
    newName: (name: string) => `New name of “${name}”`,
    duplicate: (name: string) => `Duplicate “${name}”`,
    take: (name: string) => `A new model with the embeddings of “${name}”`,
    taken: (taken: string, of: string) =>
      `A new model from the seed, with ${taken} of its ${of} embeddings taken over; the others are random. Undo brings the old one back.`,
    remove: (name: string) => `Delete “${name}”`,
    removed: (name: string) => `“${name}” was deleted.`,
    undo: 'Undo',
    compare: (name: string) => `Compare “${name}”`,
    compareHint: 'Tick two runs to see what differs in their settings.',
    compareOne: 'Tick one more to compare.',
    here: 'open here',
    elsewhere: 'open in another tab',
    facts: (step: string, parameters: string, size: string) => `step ${step} · ${parameters} parameters · ${size}`,
    curve: (from: string, to: string) => `loss from ${from} to ${to}`,
    noCurve: 'not trained yet',
    space: (used: string, quota: string) => `All of the page takes ${used}; the browser would give it ${quota}.`,
    differences: 'What differs',
    noDifference: 'Their settings are the same.',
    setting: 'setting',
  },
  share: {
    title: 'Share this run',
    link: 'Link',
    copy: 'Copy the link',
    copied: 'Copied.',
    notCopied: 'The browser did not let it be copied; it is marked, copy it by hand.',
    holds: 'The link holds',
    sample: 'the run that the page opens with',
    seed: (seed: number) => `the seed, ${seed}`,
    settings: (n: number) =>
      n === 0
        ? 'the settings, all at their defaults'
        : `${plural(n, 'setting')} that differ${n === 1 ? 's' : ''} from the defaults`,
    text: {
      sample: 'the sample text, by its name',
      packed: (n: string) => `the text, ${n} ${n === '1' ? 'character' : 'characters'}`,
      long: 'not the text, which is too long for a link: a sample takes its place',
    },
    place: 'language, panel, selection and playhead',
    weights:
      'Weights do not fit into a link: whoever opens it trains the same model from its seed, to the same numbers. A file takes everything along.',
    hide: 'For a class: leave out',
    parts: {
      rail: 'the way of the data',
      story: 'the story',
      settings: 'the settings',
      inspector: 'the inspector',
      run: 'the run and its controls',
    } satisfies Record<HideablePart, string> as Record<HideablePart, string>,
    fileNote:
      'As a run file, for PyTorch, or as a page of its own that writes or looks back. Dropped on this page, anywhere, it opens again.',
  },
};
