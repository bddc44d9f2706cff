/** Parts of the page that a teacher's link can leave out. */
export const HIDEABLE = ['rail', 'story', 'settings', 'inspector', 'run'] as const;
export type HideablePart = (typeof HIDEABLE)[number];
