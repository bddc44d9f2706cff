import { useRef, useState } from 'react';
import './CopyField.css';

export type CopyFieldProps = {
  /** Name of the field. */
  label: string;
  /** What is copied, to the letter. */
  value: string;
  copy: string;
  copied: string;
  /** Said where the browser does not let the page copy: the text is marked then. */
  notCopied: string;
  /** Whether copying it is what the sheet is for. */
  main?: boolean;
  disabled?: boolean;
};

/** A line of text to be passed on, with the button that copies it and what came of that. */
export function CopyField({ label, value, copy, copied, notCopied, main = false, disabled = false }: CopyFieldProps) {
  const field = useRef<HTMLInputElement>(null);
  // What was copied: another text has not been.
  const [said, setSaid] = useState<{ value: string; done: boolean } | null>(null);
  const onCopy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(value);
      setSaid({ value, done: true });
    } catch {
      field.current?.select();
      setSaid({ value, done: false });
    }
  };
  return (
    <div className="copy-field">
      <input
        ref={field}
        className="copy-field__text"
        readOnly
        aria-label={label}
        value={value}
        onFocus={(event) => event.target.select()}
      />
      <button type="button" className={main ? 'button button--main' : 'button'} disabled={disabled} onClick={() => void onCopy()}>
        {copy}
      </button>
      <output className="copy-field__said">{said?.value !== value ? '' : said.done ? copied : notCopied}</output>
    </div>
  );
}
