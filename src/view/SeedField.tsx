import { useState } from 'react';
import './SeedField.css';

const MOST_SEED = 2 ** 31 - 1;

type SeedFieldProps = { label: string; seed: number; onSeed: (seed: number) => void };

/** The start of a draw, a whole number that is typed or stepped. What is no seed (yet) stays in the field alone until it is left. */
export function SeedField({ label, seed, onSeed }: SeedFieldProps) {
  const [typed, setTyped] = useState<string | null>(null);
  return (
    <label className="seed-field">
      {label}
      <input
        type="number"
        min={0}
        max={MOST_SEED}
        step={1}
        value={typed ?? seed}
        onChange={({ target: { value, valueAsNumber } }) => {
          setTyped(value);
          if (Number.isInteger(valueAsNumber) && valueAsNumber >= 0 && valueAsNumber <= MOST_SEED) onSeed(valueAsNumber);
        }}
        onBlur={() => setTyped(null)}
      />
    </label>
  );
}
