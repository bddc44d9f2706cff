import './Legible.css';

/** What cannot be read: bytes that make no character, and control characters. */
const STRAY = /([\uFFFD\p{Cc}]+)/u;
const SIGN = '▯';

/** A text that a model wrote, with a faint sign for each place where its bytes make no character. */
export function Legible({ text, title }: { text: string; title: string }) {
  return text.split(STRAY).map((part, at) => {
    if (at % 2 === 0 || /^[\n\t]+$/.test(part)) return part;
    return (
      <span key={at} className="stray" title={title}>
        {SIGN.repeat(part.length)}
      </span>
    );
  });
}
