import { useId } from 'react';
import './Choice.css';

export type ChoiceProps<T extends string> = {
  label: string;
  options: readonly { value: T; name: string }[];
  value: T;
  onChange: (value: T) => void;
  describedBy?: string;
};

/** A drop-down of named options. */
export function Choice<T extends string>({ label, options, value, onChange, describedBy }: ChoiceProps<T>) {
  return (
    <select
      className="choice"
      aria-label={label}
      aria-describedby={describedBy}
      value={value}
      onChange={(event) => {
        const chosen = options.find((option) => option.value === event.target.value);
        if (chosen) onChange(chosen.value);
      }}
    >
      {options.map((option) => (
        <option key={option.value} value={option.value}>
          {option.name}
        </option>
      ))}
    </select>
  );
}

/** A few options side by side, one of them in force. */
export function Segments<T extends string>({ label, options, value, onChange, describedBy }: ChoiceProps<T>) {
  const name = useId();
  return (
    <fieldset className="segments" aria-describedby={describedBy}>
      <legend className="unseen">{label}</legend>
      {options.map((option) => (
        <label key={option.value} className={option.value === value ? 'segments__one segments__one--on' : 'segments__one'}>
          <input
            type="radio"
            className="unseen"
            name={name}
            value={option.value}
            checked={option.value === value}
            onChange={() => onChange(option.value)}
          />
          {option.name}
        </label>
      ))}
    </fieldset>
  );
}
