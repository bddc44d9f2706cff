/** Words of the page for what is kept of a run and passed on; those of the sheets are in `sheets.ts`. */
export const keeping = {
  library: {
    button: 'Library',
    state: {
      off: '',
      untouched: 'A run is saved as soon as you train or change it.',
      kept: (step: string) => `saved at step ${step}`,
      elsewhere: 'saved by another tab',
      large: 'not saved by itself: too large; save it as a file',
      full: 'not saved: the storage is full',
      denied: 'not saved: the browser keeps nothing',
    },
  },
  elsewhere: {
    said: (name: string) => `“${name}” is open in another tab, which saves it. What you train here becomes a copy of its own.`,
    takeOver: 'Save it here instead',
  },
  share: {
    button: 'Share',
    file: 'Take the model along …',
  },
  close: 'Close',
  fileName: 'run',
};
