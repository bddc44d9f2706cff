/** Paths in a box of 16 × 16, drawn in the colour of the text. */
const PATHS = {
  play: 'M5 3.2v9.6L12.6 8z',
  pause: 'M4.5 3.5h2.4v9H4.5zM9.1 3.5h2.4v9H9.1z',
  step: 'M4 3.2v9.6L10.4 8zM11 3.5h1.8v9H11z',
  slow: 'M3.2 3.2H5v9.6H3.2zM6.4 3.2v9.6L13.4 8z',
  undo: 'M6.2 3 3 6.2l3.2 3.2M3.4 6.2h5.8a3.4 3.4 0 0 1 0 6.8H6.5',
  redo: 'M9.8 3 13 6.2 9.8 9.4M12.6 6.2H6.8a3.4 3.4 0 0 0 0 6.8h2.7',
  dice: 'M3 3h10v10H3zM5.6 5.6h.01M10.4 10.4h.01M10.4 5.6h.01M5.6 10.4h.01M8 8h.01',
  expand: 'M9.5 3H13v3.5M13 3 9 7M6.5 13H3V9.5M3 13l4-4',
  back: 'M9.5 3 4.5 8l5 5',
  close: 'M4 4l8 8M12 4l-8 8',
  file: 'M4 2.5h5L12 5.5v8H4zM9 2.5v3h3',
  auto: 'M8 2.5a5.5 5.5 0 1 0 0 11zM8 2.5a5.5 5.5 0 0 1 0 11',
  light:
    'M8 5.2a2.8 2.8 0 1 0 0 5.6 2.8 2.8 0 0 0 0-5.6M8 1.6v1.2M8 13.2v1.2M1.6 8h1.2M13.2 8h1.2M3.5 3.5l.8.8M11.7 11.7l.8.8M12.5 3.5l-.8.8M4.3 11.7l-.8.8',
  dark: 'M12.8 9.6A5.4 5.4 0 0 1 6.4 3.2a5.4 5.4 0 1 0 6.4 6.4z',
  chevron: 'M4.5 6.2 8 9.8l3.5-3.6',
  library: 'M3 3.5h2.4v9H3zM6.8 3.5h2.4v9H6.8zM10.6 4l2-.6 2 8.6-2 .6z',
  download: 'M8 2.8v7M5.4 7.2 8 9.8l2.6-2.6M3.5 10v3.2h9V10',
  share: 'M8 9.5V2.8M5.4 5.2 8 2.6l2.6 2.6M3.5 8v5.2h9V8',
  pencil: 'M3.2 12.8l.6-2.6 6.6-6.6 2 2-6.6 6.6zM9.2 4.8l2 2',
  copy: 'M5.5 5.5h7.3v7.3H5.5zM3.2 10.2V3.2h7',
  embed: 'M3 4h3v8H3zM10 4h3v8h-3zM6.8 8h2.4M8 6.6 9.4 8 8 9.4',
  trash: 'M3.2 4.6h9.6M6.4 4.4V3h3.2v1.4M4.4 4.8l.5 8.2h6.2l.5-8.2M6.8 7v4M9.2 7v4',
} as const;

export type IconName = keyof typeof PATHS;

const SOLID: ReadonlySet<IconName> = new Set(['play', 'pause', 'step', 'slow']);

/** A small sign beside words or alone in a button that carries its own label. */
export function Icon({ name, sizePx = 16 }: { name: IconName; sizePx?: number }) {
  const solid = SOLID.has(name);
  return (
    <svg
      width={sizePx}
      height={sizePx}
      viewBox="0 0 16 16"
      aria-hidden="true"
      focusable="false"
      style={{ flex: 'none', display: 'block' }}
    >
      {name === 'auto' && <path d="M8 2.5a5.5 5.5 0 1 0 0 11z" fill="currentColor" />}
      <path
        d={PATHS[name]}
        fill={solid ? 'currentColor' : 'none'}
        stroke={solid ? 'none' : 'currentColor'}
        strokeWidth={name === 'dice' ? 1.5 : 1.3}
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  );
}
