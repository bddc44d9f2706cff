import './Toggle.css';

export type ToggleProps = { label: string; on: boolean; onChange: (on: boolean) => void; describedBy?: string };

/** On or off. */
export function Toggle({ label, on, onChange, describedBy }: ToggleProps) {
  return (
    <button
      type="button"
      className="toggle"
      role="switch"
      aria-checked={on}
      aria-label={label}
      aria-describedby={describedBy}
      onClick={() => onChange(!on)}
    >
      <span className="toggle__knob" />
    </button>
  );
}
